import { classAxisOf } from '../core/axes.js';
import { type DTypeName, isDTypeName } from '../core/dtype.js';
import type { Notice } from '../core/notice.js';
import { UserError } from '../core/userError.js';
import type { ByteSource } from './byteSource.js';
import { checkedElementCount } from './shapeLimits.js';
import type { AttributeKey, Attributes, JsonDocument } from './jsonDocument.js';
import { JsonFault } from './jsonFault.js';
import type { ByteRange } from './jsonSkip.js';
import { type Labels, labelKeys, parsedJson, readLabelValue } from './labelValues.js';
import { dtypeOfCode } from './npyDtype.js';

/** What the attributes of a JSON document say about its numbers. */
export interface JsonAttributes extends Labels {
  readonly shape: readonly number[];
  readonly dtype: DTypeName;
  readonly classAxis?: number;
  readonly notices: readonly Notice[];
}

/**
 * Reads the attributes of a document; one that is null counts as absent. What decides how the numbers are read is
 * refused where it makes no sense, with a `UserError`: `shape` with `shape-mismatch`, `dtype` with
 * `unsupported-dtype`, `axis` with `bad-option`. Labels and names that make none are left out, with a notice.
 */
export async function readAttributes(
  document: JsonDocument,
  source: ByteSource,
  signal?: AbortSignal,
): Promise<JsonAttributes> {
  const reader = new AttributeReader(source, document.attributes, signal);
  const shape = shapeOf(await reader.value('shape'), document.numbers.shape);
  const dtype = dtypeOf(await reader.value('dtype'));
  const classAxis = axisOf(await reader.value('axis'), shape);
  const labels = await reader.labels();
  return {
    shape,
    dtype,
    ...(classAxis !== undefined && { classAxis }),
    ...labels,
    notices: reader.notices,
  };
}

class AttributeReader {
  readonly notices: Notice[] = [];

  constructor(
    private readonly source: ByteSource,
    private readonly attributes: Attributes,
    private readonly signal?: AbortSignal,
  ) {}

  /** The value of a short attribute; undefined where it is absent or null. */
  async value(key: AttributeKey): Promise<unknown> {
    const range = this.attributes.get(key);
    return range && (parsedJson(await this.bytes(range)) ?? undefined);
  }

  /** The names and targets; what is neither is left out with a notice. */
  async labels(): Promise<Labels> {
    let labels: Labels = {};
    for (const key of labelKeys) {
      const range = this.attributes.get(key);
      // What an earlier key said counts.
      if (range) labels = { ...(await this.labelsAt(key, range)), ...labels };
    }
    return labels;
  }

  private async labelsAt(key: AttributeKey, range: ByteRange): Promise<Labels> {
    try {
      const isNull = range.end - range.start === 4 && parsedJson(await this.bytes(range)) === null;
      return isNull ? {} : await readLabelValue(this.source, range, key, this.signal);
    } catch (error) {
      if (error instanceof JsonFault) this.leaveOut(key, `${error.what}.`);
      else if (error instanceof UserError) this.leaveOut(key, error.message);
      else throw error;
      return {};
    }
  }

  private leaveOut(key: AttributeKey, reason: string): void {
    this.notices.push({ severity: 'warning', code: 'attribute-ignored', message: `“${key}” was left out. ${reason}` });
  }

  private async bytes({ start, end }: ByteRange): Promise<Uint8Array> {
    return this.source.read(start, end - start, this.signal);
  }
}

function shapeOf(value: unknown, found: readonly number[]): readonly number[] {
  if (value === undefined) return found;
  if (!isShape(value)) {
    throw new UserError(
      'shape-mismatch',
      '“shape” is not an array of lengths. Write it as in "shape": [2, 3], or leave it out.',
    );
  }
  const isNested = found.length > 1;
  const agrees = isNested ? sameShape(value, found) : checkedElementCount(value, 8) === checkedElementCount(found, 8);
  if (agrees) return value;
  throw new UserError(
    'shape-mismatch',
    `“shape” is (${value.join(', ')}), but the numbers are of shape (${found.join(', ')}). Correct it, or leave it out.`,
  );
}

function isShape(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((length) => Number.isSafeInteger(length) && length >= 0);
}

function sameShape(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((length, axis) => length === other[axis]);
}

function dtypeOf(value: unknown): DTypeName {
  if (value === undefined) return 'float64';
  const name = typeof value === 'string' ? value.replace(/^(torch|numpy|np|jax\.numpy|jnp|tf|ml_dtypes)\./, '') : '';
  const dtype = isDTypeName(name) ? name : dtypeOfCode(name);
  if (dtype) return dtype;
  const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : 'not a string';
  throw new UserError(
    'unsupported-dtype',
    `“dtype” is ${shown}, which is not known. Write one such as "float32" or "torch.float16", or leave it out.`,
  );
}

function axisOf(value: unknown, shape: readonly number[]): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number') return classAxisOf(shape, value);
  throw new UserError(
    'bad-option',
    '“axis” is not a number. Write the index of the class axis, as in "axis": -1, or leave it out.',
  );
}
