/** The bytes of a base64 text; undefined where it is none, from the first to the last letter. */
export function base64Bytes(text: string): Uint8Array | undefined {
  const isWhole = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
  return isWhole ? Buffer.from(text, 'base64') : undefined;
}
