import { ascii } from './ascii';
import { blockBytes, findCommas } from './commas';
import { layout } from './layout';

/** The index after the last number that `scanAhead` wrote. */
export let scannedAhead: usize = 0;

/** Reads the numbers from `position` on up to each comma of the list; answers where in it others begin that it does not know. */
export type Read = (position: usize, listEnd: usize, out: usize) => usize;

/** The commas of so many blocks are listed at once: few first, since there may be other numbers. */
const mostBlocks: usize = 32;

/**
 * As `scanShort`, for the numbers that `read` knows. Where they end is found beforehand, so that none waits for the length of
 * the one before. Stops before any other number, and before the end of an array or of the text, some numbers too early.
 */
export function scanAhead(start: usize, end: usize, out: usize, full: usize, fewestBlocks: usize, read: Read): usize {
  let position = start;
  let at = out;
  let blocks = fewestBlocks;
  while (position + blocks * blockBytes <= end) {
    const count = min(findCommas(position, blocks), (full - at) >> 3);
    const listEnd = layout.commas + (count << 2);
    const known = read(position, listEnd, at);
    if (known === layout.commas) break;
    at += (known - layout.commas) << 1;
    position = <usize>load<u32>(known - 4) + 1;
    if (load<u8>(position) === ascii.space) position++;
    // The last of the list may lack the other of a pair.
    if (listEnd - known > 4) break;
    blocks = min(blocks << 1, mostBlocks);
  }
  scannedAhead = at;
  return position;
}
