/**
 * The kind of a typed array, for example `Float32Array`, and undefined for all else. It is told by what the object is
 * inside, which no subclass, proxy or property of it can change.
 */
export function typedArrayKind(value: unknown): string | undefined {
  const kind = intrinsic(Symbol.toStringTag, value);
  return typeof kind === 'string' ? kind : undefined;
}

/** How many elements a typed array has: 0 for one that was detached. */
export function typedArrayLength(value: ArrayBufferView): number {
  return Number(intrinsic('length', value));
}

/** The memory of a typed array, and where in it that begins, in bytes. */
export function typedArrayMemory(value: ArrayBufferView): { buffer: ArrayBufferLike; byteOffset: number } {
  // The getter of every typed array answers just this.
  return { buffer: intrinsic('buffer', value) as ArrayBufferLike, byteOffset: Number(intrinsic('byteOffset', value)) };
}

/**
 * Whether a value is a `Float64Array` and no more: a subclass, or a length of its own, may say otherwise than it is.
 */
export function isPlainFloat64Array(value: unknown): value is Float64Array {
  if (typedArrayKind(value) !== 'Float64Array') return false;
  return Object.getPrototypeOf(value) === Float64Array.prototype && !Object.hasOwn(Object(value) as object, 'length');
}

const typedArrayPrototype: unknown = Object.getPrototypeOf(Uint8Array.prototype);

/** What the getter that all typed arrays share answers for `value`. */
function intrinsic(key: string | symbol, value: unknown): unknown {
  // Known to be an object: it is the prototype of a prototype that the language defines.
  return Reflect.get(typedArrayPrototype as object, key, value);
}
