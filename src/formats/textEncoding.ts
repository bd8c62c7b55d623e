/**
 * Whether the first bytes of a text have a byte order mark of UTF-16 or UTF-32, or are ASCII characters with zero
 * bytes between.
 */
export function isWideText(head: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0, fourth = 0] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  if (head.length < 4) return head.length === 2 && isPrintable(first || second) && (first === 0 || second === 0);
  if (first === 0 && second === 0) return isPrintable(fourth) || (third === 0xfe && fourth === 0xff);
  if (second === 0 && fourth === 0) return isPrintable(first) && (isPrintable(third) || third === 0);
  return first === 0 && third === 0 && isPrintable(second) && isPrintable(fourth);
}

function isPrintable(byte: number): boolean {
  return byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte < 127);
}

/**
 * Whether the first bytes are UTF-8 without control characters; the last character may be cut off by the end of the
 * head.
 */
export function isText(head: Uint8Array): boolean {
  if (head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
