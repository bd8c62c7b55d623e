import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** NumPy's figures of a row at one temperature T: everything is of z/T; entropy and loss in nats. */
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
  readonly top5Names?: readonly string[];
}

type Expected = Readonly<Record<string, { readonly shape: readonly number[]; readonly rows: readonly ExpectedRow[] }>>;

const file = fileURLToPath(new URL('../../../../media/samples/make/expected.json', import.meta.url));

/** What NumPy computed of the samples (the script is beside the file). */
export const expected = JSON.parse(readFileSync(file, 'utf8')) as Expected;

/** Asserts that two float64 results of stable forms agree, to 1e-12. */
export function near(actual: number, wanted: number, what: string): void {
  const close = Math.abs(actual - wanted) <= 1e-12 * Math.max(Math.abs(wanted), 1e-3);
  assert.ok(close, `${what} is ${actual}, NumPy has ${wanted}`);
}
