import { classAxisOf } from '../core/axes.js';
import type { DTypeName } from '../core/dtype.js';
import type { Notice } from '../core/notice.js';
import { UserError } from '../core/userError.js';
import type { ByteSource } from './byteSource.js';
import type { OpenOptions } from './format.js';
import type { AttributeKey, Attributes, JsonDocument } from './jsonDocument.js';
import { dtypeOf } from './jsonDtype.js';
import { JsonFault } from './jsonFault.js';
import { shapeOf } from './jsonShape.js';
import type { ByteRange } from './jsonSkip.js';
import { type Labels, labelKeys, parsedJson, readLabelValue } from './labelValues.js';

/** What the attributes of a JSON document say about its numbers. */
export interface JsonAttributes extends Labels {
  readonly shape: readonly number[];
  readonly dtype: DTypeName;
  readonly classAxis?: number;
  readonly notices: readonly Notice[];
}

/**
 * Reads the attributes of a document; one that is null counts as absent. What decides how the numbers are read is
 * refused where it makes no sense, with a `UserError`: `shape` with `shape-mismatch`, `dtype` with `unsupported-dtype`,
 * `axis` with `bad-option`, unless another axis was chosen. Labels and names that make none are left out, with a
 * notice.
 */
export async function readAttributes(
  document: JsonDocument,
  source: ByteSource,
  { classAxis: chosenAxis, signal }: OpenOptions,
): Promise<JsonAttributes> {
  const reader = new AttributeReader(source, document.attributes, signal);
  const shape = shapeOf(await reader.value('shape'), document.numbers.shape);
  const dtype = dtypeOf(await reader.value('dtype'));
  const classAxis = chosenAxis === undefined ? axisOf(await reader.value('axis'), shape) : undefined;
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

function axisOf(value: unknown, shape: readonly number[]): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number') return classAxisOf(shape, value);
  throw new UserError(
    'bad-option',
    '“axis” is not a number. Write the index of the class axis, as in "axis": -1, or leave it out.',
  );
}
