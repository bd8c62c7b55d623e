import { describe } from './describe.js';
import { UserError } from './userError.js';

/**
 * The options `names` of a call, each read once, inherited ones too; what is null or undefined is absent. Callers from JavaScript are
 * not checked by the compiler: throws a `UserError` (`bad-option`) for options that are no object or cannot be read. The
 * values are yet to be checked.
 */
export function namedOptions<T extends object>(given: T, names: readonly (keyof T & string)[], caller: string): T {
  const options: unknown = given;
  if (options === undefined || options === null) return asOptions<T>({});
  if (typeof options !== 'object') {
    throw new UserError(
      'bad-option',
      `The options of ${caller} are ${describe(options)}: give an object, or leave them out.`,
    );
  }
  const entries = names.map((name) => [name, propertyOf(options, name, `The option ${name} of ${caller}`)] as const);
  return asOptions<T>(Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null)));
}

/** A property of an object from outside; a `UserError` (`bad-option`) that begins with `what` where reading it fails. */
export function propertyOf(object: object, name: string, what: string): unknown {
  try {
    // A getter or a proxy may throw whatever it likes.
    return Reflect.get(object, name);
  } catch {
    throw new UserError('bad-option', `${what} cannot be read: give it as a plain value.`);
  }
}

/** The compiler's word for options whose values are checked where they are used. */
function asOptions<T extends object>(options: Readonly<Record<string, unknown>>): T {
  return options as T;
}
