import * as v from 'valibot';
import type { DebugTarget } from './adapter.js';

/** A variable that the user right-clicked in Variables or Watch, and whose session it is. */
export interface MenuTarget {
  readonly sessionId: string | undefined;
  readonly target: DebugTarget;
}

/**
 * Reads the argument that VS Code gives to a command of the menus `debug/variables/context` and `debug/watch/context`;
 * undefined for anything else.
 */
export function menuTarget(argument: unknown): MenuTarget | undefined {
  const parsed = v.safeParse(menuArgument, argument);
  if (!parsed.success) return undefined;
  const { sessionId, variable } = parsed.output;
  const { evaluateName, ...listed } = variable;
  return { sessionId, target: { name: evaluateName ?? listed.name, expression: evaluateName, variable: listed } };
}

/** An adapter leaves out what it does not know, or says that it is null or empty. */
const optionalText = v.pipe(
  v.nullish(v.string()),
  v.transform((text) => (text === null || text === '' ? undefined : text)),
);

const menuArgument = v.object({
  sessionId: optionalText,
  variable: v.object({
    name: v.string(),
    value: v.optional(v.string(), ''),
    type: optionalText,
    variablesReference: v.optional(v.number(), 0),
    evaluateName: optionalText,
    memoryReference: optionalText,
  }),
});
