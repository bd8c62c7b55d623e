import * as v from 'valibot';

/**
 * A number that may be infinite or NaN. VS Code carries messages as JSON, in which those become null, so they travel as
 * words: `encodeReals` writes them and this schema reads them back. (Typed arrays travel as bytes, unharmed.)
 */
export const real = v.union([
  v.number(),
  v.pipe(
    v.picklist(['Infinity', '-Infinity', 'NaN']),
    v.transform((word) => Number(word)),
  ),
]);

/** A copy of a message body in which numbers that JSON cannot write are words. */
export function encodeReals(body: unknown): unknown {
  if (typeof body === 'number') return Number.isFinite(body) ? body : String(body);
  if (Array.isArray(body)) return body.map(encodeReals);
  if (typeof body === 'object' && body !== null && !ArrayBuffer.isView(body)) {
    return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, encodeReals(value)]));
  }
  return body;
}
