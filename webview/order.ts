import type { Scope, Sort } from '../src/protocol/views.js';
import type { Ask } from './host.js';
import { isWhole } from './slice.js';

/** Which rows are listed, and in what order. */
export interface Order {
  readonly generation: number;
  readonly scope: Scope;
  readonly sort: Sort;
}

/** Whether two orders list the same rows alike. */
export function sameOrder(a: Order, b: Order): boolean {
  const sameSort = a.sort.column === b.sort.column && a.sort.descending === b.sort.descending;
  return sameSort && a.generation === b.generation && a.scope.join() === b.scope.join();
}

/** Asks where a row stands, null where the order leaves it out; where its number tells, nobody is asked. */
export async function positionOf(ask: Ask, order: Order, row: number, abort: AbortSignal): Promise<number | null> {
  const { generation, scope, sort } = order;
  if (sort.column === 'row' && !sort.descending && isWhole(scope)) return row;
  return (await ask('position', { generation, row, scope: [...scope], sort }, abort)).position;
}
