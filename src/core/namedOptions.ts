import { describe } from './describe.js';
import { UserError } from './userError.js';

/**
 * The options `names` of a call, each read once, inherited ones too; one that is null or undefined is absent, but null
 * is kept for those `takingNull`. Callers from JavaScript are not checked by the compiler: throws a `UserError`
 * (`bad-option`) for options that are no object or cannot be read. The values are yet to be checked.
 */
export function namedOptions<T extends object>(
  given: T,
  names: readonly (keyof T & string)[],
  caller: string,
  takingNull: readonly (keyof T)[] = [],
): T {
  const options: unknown = given;
  if (typeof options !== 'object' && options !== undefined) {
    throw new UserError(
      'bad-option',
      `The options of ${caller} are ${describe(options)}: give an object, or leave them out.`,
    );
  }
  const read: Record<string, unknown> = {};
  for (const name of options ? names : []) {
    const value = propertyOf(options ?? {}, name, `The option ${name} of ${caller}`);
    if (value !== undefined && (value !== null || takingNull.includes(name))) read[name] = value;
  }
  // The names are those of T, and whoever uses a value checks it.
  return read as T;
}

/**
 * A property of an object from outside; a `UserError` (`bad-option`) that begins with `what` where reading it fails.
 */
export function propertyOf(object: object, name: string, what: string): unknown {
  try {
    // A getter or a proxy may throw whatever it likes.
    return Reflect.get(object, name);
  } catch {
    throw new UserError('bad-option', `${what} cannot be read: give it as a plain value.`);
  }
}
