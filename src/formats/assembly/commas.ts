import { ascii } from './ascii';
import { layout } from './layout';

/** How many bytes are looked at together. */
export const blockBytes: usize = 64;

/** Writes the indices of the commas in the `blocks` from `start` on to `layout.commas`; answers how many there are. */
export function findCommas(start: usize, blocks: usize): usize {
  const end = start + blocks * blockBytes;
  let at = layout.commas;
  for (let block = start; block < end; block += blockBytes) {
    const commas = commasIn(block) | (commasIn(block + 32) << 32);
    const after = at + (<usize>popcnt(commas) << 2);
    // Four at a time, so that most blocks take the same number of turns, which a processor can foresee.
    let left = commas;
    do {
      left = listTwo(at, block, left);
      left = listTwo(at + 8, block, left);
      at += 16;
    } while (at < after);
    at = after;
  }
  return (at - layout.commas) >> 2;
}

/** Which of the 32 bytes from `position` on are commas, the first as the lowest bit. */
function commasIn(position: usize): u64 {
  const comma = i8x16.splat(ascii.comma);
  const first = <u32>i8x16.bitmask(i8x16.eq(v128.load(position), comma));
  const second = <u32>i8x16.bitmask(i8x16.eq(v128.load(position, 16), comma));
  return <u64>(first | (second << 16));
}

/** Writes where the two first of `commas` stand; answers the others. */
function listTwo(at: usize, block: usize, commas: u64): u64 {
  const others = commas & (commas - 1);
  store<u32>(at, <u32>block + <u32>ctz(commas));
  store<u32>(at, <u32>block + <u32>ctz(others), 4);
  return others & (others - 1);
}
