import assert from 'node:assert/strict';
import { UserError } from '../../../../src/core/userError.js';
import { readText } from '../../../../src/formats/text/parseText.js';

/** Values, shape and dtype of a text, or the code of its refusal. */
function answerTo(text: string): string {
  try {
    const { tensor } = readText(text);
    return `${tensor.dtype} (${tensor.shape.join()}) ${Array.from(tensor.toFloat64Array(), String).join(' ')}`;
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return error.code;
  }
}

const answers: readonly (readonly [text: string, answer: string])[] = [
  ['[1, 2.5, -3e-2]', 'float64 (3) 1 2.5 -0.03'],
  ['[[1,2],[3,4]]', 'float64 (2,2) 1 2 3 4'],
  ['(1.5, nan, -inf)', 'float64 (3) 1.5 NaN -Infinity'],
  ['tensor(1.5000)', 'float32 () 1.5'],
  ["tensor([1., 2.], device='cuda:0', dtype=torch.float16)", 'float16 (2) 1 2'],
  ['tensor([], size=(0, 5))', 'empty'],
  ['[np.float32(1.5), np.float32(0.1)]', `float32 (2) 1.5 ${Math.fround(0.1)}`],
  ['[[ 1. -2.]\n [nan inf]]', 'float64 (2,2) 1 -2 NaN Infinity'],
  ['array([0, 1, 2, ..., 998, 999], shape=(1000,))', 'elided'],
  ['Float32Array(3) [ 2, 1, 0.5 ]', 'float32 (3) 2 1 0.5'],
  ['(300) [0, 0.1, …]', 'elided'],
  ['[Array(3), Array(3)]', 'elided'],
  ['$1 = {0 <repeats 4 times>, 1}', 'float64 (5) 0 0 0 0 1'],
  ['(float[3]) $0 = ([0] = 2, [1] = 1, [2] = 0.5)', 'float32 (3) 2 1 0.5'],
  ['float logits[2][2] = {{1.0f, 2.f}, {3, 4},};', 'float32 (2,2) 1 2 3 4'],
  ['vec![f64::NEG_INFINITY, 1.5, f64::NAN]', 'float64 (3) -Infinity 1.5 NaN'],
  ['{Double.POSITIVE_INFINITY, float.NegativeInfinity}', 'float64 (2) Infinity -Infinity'],
  ['2026-11-26 12:00:00 INFO logits: [1.5, 2.5]', 'float64 (2) 1.5 2.5'],
  ['see [1] and [2]', 'not-numeric'],
  ['1.2.3', 'not-numeric'],
  ['[1, 2', 'truncated'],
  ['[[1, 2], [3]]', 'ragged'],
  [' \n', 'empty'],
];

describe('readText', () => {
  for (const [text, answer] of answers) {
    it(`answers ${JSON.stringify(text)}`, () => assert.equal(answerTo(text), answer));
  }
});
