import { quoted } from './quoted.js';

/** What a caller gave, of whatever type, in a few words for a message; runs none of the value's own code. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'bigint':
      return value > -longest && value < longest ? `the bigint ${value}n` : 'a bigint of more than 40 digits';
    case 'object':
      return value === null ? 'null' : describeObject(value);
    case 'symbol':
      return 'a symbol';
    case 'function':
      return 'a function';
    default:
      return String(value);
  }
}

const longest = 10n ** 40n;

function describeObject(value: object): string {
  if (ArrayBuffer.isView(value)) return 'a typed array';
  try {
    return Array.isArray(value) ? 'an array' : 'an object';
  } catch {
    // Of a proxy that was revoked not even this can be asked.
    return 'an object';
  }
}
