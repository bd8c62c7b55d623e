/**
 * The bytes of a base64 text. Node decodes it in no time; the loop for other hosts takes milliseconds as long as the engine
 * has not compiled it.
 */
export function fromBase64(text: string): Uint8Array {
  // A copy, since a buffer's own methods are not those of other arrays: `slice` copies nothing.
  if (typeof Buffer !== 'undefined') return new Uint8Array(Buffer.from(text, 'base64'));
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
