import type { CancelSignal, TensorSource } from '../core/tensorSource.js';
import { UserError } from '../core/userError.js';
import type { ByteSource } from './byteSource.js';
import { ByteWindow, usualChunkBytes } from './byteWindow.js';
import type { Format, OpenOptions, OpenedTensor } from './format.js';
import { type JsonAttributes, readAttributes } from './jsonAttributes.js';
import { type JsonDocument, readObject } from './jsonDocument.js';
import { JsonFault, userErrorOf } from './jsonFault.js';
import { noticesOf } from './jsonNotices.js';
import { readNumbers } from './jsonNumbers.js';
import { ascii } from './jsonSyntax.js';
import { beginText, endText } from './jsonText.js';
import { NumberScanner } from './numberScanner.js';
import type { NumberStore } from './numberStore.js';
import { isSafetensors } from './signatures.js';
import { isText, isWideText } from './textEncoding.js';

/**
 * JSON (RFC 8259, and Python's `NaN`, `Infinity` and `-Infinity`) in UTF-8: a number, arrays of numbers, or an object
 * that has these under `logits`, `scores` or `data`. The bytes are scanned piece by piece into float64 and are never
 * one string: a text of any size can be read, in 8 bytes of memory a number, or 4 where all are integers of 32 bits.
 */
export const jsonFormat: Format = {
  name: 'json',
  recognises: looksLikeJson,
  open: (source, name, options) => openJson(source, name, options),
};

/**
 * As `jsonFormat.open`; `chunkBytes` is how many bytes are scanned at a time, 1 MiB unless given, and `scannerBytes`
 * the size from which on a text is read by the `NumberScanner`.
 */
export async function openJson(
  source: ByteSource,
  name: string,
  options: OpenOptions,
  chunkBytes = usualChunkBytes,
  scannerBytes = worthwhileBytes,
): Promise<OpenedTensor> {
  if (options.dtype) throw new UserError('bad-option', 'Only a .npy file can be read as bfloat16; this is JSON.');
  try {
    const scanner = source.size >= scannerBytes ? NumberScanner.create(chunkBytes + maxKeptBytes) : undefined;
    const window = new ByteWindow(source, {
      chunkBytes,
      scanner,
      signal: options.signal,
      onProgress: (done, total) => options.onProgress?.(done, total),
    });
    const document = await readDocument(window, source.size, name);
    const attributes = await readAttributes(document, source, options);
    return opened(document, attributes);
  } catch (error) {
    throw error instanceof JsonFault ? await userErrorOf(error, source, options.signal) : error;
  }
}

/**
 * The first bytes of any text named .json, and of any other that begins as JSON; tables may begin with a number, too.
 */
function looksLikeJson(head: Uint8Array, name: string): boolean {
  if (isWideText(head) || isSafetensors(head)) return false;
  if (/\.(json|jsonl|ndjson)$/i.test(name) && isText(head)) return true;
  const text = new TextDecoder().decode(head).trimStart();
  if (text === '' || /^[[{"]/.test(text)) return true;
  return !/\.(csv|tsv|txt)$/i.test(name) && /^(-?\d[\d.eE+-]*(?![^\s,])|-?Infinity|NaN|null|true|false)/.test(text);
}

/** A smaller text is read before the module would be ready. */
const worthwhileBytes = 256 * 1024;

/** A longer piece of a token before the bytes that are read on does not go into the module's memory. */
const maxKeptBytes = 64 * 1024;

async function readDocument(window: ByteWindow, size: number, name: string): Promise<JsonDocument> {
  // Each number but the last takes two bytes or more, with its comma.
  const expected = size / 2 + 1;
  const first = await beginText(window);
  const document =
    first === ascii.openBrace
      ? await readObject(window, expected)
      : { numbers: await readNumbers(window, undefined, expected), passedOver: [], attributes: new Map() };
  await endText(window, name);
  return document;
}

function opened(document: JsonDocument, attributes: JsonAttributes): OpenedTensor {
  const { values } = document.numbers;
  const { shape, dtype, classAxis, targets, classNames } = attributes;
  return {
    format: 'json',
    tensor: storedTensor(values, shape, dtype),
    ...(classAxis !== undefined && { classAxis }),
    ...(targets && { targets }),
    ...(classNames && { classNames }),
    notices: [...noticesOf(document, dtype), ...attributes.notices],
  };
}

function storedTensor(values: NumberStore, shape: readonly number[], dtype: TensorSource['dtype']): TensorSource {
  return {
    shape,
    dtype,
    fortranOrder: false,
    async readStored(start: number, end: number, signal?: CancelSignal) {
      signal?.throwIfAborted();
      return Promise.resolve(values.view(start, end));
    },
    async read(start: number, end: number, signal?: CancelSignal) {
      signal?.throwIfAborted();
      return Promise.resolve(values.copy(start, end));
    },
  };
}
