/** A place in a JSON document as JSONPath writes it: `$.logits[3][7]`. A key is shortened after 40 characters. */
export function jsonPath(key: string | undefined, indices: Iterable<number>): string {
  let path = '$';
  if (key !== undefined) {
    const short = key.length > 40 ? `${key.slice(0, 40)}…` : key;
    path += /^[A-Za-z_]\w*$/.test(short) ? `.${short}` : `[${JSON.stringify(short)}]`;
  }
  for (const index of indices) path += `[${index}]`;
  return path;
}
