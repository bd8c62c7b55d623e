import { setMaxListeners } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { memorySource } from '../../../src/formats/memorySource.js';
import { Inspector, type InspectorAnswers } from '../../../src/inspector/inspector.js';
import { bytesOrigin, type LabelFile, type TensorOrigin } from '../../../src/inspector/origin.js';
import type { ScanView } from '../../../src/protocol/views.js';
import { samplesFolder } from '../../expected/samples.js';

/** A sample and the label files beside it, as the extension finds them. */
export function sampleOrigin(name: string): TensorOrigin {
  const stem = name.replace(/\.[^.]*$/, '');
  const labels = ['.labels.json', '.labels.txt', '.labels.npy'].map((ending) => stem + ending);
  return origin(
    name,
    readFileSync(samplesFolder + name),
    labels.filter((label) => existsSync(samplesFolder + label)).map(labelFile),
  );
}

function labelFile(name: string): LabelFile {
  return { name, isPicked: false, source: memorySource(readFileSync(samplesFolder + name)) };
}

/** A tensor from bytes. */
export function origin(name: string, bytes: Uint8Array, labelFiles: readonly LabelFile[] = []): TensorOrigin {
  return {
    name,
    place: 'memory',
    open: () => Promise.resolve(bytesOrigin(name, memorySource(bytes), labelFiles, '1')),
  };
}

export const asGuessed = { classAxis: null, valuesKind: null, dtype: null, stop: null } as const;
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
    onProgress: () => undefined,
    onBug: (error) => {
      throw error;
    },
  });
  return { inspector, answers: inspector.answers(), scans };
}

/** A signal that nobody aborts, for any number of questions. */
export const never = new AbortController().signal;
setMaxListeners(0, never);
