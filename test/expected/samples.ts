import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the samples. */
export const samplesFolder = fileURLToPath(new URL('../../../media/samples/', import.meta.url));

/** NumPy's figures of a sample's row at one temperature T: everything is of z/T; entropy and loss in nats. */
export interface ExpectedFigures {
  readonly top5: readonly number[];
  readonly top5Probabilities: readonly number[];
  readonly entropyNats: number;
  readonly logSumExp: number;
  readonly logitMargin: number | null;
  readonly loss?: number;
}

export interface ExpectedRow {
  readonly row: number;
  readonly index: readonly number[];
  readonly status: 'ok' | 'nan' | '+inf';
  readonly 'T=1': ExpectedFigures;
  readonly 'T=2': ExpectedFigures;
}

interface ExpectedFile {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly whole: Readonly<Record<string, unknown>>;
  readonly rows: readonly ExpectedRow[];
}

/** What NumPy computed of the samples (the script that did is beside the file). */
export const expected = JSON.parse(readFileSync(`${samplesFolder}make/expected.json`, 'utf8')) as Readonly<
  Record<string, ExpectedFile>
>;

/** Asserts that two float64 results of stable forms, whose additions went in another order, agree to 1e-12. */
export function near(actual: number | null | undefined, wanted: number, what = 'a figure'): void {
  const given = actual ?? Number.NaN;
  const close = Math.abs(given - wanted) <= 1e-12 * Math.max(Math.abs(wanted), 1e-3);
  assert.ok(close, `${what} is ${given}, NumPy has ${wanted}`);
}
