import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Extent,
  centre,
  clampTop,
  contentHeight,
  isScaled,
  movedBy,
  reveal,
  scrollHeight,
  scrollTopFor,
  tallest,
  topAt,
  visibleLines,
} from '../../../webview/window.js';

const extentOf = (total: number, viewport = 760): Extent => ({ total, lineHeight: 24, viewport });

const extents = fc
  .record({
    total: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 2 ** 40 })),
    viewport: fc.integer({ min: 24, max: 3000 }),
  })
  .map(({ total, viewport }) => extentOf(total, viewport));

describe('The arithmetic of the rows’ scrolling', () => {
  it('scrolls a short table pixel by pixel', () => {
    const extent = extentOf(64, 240);
    assert.equal(scrollHeight(extent), 64 * 24);
    assert.equal(topAt(100, extent), 100);
    assert.equal(scrollTopFor(100, extent), 100);
    assert.deepEqual(visibleLines(100, extent), { start: 4, end: 15 });
  });

  it('never asks the browser for an element that it would cut off', () => {
    for (const total of [1e6, 1e9, 1e12]) assert.ok(scrollHeight(extentOf(total)) <= 33_554_426 / 4);
    assert.equal(scrollHeight(extentOf(1e9)), tallest);
  });

  it('reaches the first and the last of a billion rows', () => {
    const extent = extentOf(1e9);
    const lastScroll = scrollHeight(extent) - extent.viewport;
    assert.equal(visibleLines(topAt(0, extent), extent).start, 0);
    assert.equal(visibleLines(topAt(lastScroll, extent), extent).end, 1e9);
    // Browsers report the end of a scrolled element a fraction of a pixel short.
    assert.equal(visibleLines(topAt(lastScroll - 0.6, extent), extent).end, 1e9);
  });

  it('puts the middle of the scrollbar in the middle of the rows', () => {
    const extent = extentOf(1e9);
    const { start } = visibleLines(topAt((scrollHeight(extent) - extent.viewport) / 2, extent), extent);
    assert.ok(Math.abs(start - 5e8) < 20, `line ${start}`);
  });

  it('stays within the column and within its lines, wherever the scrollbar is', () => {
    fc.assert(
      fc.property(extents, fc.double({ min: -100, max: 1e8, noNaN: true }), (extent, scrollTop) => {
        const top = topAt(scrollTop, extent);
        assert.ok(top >= 0 && top <= Math.max(0, contentHeight(extent) - extent.viewport));
        const { start, end } = visibleLines(top, extent);
        assert.ok(start >= 0 && start <= end && end <= extent.total);
        assert.ok(end - start <= Math.ceil(extent.viewport / extent.lineHeight) + 1);
      }),
    );
  });

  it('finds a top again from the place of the scrollbar, to the scrollbar’s own precision', () => {
    fc.assert(
      fc.property(extents, fc.double({ min: 0, max: 1, noNaN: true }), (extent, share) => {
        const top = clampTop(share * contentHeight(extent), extent);
        const again = topAt(scrollTopFor(top, extent), extent);
        // One pixel of a scrollbar is this many pixels of content; its last pixel is the end.
        const pixel = isScaled(extent) ? contentHeight(extent) / (scrollHeight(extent) - extent.viewport) : 1e-6;
        assert.ok(Math.abs(again - top) <= pixel * 1.01, `${top} became ${again}`);
      }),
    );
  });

  it('shows a line with the least movement, and does not move for a line in view', () => {
    const extent = extentOf(100, 240);
    assert.equal(reveal(3, 0, extent), 0);
    assert.equal(reveal(10, 0, extent), 24);
    assert.equal(reveal(2, 480, extent), 48);
    assert.equal(reveal(99, 0, extent), 100 * 24 - 240);
  });

  it('puts a far line in the middle, and does not move for a line in view', () => {
    const extent = extentOf(100, 240);
    assert.equal(centre(3, 0, extent), 0);
    assert.equal(centre(50, 0, extent), 50.5 * 24 - 120);
    assert.equal(centre(0, 1000, extent), 0);
  });

  it('shows every line that is revealed whole', () => {
    fc.assert(
      fc.property(
        extents,
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        (extent, seed, share, isCentred) => {
          fc.pre(extent.total > 0);
          const position = seed % extent.total;
          const top = (isCentred ? centre : reveal)(position, share * contentHeight(extent), extent);
          assert.ok(top <= position * 24 && position * 24 + 24 <= top + extent.viewport);
        },
      ),
    );
  });

  it('moves the selection by line, by page and to the ends, and leaves other keys alone', () => {
    const extent = extentOf(100, 240);
    assert.equal(movedBy('ArrowDown', 5, extent), 6);
    assert.equal(movedBy('ArrowUp', 0, extent), 0);
    assert.equal(movedBy('PageDown', 5, extent), 14);
    assert.equal(movedBy('PageUp', 5, extent), 0);
    assert.equal(movedBy('End', 5, extent), 99);
    assert.equal(movedBy('Home', 5, extent), 0);
    assert.equal(movedBy('a', 5, extent), null);
  });
});
