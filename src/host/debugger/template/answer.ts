import { counted } from '../../../core/counted.js';
import { dtypes } from '../../../core/dtype.js';
import { float64Storage } from '../../../core/float64Storage.js';
import { decodeInto } from '../../../core/dtype.js';
import { elementCount } from '../../../core/axes.js';
import { quoted } from '../../../core/quoted.js';
import { shapeText } from '../../../core/shapeText.js';
import { memoryTensor, tensorSourceOf } from '../../../core/tensor.js';
import { UserError } from '../../../core/userError.js';
import { memorySource } from '../../../formats/memorySource.js';
import { openTensor } from '../../../formats/open.js';
import { base64Bytes } from '../base64Bytes.js';
import type { DebugValue } from '../adapter.js';
import type { Subject } from '../subject.js';
import type { DebugTemplate } from './debugTemplate.js';

/** Reads what a template was answered; throws a `UserError` where it is not what the template says. */
export async function readAnswer(
  text: string,
  template: DebugTemplate,
  subject: Subject,
  signal: AbortSignal,
): Promise<DebugValue> {
  if (template.result === 'base64') return readBase64(text, template, subject);
  const bytes = new TextEncoder().encode(text);
  return { sizeBytes: bytes.length, opened: await openTensor(memorySource(bytes), 'answer.json', { signal }) };
}

type Base64Template = Extract<DebugTemplate, { result: 'base64' }>;

function readBase64(text: string, { dtype, shape: wanted }: Base64Template, { name }: Subject): DebugValue {
  const bytes = base64Bytes(text);
  if (bytes === undefined) {
    // What was cut ends within a group of four, or in the printer's dots.
    const isCut = /^[A-Za-z0-9+/]{16,}(\.{3}|…)?$/.test(text);
    throw new UserError(
      isCut ? 'elided' : 'unsupported-format',
      `The answer about ${name} is ${isCut ? 'cut short' : 'no base64'} (${quoted(text)}). ${advice}`,
    );
  }
  const width = dtypes[dtype].bytes;
  const shape = fitted(wanted, bytes.length / width);
  if (shape === undefined) {
    throw new UserError(
      'shape-mismatch',
      `The answer about ${name} has ${counted(bytes.length, 'byte')}, which are not ${dtype} of shape ${shapeText(wanted)}. ${advice}`,
    );
  }
  const values = float64Storage(bytes.length / width);
  decodeInto(dtype, bytes, true, values);
  const tensor = tensorSourceOf(memoryTensor({ shape, dtype, values }));
  return { sizeBytes: bytes.length, opened: { format: 'base64', tensor, notices: [] } };
}

/** The shape with its open length filled in; undefined where there is no whole one. */
function fitted(shape: readonly number[], count: number): number[] | undefined {
  const known = elementCount(shape.filter((length) => length !== -1));
  const open = known === 0 ? 0 : count / known;
  const filled = shape.map((length) => (length === -1 ? open : length));
  return Number.isInteger(open) && elementCount(filled) === count ? filled : undefined;
}

const advice =
  'Look at its template in the settings (logitsInspector.debugTemplates), and inspect a slice where an answer is too long.';
