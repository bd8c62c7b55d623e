import { quoted } from '../core/quoted.js';

/** A place in a JSON document as JSONPath writes it: `$.logits[3][7]`. A key is shortened after 40 characters. */
export function jsonPath(key: string | undefined, indices: Iterable<number>): string {
  let path = '$';
  if (key !== undefined) {
    path += /^[A-Za-z_]\w{0,39}$/.test(key) ? `.${key}` : `[${quoted(key)}]`;
  }
  for (const index of indices) path += `[${index}]`;
  return path;
}
