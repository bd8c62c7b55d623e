import * as v from 'valibot';
import { quoted } from '../../../core/quoted.js';
import { UserError } from '../../../core/userError.js';
import { type PausedFrame, RequestFailed } from '../adapter.js';
import type { Subject } from '../subject.js';
import { type DebugTemplate, placeholder } from './debugTemplate.js';

/** Evaluates a template with an expression in it; answers the text of the result, without quotes around it. */
export async function evaluateTemplate(
  frame: PausedFrame,
  template: DebugTemplate,
  expression: string,
  subject: Subject,
  signal: AbortSignal,
): Promise<string> {
  const args = {
    expression: template.expression.replaceAll(placeholder, () => expression),
    frameId: frame.frameId,
    context: template.context,
    // Adapters that cut long strings may not do so then.
    ...(frame.capabilities.supportsValueFormattingOptions === true && { format: { rawString: true } }),
  };
  const reply = await frame.request('evaluate', args, { signal }).catch((error: unknown) => {
    if (!(error instanceof RequestFailed)) throw error;
    const [line = ''] = error.message.trim().split('\n').slice(-1);
    throw new UserError(
      'not-found',
      `The template for ${quoted(frame.debugType)} fails on ${subject.name}: ${quoted(line, 160).slice(1, -1)}. Look at the expression, and at logitsInspector.debugTemplates.`,
    );
  });
  const parsed = v.safeParse(v.object({ result: v.string() }), reply);
  if (!parsed.success)
    throw new UserError('debugger', `What the debugger answered about ${subject.name} cannot be read.`);
  return unquoted(parsed.output.result.trim());
}

/** A string as a debugger prints it, without its quotes and their backslashes; any other text as it is. */
function unquoted(text: string): string {
  const inner = /^(?:0x[0-9a-f]+ )?b?(["'`])([^]*)\1$/i.exec(text)?.[2];
  return inner === undefined ? text : inner.replaceAll(/\\(["'`\\])/g, '$1');
}
