import assert from 'node:assert/strict';
import { type Curve, placeLabels } from '../../../webview/curveLabels.js';

const area = { left: 30, right: 430, top: 10, bottom: 170 };
const curve = (height: (share: number) => number, isPlain = false): Curve => ({
  points: Array.from({ length: 64 }, (_, at) => ({ x: 30 + (400 * at) / 63, y: 170 - 160 * height(at / 63) })),
  width: 50,
  isPlain,
});
const falling = curve((share) => 1 - share);
const rising = curve((share) => share);
const flat = curve(() => 0, true);

describe('Names beside curves', () => {
  it('lie within the chart and apart from each other', () => {
    const places = placeLabels([falling, rising], area);
    for (const place of places) {
      assert.ok(place !== null && place.x >= area.left && place.x + 50 <= area.right);
      assert.ok(place.y >= area.top && place.y <= area.bottom);
    }
    const [first, second] = places;
    assert.ok(first && second && (Math.abs(first.x - second.x) > 50 || Math.abs(first.y - second.y) > 14));
  });

  it('lie nearer to their own curve than to the other', () => {
    const [place] = placeLabels([falling, rising], area);
    assert.ok(place);
    const middle = { x: place.x + 25, y: place.y };
    const distance = (to: Curve): number =>
      Math.min(...to.points.map(({ x, y }) => Math.hypot(x - middle.x, y - middle.y)));
    assert.ok(distance(falling) < distance(rising));
  });

  it('are left out where nothing would tell whose they are', () => {
    assert.deepEqual(placeLabels([flat, curve(() => 0.001, true)], area), [null, null]);
  });

  it('are left out where none is wanted', () => {
    assert.deepEqual(placeLabels([{ ...rising, width: 0 }], area), [null]);
  });
});
