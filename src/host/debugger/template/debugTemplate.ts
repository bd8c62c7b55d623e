import * as v from 'valibot';
import { type DTypeName, dtypes } from '../../../core/dtype.js';
import { quoted } from '../../../core/quoted.js';
import { UserError } from '../../../core/userError.js';

/** Where the expression that the user points at goes. */
export const placeholder = '{expression}';

const shared = {
  expression: v.pipe(v.string(), v.includes(placeholder, `“expression” must contain ${placeholder}`)),
  context: v.optional(v.picklist(['watch', 'repl', 'hover', 'clipboard', 'variables']), 'watch'),
};
const dtype = v.picklist(Object.keys(dtypes) as [DTypeName, ...DTypeName[]]);
const length = v.pipe(v.number(), v.safeInteger(), v.minValue(-1));
const shape = v.pipe(
  v.optional(v.array(length), [-1]),
  v.check((lengths) => lengths.filter((one) => one === -1).length <= 1, '“shape” may leave one length open, as -1'),
);

const debugTemplate = v.variant('result', [
  v.strictObject({ ...shared, result: v.literal('json') }),
  v.strictObject({ ...shared, result: v.literal('base64'), dtype, shape }),
]);

/** An entry of `logitsInspector.debugTemplates`: what to evaluate, and what the answer is. */
export type DebugTemplate = v.InferOutput<typeof debugTemplate>;

/** The template for a debug type; throws a `UserError` (`bad-option`) that says what is wrong with it. */
export function templateOf(templates: unknown, debugType: string): DebugTemplate {
  const parsed = v.safeParse(v.record(v.string(), v.unknown()), templates);
  const template = v.safeParse(debugTemplate, parsed.success ? parsed.output[debugType] : undefined);
  if (template.success) return template.output;
  const [issue] = template.issues;
  const place = v.getDotPath(issue);
  throw new UserError(
    'bad-option',
    `The setting logitsInspector.debugTemplates has no valid template for ${quoted(debugType)}${place === null ? '' : ` (at “${place}”)`}: ` +
      `${quoted(issue.message, 160).slice(1, -1)}. It takes "expression", "context", "result" ("json" or "base64") and, with base64, "dtype" and "shape".`,
  );
}
