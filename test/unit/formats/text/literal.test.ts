import assert from 'node:assert/strict';
import { literalAt } from '../../../../src/formats/text/literal.js';

/** Arrays that may be logits, each in its language; the mouse is at the `‸`. */
const arrays: readonly (readonly [marked: string, name?: string])[] = [
  ['logits = [2.0, ‸1.0, 0.1]', 'logits'],
  ['self.head.logits = torch.tensor([2, ‸1, 0])', 'self.head.logits'],
  ['x = [2, ‸1, 0]', 'x'],
  ['x: list[float] = [2.0, ‸1.0]', 'x'],
  ['return [0.1, ‸0.9]'],
  ['next_token_logits = (2, ‸1, 0)', 'next_token_logits'],
  ['const z: number[] = [2, ‸1];', 'z'],
  ['const z = new Float32Array([2, ‸1]);', 'z'],
  ['float z[3] = {2, ‸1, 0};', 'z'],
  ['std::vector<float> z = {2.f, ‸1.f};', 'z'],
  ['std::vector<int> z{2, ‸1};'],
  ['let z: [f32; 3] = [2.0, ‸1.0, 0.1];', 'z'],
  ['let z = vec![2, ‸1, 0];', 'z'],
  ['z := []float32{2, ‸1}', 'z'],
  ['float[] z = {2f, ‸1f};', 'z'],
  ['val z = floatArrayOf(2f, ‸1f)', 'z'],
  ['z <- c(2, ‸1, 0.1)'],
  ['z = [2.0 ‸1.0 0.1]', 'z'],
  ['{"id": 7, "logits": [2, ‸1, 0]}', 'logits'],
  ['model.loss(x, softmax([2, ‸1, 0]))'],
  ['INFO step 12 time 0.5 logits: tensor([2.0000, ‸1.0000])', 'logits'],
  ['logits [2, ‸1, 0]'],
  ['f([0.5, ‸1.5])'],
  ['y = [\n  2, # a ] comment\n  1, ‸\n  0,\n]', 'y'],
  ['z = [[-1, ‸-2], [3, 4]]', 'z'],
  ['x = f(y)  # tensor([2.0000, ‸1.0000])'],
  ['f(y) // logits: [2.0, ‸1.0]', 'logits'],
  ['/*\n * They are [2.0, ‸1.0].\n */'],
  ['log.info("logits=[2.0, ‸1.0]")', 'logits'],
  ["{'text': 'z: [2.0, ‸1.0]'}", 'z'],
  ['z = [2.0, n‸an]', 'z'],
  ['z = np.arr‸ay([2, 1])', 'z'],
  ['z = Float32Arr‸ay(2) [2, 1]', 'z'],
  ['z = [2.0,‸ 1.0]', 'z'],
  ['z = ‸[2.0, 1.0]', 'z'],
  ['z = [2.0, 1.0‸]', 'z'],
];

/** What looks like an array of logits and is none. */
const lookAlikes: readonly string[] = [
  'x[1, ‸2]',
  'x[[1, ‸2]]',
  'x[:, [0, ‸2]]',
  'x.shape == (2, ‸3)',
  'shape = [2, ‸3]',
  'const inputShape = [1, ‸224, 224];',
  '"input_shape": [1, ‸3, 224]',
  'torch.Size([2, ‸3])',
  'torch.zeros((2, ‸3))',
  'np.ones([2, ‸3])',
  'x.reshape([2, ‸3])',
  'x.view(2, ‸3)',
  'f((2, ‸3))',
  'f(size=(2, ‸3))',
  'plt.figure(figsize=(6.4, ‸4.8))',
  'Adam(p, betas=(0.9, ‸0.999))',
  'Normalize(mean=[0.485, ‸0.456, 0.406], std=[0.229, 0.224, 0.225])',
  'Normalize([0.485, ‸0.456, 0.406])',
  'if sys.version_info[:2] >= (3, ‸8):',
  '"version": [1, ‸2, 3]',
  'date(2026, ‸1, 15)',
  'released = [2026, ‸1, 15]',
  'bind = [127, ‸0, 0, 1]',
  'red = [255, ‸0, 0]',
  'tints = [[255, ‸0, 0], [0, 128, 0]]',
  'color: rgb(255, ‸0, 0)',
  'background: rgba(0.5, ‸0.5, 0.5, 1.0)',
  'vec4<f32>(1.0, ‸0.5, 0.2, 1.0)',
  '"color": [1.0, ‸0.5, 0.0]',
  'transition: all cubic-bezier(0.4, ‸0.0, 0.2, 1.0)',
  '"coordinates": [13.4, ‸52.5]',
  'input_ids = [101, ‸102]',
  'ids = [101, ‸2023, 102]',
  'seen = [101, ‸2023, 102]',
  'labels = [3, ‸1]',
  'dim=[0, ‸1]',
  'from x import (a, ‸b)',
  'as was shown in [1, ‸2]',
  'see (1.5, ‸2.5) for more',
  'WHERE id IN (1, ‸2, 3)',
  'INSERT INTO t VALUES (1.5, ‸2.5)',
  '/[a-z]{1,‸3}/',
  'a{2,‸4}',
  '\\d{1,‸3}',
  '[2026-11-26 ‸12:30:45] started',
  '[12:30:45, ‸1] started',
  '[  123.456789‸] usb 1-1',
  '[ 1 -eq ‸2 ]',
  '[true, ‸false]',
  '[0x1f, ‸0x2f]',
  '["1.2", ‸"1.3"]',
  '{1, ‸2}',
  'for (i, ‸j) in x',
  'f(1.5, ‸2.5)',
  'f (1.5, ‸2.5)',
  '1.2.3‸',
  '192.168.0.1‸',
  '[link](‸1)',
  '# see [1, ‸2]',
  '"\\d{1,‸3}"',
  '"shape": "[2, ‸3]"',
  '["1.2, ‸1.3"]',
  'log‸its = [2.0, 1.0]',
  'f(x, [2.0, ‸y])',
  "re.compile(r'[0-9]{1,‸3}')",
  '[1‸]',
];

describe('an array in a document that may be logits', () => {
  for (const [marked, name] of arrays) {
    it(`is found in ${JSON.stringify(marked)}`, () => {
      const literal = literalAt(marked.replace('‸', ''), marked.indexOf('‸'));
      assert.ok(literal);
      assert.equal(literal.name, name);
      assert.match(
        marked.replace('‸', '').slice(literal.start, literal.end),
        /^[\w.:<>]*!?(?:\(2\) )?(?:\[\]float32)?[[({][^]*[\])}]$/,
      );
    });
  }

  for (const marked of lookAlikes) {
    it(`is not seen in ${JSON.stringify(marked)}`, () =>
      assert.equal(literalAt(marked.replace('‸', ''), marked.indexOf('‸')), undefined));
  }
});
