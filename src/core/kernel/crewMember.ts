import { ChunkWorker } from './chunkWorker.js';
import type { CrewPlan } from './crewPlan.js';

/** What the members of a crew are told. A pass is known by its number. */
export type CrewOrder =
  | {
      readonly kind: 'open';
      readonly pass: number;
      readonly module: object;
      readonly memory: WebAssembly.Memory;
      readonly plan: CrewPlan;
      /** The member's place among the threads, from 1 on: 0 is who gives the orders. */
      readonly place: number;
    }
  | { readonly kind: 'work'; readonly pass: number }
  | { readonly kind: 'close'; readonly pass: number };

/**
 * What runs in a thread of a crew: takes orders and tells the number of a pass whenever the rows of one of its slots
 * are done. It throws only where there is no memory, and the thread may then end.
 */
export function crewMember(tell: (pass: number) => void): (order: CrewOrder) => void {
  const workers = new Map<number, ChunkWorker>();
  return (order) => {
    switch (order.kind) {
      case 'open':
        workers.set(order.pass, new ChunkWorker(order.module, order.memory, order.plan, order.place));
        break;
      case 'work':
        workThrough(order.pass, workers.get(order.pass), tell);
        break;
      case 'close':
        workers.delete(order.pass);
    }
  };
}

function workThrough(pass: number, worker: ChunkWorker | undefined, tell: (pass: number) => void): void {
  for (;;) {
    const isDone = worker?.workOnce();
    if (isDone === undefined) return;
    if (isDone) tell(pass);
  }
}
