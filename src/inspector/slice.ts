import { UserError } from '../core/userError.js';
import type { LocationView, Scope } from '../protocol/views.js';

/** What an expression is read against: the axes of a tensor, and where the user is now. */
export interface SliceContext {
  readonly shape: readonly number[];
  readonly classAxis: number;
  /** The index along each row axis of the row shown now; kept where the expression says `:`. */
  readonly current: readonly number[];
}

type Part =
  { readonly kind: 'index'; readonly value: number } | { readonly kind: 'all' } | { readonly kind: 'ellipsis' };

/**
 * Reads a NumPy-style expression such as `[0, -1, :]`: an index for each axis, `:` for a whole one, `...`
 * for as many whole ones as are missing. The class axis must be whole. When every row axis has an index the
 * rows table stays whole and that row is shown; otherwise the table is narrowed to the rows named.
 * Refuses with `bad-option`, saying which part is wrong and what would be right.
 */
export function locate(
  expression: string,
  context: SliceContext,
): Omit<LocationView, 'row'> & { readonly indexes: number[] } {
  const parts = expand(parse(expression), context.shape.length);
  const scope: (number | null)[] = [];
  parts.forEach((part, axis) => {
    if (axis === context.classAxis) {
      if (part.kind === 'index') throw refusal(`Axis ${axis} holds the classes: write “:” there.`);
    } else scope.push(part.kind === 'index' ? wrap(part.value, axis, context.shape) : null);
  });
  const indexes = scope.map((index, position) => index ?? context.current[position] ?? 0);
  const whole = scope.every((index) => index !== null);
  const shown: Scope = whole ? scope.map(() => null) : scope;
  return { scope: [...shown], indexes, expression: expressionOf(whole ? indexes : scope, context.classAxis) };
}

/** The expression of a row, or of a scope where some indexes are null: `[0, :, :]` with the class axis whole. */
export function expressionOf(indexes: Scope, classAxis: number): string {
  const parts = indexes.map((index) => (index === null ? ':' : String(index)));
  parts.splice(classAxis, 0, ':');
  return `[${parts.join(', ')}]`;
}

function parse(expression: string): Part[] {
  const inner = /^\s*\[?(.*?)\]?\s*$/s.exec(expression)?.[1] ?? '';
  const trimmed = inner.trim().replace(/([^,\s])\s*,$/, '$1');
  return trimmed === '' ? [{ kind: 'ellipsis' }] : trimmed.split(',').map(parsePart);
}

function parsePart(text: string): Part {
  const part = text.trim();
  if (part === ':') return { kind: 'all' };
  if (part === '...' || part === '…') return { kind: 'ellipsis' };
  if (/^[+-]?\d{1,15}$/.test(part)) return { kind: 'index', value: Number(part) };
  if (part.includes(':')) throw refusal(`“${part}” is a range: give one index, or “:” for the whole axis.`);
  throw refusal(`“${part}” is not an index: write a whole number, “:” or “...”.`);
}

function expand(parts: readonly Part[], rank: number): Part[] {
  const named = parts.filter((part) => part.kind !== 'ellipsis');
  const ellipses = parts.length - named.length;
  if (ellipses > 1) throw refusal('“...” may stand once only.');
  if (named.length > rank) throw refusal(`${named.length} indexes for ${rank} ${rank === 1 ? 'axis' : 'axes'}.`);
  const missing = Array.from({ length: rank - named.length }, (): Part => ({ kind: 'all' }));
  const at = ellipses === 1 ? parts.findIndex((part) => part.kind === 'ellipsis') : named.length;
  return [...named.slice(0, at), ...missing, ...named.slice(at)];
}

function wrap(value: number, axis: number, shape: readonly number[]): number {
  const length = shape[axis] ?? 0;
  if (value < -length || value >= length) {
    throw refusal(`${value} is outside axis ${axis}, which has ${length} ${length === 1 ? 'index' : 'indexes'}.`);
  }
  return value < 0 ? value + length : value;
}

function refusal(message: string): UserError {
  return new UserError('bad-option', message);
}
