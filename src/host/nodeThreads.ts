import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CrewPlatform, Thread, ThreadEvents } from '../core/kernel/crew.js';

/** More of them wait for the memory, not for each other. */
const mostThreads = 8;
/** How long threads are kept that nobody needs. */
const restMilliseconds = 15_000;

/**
 * Threads of Node that run `script`, the module of kernelThread.ts: one less than there are processors, since the calling thread
 * works too.
 */
export function nodeThreads(
  script: string | URL,
  threadCount = Math.min(mostThreads, availableParallelism() - 1),
): CrewPlatform {
  return {
    threadCount,
    start: (events) => startThread(script, events),
    pause: () => new Promise((resolve) => void setImmediate(resolve)),
    afterAWhile: (rest) => {
      const timer = setTimeout(rest, restMilliseconds);
      return () => clearTimeout(timer);
    },
  };
}

function startThread(script: string | URL, { onMessage, onEnd }: ThreadEvents): Thread {
  // Without the process's own arguments, which a thread may refuse.
  const worker = new Worker(script, { execArgv: [] });
  worker.on('message', (pass: number) => onMessage(pass));
  // What a thread throws ends it, and `exit` follows; without a listener it would end the process.
  worker.on('error', () => undefined);
  worker.on('messageerror', () => void worker.terminate());
  worker.on('exit', onEnd);
  return { post: (order) => worker.postMessage(order), end: () => void worker.terminate() };
}
