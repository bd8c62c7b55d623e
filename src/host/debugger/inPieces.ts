import type { CancelSignal } from '../../core/tensorSource.js';

/**
 * Does some work on each piece `[from, to)` of `[start, end)`, `step` long, several at a time: between two requests of an editor
 * to its debugger there is more waiting than work. Rejects as the first piece does that fails, and begins no other then.
 */
export async function inPieces(
  start: number,
  end: number,
  step: number,
  work: (from: number, to: number) => Promise<void>,
  signal?: CancelSignal,
): Promise<void> {
  let next = start;
  const worker = async (): Promise<void> => {
    while (next < end) {
      signal?.throwIfAborted();
      const from = next;
      next = Math.min(end, from + step);
      try {
        await work(from, next);
      } catch (error) {
        next = end;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

const atOnce = 8;
