/** The bytes that numbers and what stands between them are written with. */
export namespace ascii {
  export const space: u8 = 0x20;
  export const tab: u8 = 0x09;
  export const lineFeed: u8 = 0x0a;
  export const carriageReturn: u8 = 0x0d;
  export const plus: u8 = 0x2b;
  export const comma: u8 = 0x2c;
  export const minus: u8 = 0x2d;
  export const point: u8 = 0x2e;
  export const zero: u8 = 0x30;
  export const openBracket: u8 = 0x5b;
  export const closeBracket: u8 = 0x5d;
  /** Of a letter this bit alone tells the case. */
  export const lowerCase: u8 = 0x20;
  export const exponentMark: u8 = 0x65;
}

/** The index after the white space that begins at `position`. */
export function skipSpace(position: usize): usize {
  while (load<u8>(position) <= ascii.space) {
    const bytes = v128.load(position);
    const isSpace = v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(ascii.space)), i8x16.eq(bytes, i8x16.splat(ascii.lineFeed))),
      v128.or(i8x16.eq(bytes, i8x16.splat(ascii.carriageReturn)), i8x16.eq(bytes, i8x16.splat(ascii.tab))),
    );
    const length = ctz(~i8x16.bitmask(isSpace) | 0x10000);
    if (length === 0) break;
    position += length;
  }
  return position;
}
