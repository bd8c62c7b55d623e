import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import type { UserErrorCode } from '../../../src/core/userError.js';
import type { OpenedTensor } from '../../../src/formats/open.js';

/** What a file of a fixture folder holds, or how it is refused; the script beside the files says how it is written. */
export interface Expected {
  readonly refusal?: UserErrorCode;
  readonly says?: string;
  readonly remedy?: string;
  readonly options?: { readonly dtype: 'bfloat16' };
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly fortranOrder?: boolean;
  /** The bits of each float64, big-endian, in hexadecimal. */
  readonly values: readonly string[];
  readonly inexact?: number;
  readonly targets?: readonly number[];
  readonly classNames?: readonly string[];
  readonly classAxis?: number;
  readonly notices?: readonly string[];
}

/**
 * Every file of test/fixtures/`folder` but the script and its table, with what is expected of it; none may lack an
 * entry.
 */
export function fixtures(folder: 'npy' | 'json'): readonly { name: string; bytes: Uint8Array; expected: Expected }[] {
  const path = `test/fixtures/${folder}`;
  // The script beside the files writes this shape.
  const table = JSON.parse(readFileSync(`${path}/expected.json`, 'utf8')) as Readonly<Record<string, Expected>>;
  const names = readdirSync(path).filter((name) => !['make.py', 'expected.json', '.gitattributes'].includes(name));
  return names.map((name) => {
    const expected = table[name];
    assert.ok(expected, `${name} is not in expected.json: run make.py`);
    return { name, bytes: readFileSync(`${path}/${name}`), expected };
  });
}

/** All elements of a tensor, in storage order. */
export function readAll({ tensor }: OpenedTensor): Promise<Float64Array> {
  return tensor.read(
    0,
    tensor.shape.reduce((count, length) => count * length, 1),
  );
}

/** The bits of float64 values, any NaN as the standard one. */
export function bitsOf(values: Float64Array): string[] {
  return Array.from(values, (value) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(Number.isNaN(value) ? NaN : value);
    return bytes.toString('hex');
  });
}
