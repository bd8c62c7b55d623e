import { UserError } from '../../core/userError.js';
import type { Subject } from './subject.js';

const MEBIBYTE = 1024 * 1024;
/** What is fetched at once at most: a row of 16 million float32. */
export const limitBytes = 64 * MEBIBYTE;

/** Refuses (`too-large`) to fetch more than 64 MiB at once: says what that would cost, and what slice would not. */
export function checkTransfer({ name }: Subject, bytes: number, bytesPerSecond: number, slice: string): void {
  if (bytes <= limitBytes) return;
  const seconds = Math.ceil(bytes / bytesPerSecond);
  throw new UserError(
    'too-large',
    `${Math.round(bytes / MEBIBYTE)} MB of ${name} would have to pass through the debugger at once, which takes some ${seconds} s; at most ` +
      `${limitBytes / MEBIBYTE} MB are fetched. Inspect a slice, as in ${slice}, or choose a class axis with shorter rows.`,
  );
}
