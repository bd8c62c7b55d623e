import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Colour,
  contrast,
  cssColour,
  hueDistance,
  legible,
  over,
  parseColour,
} from '../../../webview/contrast.js';

const white: Colour = [255, 255, 255, 1];
const black: Colour = [0, 0, 0, 1];
const channel = fc.integer({ min: 0, max: 255 });
const colours = fc.tuple(channel, channel, channel, fc.constant(1));

describe('Colours', () => {
  it('are read as browsers write them', () => {
    assert.deepEqual(parseColour('rgb(1, 2, 3)'), [1, 2, 3, 1]);
    assert.deepEqual(parseColour('rgba(1, 2, 3, 0.5)'), [1, 2, 3, 0.5]);
    assert.deepEqual(parseColour('color(srgb 1 0 0.5 / 0.25)'), [255, 0, 127.5, 0.25]);
    assert.equal(parseColour('none'), null);
    assert.equal(cssColour([1.2, 2, 3, 1]), 'rgb(1, 2, 3)');
  });

  // The pairs are those of https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio and of common checkers.
  it('have the contrast that WCAG defines', () => {
    assert.equal(contrast(black, white), 21);
    assert.equal(contrast(white, white), 1);
    assert.equal(contrast([118, 118, 118, 1], white).toFixed(2), '4.54');
    assert.equal(contrast([255, 0, 0, 1], white).toFixed(2), '4.00');
    assert.equal(contrast([0, 0, 255, 1], white).toFixed(2), '8.59');
  });

  it('that can be read stay as they are', () => {
    assert.deepEqual(legible([0, 0, 139, 1], white, 4.5), [0, 0, 139, 1]);
  });

  it('that cannot be read are moved until they can, on any background', () => {
    fc.assert(
      fc.property(colours, colours, (colour, background) => {
        assert.ok(contrast(legible(colour, background, 4.5), background) >= 4.5);
      }),
    );
  });

  it('are seen through where they are not opaque', () => {
    assert.deepEqual(over([255, 255, 255, 0.5], black), [127.5, 127.5, 127.5, 1]);
  });

  it('of one hue are told from those of another', () => {
    assert.ok(hueDistance([209, 134, 22, 1], [0, 99, 211, 1]) > 150);
    assert.ok(hueDistance([15, 74, 133, 1], [0, 99, 211, 1]) < 10);
    assert.equal(hueDistance([128, 128, 128, 1], [0, 99, 211, 1]), 180);
  });
});
