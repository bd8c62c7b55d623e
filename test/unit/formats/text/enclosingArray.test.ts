import assert from 'node:assert/strict';
import { enclosingArray } from '../../../../src/formats/text/enclosingArray.js';

/** The array around the `‸` of a text, as its text and its row. */
function around(marked: string): string {
  const offset = marked.indexOf('‸');
  assert.ok(offset >= 0);
  const text = marked.replace('‸', '');
  const array = enclosingArray(text, offset);
  return array ? `${text.slice(array.start, array.end)} row ${array.row}` : 'none';
}

const cases: readonly (readonly [marked: string, answer: string])[] = [
  ['x = [1, 2‸.5, 3]', '[1, 2.5, 3] row 0'],
  ['x = ‸[1, 2.5]', '[1, 2.5] row 0'],
  ['x = [1, 2.5‸]', '[1, 2.5] row 0'],
  ['x = [1, 2.5] ‸', 'none'],
  ['‸x = [1, 2.5]', 'none'],
  ['y = [[1, 2],\n [3,‸ 4]] # two', '[[1, 2],\n [3, 4]] row 1'],
  ['y = [[1, 2],\n ‸[3, 4]]', '[[1, 2],\n [3, 4]] row 1'],
  ['y = ‸[[1, 2], [3, 4]]', '[[1, 2], [3, 4]] row 0'],
  ['[[[1, 2], [3, 4]], [[5, 6], [7‸, 8]]]', '[[[1, 2], [3, 4]], [[5, 6], [7, 8]]] row 3'],
  [
    'const m = [\n  // one ] of them\n  [1, 2],\n  [3, 4‸], /* ( */\n];',
    '[\n  // one ] of them\n  [1, 2],\n  [3, 4], /* ( */\n] row 1',
  ],
  ['f(tensor([1.5000, ‸2.5000], device="cuda:0"))', 'tensor([1.5000, 2.5000], device="cuda:0") row 0'],
  ['x = ten‸sor([1.5, 2.5])', 'tensor([1.5, 2.5]) row 0'],
  ['np.array([1.5, ‸2.5], dtype=np.float32)', 'np.array([1.5, 2.5], dtype=np.float32) row 0'],
  ['Float32Array(3) [ 2, ‸1, 0.1 ]', 'Float32Array(3) [ 2, 1, 0.1 ] row 0'],
  ['float x[2] = {1.f‸, 2.f};', '{1.f, 2.f} row 0'],
  ['int main() {\n  float x[] = {1, ‸2};\n}', '{1, 2} row 0'],
  ["const t = 'it''s'; // don't\nconst x = [1, ‸2];", '[1, 2] row 0'],
  ['x[1, ‸2]', 'none'],
  ['f(1, ‸2)', 'none'],
  ['[1, ‸x]', 'none'],
  ['[‸1]', 'none'],
  ['[1, ‸2', 'none'],
  ['["a", ‸1, 2]', 'none'],
  ['{"logits": [1, ‸2], "n": 3}', '[1, 2] row 0'],
];

describe('enclosingArray', () => {
  for (const [marked, answer] of cases) {
    it(`finds ${JSON.stringify(answer)} in ${JSON.stringify(marked)}`, () => assert.equal(around(marked), answer));
  }

  it('looks no further than a window, at any offset', () => {
    const text = `${'[1, 2], '.repeat(100_000)}x`;
    assert.deepEqual(enclosingArray(text, 400_002), { start: 400_000, end: 400_006, shape: [2], row: 0 });
    assert.equal(enclosingArray(`[${'1, '.repeat(200_000)}1]`, 300_000), undefined);
    for (const offset of [-5, 0, 3, 99]) assert.doesNotThrow(() => enclosingArray('[1, 2]', offset));
  });
});
