import { fortranToC } from '../core/axes.js';
import { UserError } from '../core/userError.js';
import type { ByteSource } from './byteSource.js';
import { ByteWindow } from './byteWindow.js';
import { JsonFault, userErrorOf } from './jsonFault.js';
import { duplicateKey, readMembers } from './jsonMembers.js';
import { type ByteRange, skipValue } from './jsonSkip.js';
import { ascii } from './jsonSyntax.js';
import { beginText, endText } from './jsonText.js';
import { type Labels, labelKeys, nonTargetIn, readLabelValue } from './labelValues.js';
import { npyFormat } from './npy.js';
import { unsupportedFormat } from './signatures.js';
import { textLabelsOf } from './textLabels.js';
import { isWideText } from './textEncoding.js';

/** A larger file of labels is refused. */
const maxBytes = 64 * 1024 * 1024;

/**
 * Reads a file of labels: a .npy file of integers; a .json file with an array of names or of integers, or an object
 * with `classNames` or `tokens`, and `targets` or `labels`; or a .txt file with a name or an integer a line. Rejects
 * with a `UserError` where it is none of these, holds none, or is larger than 64 MiB.
 */
export async function readLabels(source: ByteSource, name: string, signal?: AbortSignal): Promise<Labels> {
  signal?.throwIfAborted();
  if (source.size > maxBytes) {
    throw new UserError('too-large', `The file of labels has ${source.size} bytes; at most ${maxBytes} are read.`);
  }
  const head = await source.read(0, Math.min(512, source.size), signal);
  if (head.length > 0 && isWideText(head)) throw unsupportedFormat(head, name);
  const labels = await labelsIn(source, head, name, signal);
  if (labels.classNames?.length || labels.targets?.length) return labels;
  throw new UserError('empty', 'The file of labels holds none. Check how it was written.');
}

function labelsIn(source: ByteSource, head: Uint8Array, name: string, signal?: AbortSignal): Promise<Labels> {
  if (npyFormat.recognises(head, name)) return npyLabels(source, name, signal);
  if (/\.json$/i.test(name)) return jsonLabels(source, name, signal);
  if (/\.txt$/i.test(name)) return textLabels(source, signal);
  throw unsupportedFormat(head, name);
}

async function npyLabels(source: ByteSource, name: string, signal?: AbortSignal): Promise<Labels> {
  const { tensor } = await npyFormat.open(source, name, signal ? { signal } : {});
  const count = tensor.shape.reduce((product, length) => product * length, 1);
  const values = await tensor.read(0, count, signal);
  return checked({ targets: tensor.fortranOrder ? fortranToC(values, tensor.shape) : values });
}

async function textLabels(source: ByteSource, signal?: AbortSignal): Promise<Labels> {
  return checked(textLabelsOf(await source.read(0, source.size, signal)));
}

function checked(labels: Labels): Labels {
  const fault = labels.targets && nonTargetIn(labels.targets);
  if (fault) throw new UserError('bad-option', `${fault}. Targets are integers, one a row.`);
  return labels;
}

async function jsonLabels(source: ByteSource, name: string, signal?: AbortSignal): Promise<Labels> {
  try {
    const window = new ByteWindow(source, { signal });
    const isObject = (await beginText(window)) === ascii.openBrace;
    const values = isObject ? await labelMembers(window) : new Map([[undefined, await skipValue(window)]]);
    await endText(window, name);
    let labels: Labels = {};
    for (const key of [undefined, ...labelKeys]) {
      const range = values.get(key);
      if (range) labels = { ...(await readLabelValue(source, range, key, signal)), ...labels };
    }
    return labels;
  } catch (error) {
    throw error instanceof JsonFault ? await userErrorOf(error, source, signal) : error;
  }
}

/** Where the values of the object's known keys stand; a `JsonFault` where it has none. */
async function labelMembers(window: ByteWindow): Promise<ReadonlyMap<string | undefined, ByteRange>> {
  const start = window.offset;
  const values = new Map<string, ByteRange>();
  await readMembers(window, async (key, keyOffset) => {
    if (key !== undefined && values.has(key)) throw duplicateKey(key, keyOffset);
    const range = await skipValue(window);
    if (labelKeys.some((known) => known === key) && key !== undefined) values.set(key, range);
  });
  if (values.size > 0) return values;
  const what = 'The object has none of the keys "classNames", "tokens", "targets" and "labels"';
  throw new JsonFault('unsupported-format', start, what, 'Write ["cat", "dog"], say.');
}
