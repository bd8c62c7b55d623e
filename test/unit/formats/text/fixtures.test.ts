import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { UserError } from '../../../../src/core/userError.js';
import { readText } from '../../../../src/formats/text/parseText.js';

/** What a text holds, or how it is refused; the script beside the texts writes this shape. */
interface Expected {
  readonly refusal?: string;
  readonly says?: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** The bits of each float64, big-endian, in hexadecimal, or `nan`. */
  readonly values: readonly string[];
  readonly classNames?: readonly string[];
}

const folder = 'test/fixtures/text';
const table = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')) as Readonly<Record<string, Expected>>;

/** The forms that hold all digits: what they hold is exact, and no uncertainty is stated. */
const exact = /^(python|json|node|rust|go|java|savetxt|csv|npy|source|devtools|pandas_to_csv|pandas_to_markdown)_/;

function numberOf(bits: string): number {
  return bits === 'nan' ? NaN : Buffer.from(bits, 'hex').readDoubleBE();
}

describe('the texts that programs print', () => {
  it('each have an entry, and each entry a text', () => {
    const texts = readdirSync(folder).filter((name) => name.endsWith('.txt'));
    assert.deepEqual(texts.map((name) => name.slice(0, -4)).sort(), Object.keys(table).sort());
  });

  for (const [name, expected] of Object.entries(table)) {
    const text = readFileSync(`${folder}/${name}.txt`, 'utf8');
    const { refusal, says = '' } = expected;
    if (refusal !== undefined) {
      it(`refuses ${name} as ${refusal}`, () =>
        assert.throws(
          () => readText(text),
          (error) => {
            assert.ok(error instanceof UserError, String(error));
            assert.equal(error.code, refusal, error.message);
            assert.ok(error.message.includes(says), error.message);
            return true;
          },
        ));
      continue;
    }
    it(`reads ${name} as near to what was printed as it claims`, () => {
      const { tensor, facts } = readText(text);
      const { absolute, relative } = facts.uncertainty ?? { absolute: 0, relative: 0 };
      assert.deepEqual([...tensor.shape], expected.shape);
      assert.equal(tensor.dtype, expected.dtype);
      if (exact.test(name)) assert.equal(facts.uncertainty, undefined);
      assert.equal(
        tensor.notices.some(({ code }) => code === 'display-precision'),
        facts.uncertainty !== undefined,
      );
      tensor.toFloat64Array().forEach((value, index) => {
        const truth = numberOf(expected.values[index] ?? '');
        // A few units of the last place are the bound's own rounding.
        const bound = Math.max(absolute, relative * Math.abs(value)) + Math.abs(truth) * 2 ** -51;
        const isNear = Object.is(value, truth) || Math.abs(value - truth) <= (absolute + relative > 0 ? bound : 0);
        assert.ok(isNear, `element ${index}: ${value} is not ${truth} by ±${bound}`);
      });
      if (expected.classNames) assert.deepEqual(tensor.classNames, expected.classNames);
    });
  }
});
