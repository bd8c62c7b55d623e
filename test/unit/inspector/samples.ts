import { setMaxListeners } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { memorySource } from '../../../src/formats/memorySource.js';
import { Inspector, type InspectorAnswers } from '../../../src/inspector/inspector.js';
import type { LabelFile, TensorOrigin } from '../../../src/inspector/origin.js';
import type { ScanView } from '../../../src/protocol/views.js';

const folder = fileURLToPath(new URL('../../../../media/samples/', import.meta.url));

/** NumPy's figures of a sample's row at one temperature, in nats; logits over T. */
export interface ExpectedFigures {
  readonly argmax: number;
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
  readonly target?: number;
  readonly 'T=1'?: ExpectedFigures;
  readonly 'T=2'?: ExpectedFigures;
}

interface ExpectedFile {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly whole: Readonly<Record<string, unknown>>;
  readonly rows: readonly ExpectedRow[];
}

/** What NumPy computed of the samples; the script that did is beside them. */
export const expected = JSON.parse(readFileSync(`${folder}make/expected.json`, 'utf8')) as Readonly<
  Record<string, ExpectedFile>
>;

/** A sample and the label files beside it, as the extension finds them. */
export function sampleOrigin(name: string): TensorOrigin {
  const stem = name.replace(/\.[^.]*$/, '');
  const labels = ['.labels.json', '.labels.txt', '.labels.npy'].map((ending) => stem + ending);
  return origin(name, readFileSync(folder + name), labels.filter((label) => existsSync(folder + label)).map(labelFile));
}

function labelFile(name: string): LabelFile {
  return { name, isPicked: false, source: memorySource(readFileSync(folder + name)) };
}

/** A tensor from bytes. */
export function origin(name: string, bytes: Uint8Array, labelFiles: readonly LabelFile[] = []): TensorOrigin {
  return {
    name,
    place: 'memory',
    open: () => Promise.resolve({ source: memorySource(bytes), labelFiles, version: '1' }),
  };
}

export const asGuessed = { classAxis: null, valuesKind: null, dtype: null } as const;
export const inFileOrder = { column: 'row', descending: false } as const;
export const plainSmoothing = { epsilon: 0, convention: 'pytorch' } as const;

/** An inspector on its own, whose scans are collected. */
export function inspect(
  from: TensorOrigin,
  automaticCheckLimitBytes = Infinity,
): { readonly inspector: Inspector; readonly answers: InspectorAnswers; readonly scans: ScanView[] } {
  const scans: ScanView[] = [];
  const inspector = new Inspector(from, {
    automaticCheckLimitBytes: () => automaticCheckLimitBytes,
    onScan: (_, view) => scans.push(view),
    onBug: (error) => {
      throw error;
    },
  });
  return { inspector, answers: inspector.answers(), scans };
}

/** A signal that nobody aborts, for any number of questions. */
export const never = new AbortController().signal;
setMaxListeners(0, never);
