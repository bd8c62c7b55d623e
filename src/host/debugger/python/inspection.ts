import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type UserErrorCode, UserError } from '../../../core/userError.js';
import { type PausedFrame, RequestFailed } from '../adapter.js';
import { source } from '../generated/pythonHelper.js';
import type { Subject } from '../subject.js';
import { unreadable } from './description.js';
import { unmangled } from './mangling.js';

/** Sums over rows of a slow device may take long; a debugger that is stuck takes longer. */
const patienceMilliseconds = 60_000;

/**
 * Asks `helper.py` about the value of one expression. Each question is one expression, in which the user's own is evaluated in
 * the frame:
 *
 *     HELPER( EXPRESSION , QUESTION, ARGUMENTS)
 *
 * HELPER is what the debugger's own module keeps of it, since to compile it takes some 50 ms. Where that is not there yet (the
 * first question, a restarted or forked process) the question fails before anything of the user's is evaluated, and is asked
 * again with the helper's text in it.
 */
export class PythonInspection {
  private readonly expression: string;

  constructor(
    private readonly frame: PausedFrame,
    expression: string,
    readonly subject: Subject,
  ) {
    this.expression = unmangled(expression);
  }

  /** The helper's answer, which nobody has checked. Rejects with the `UserError` that it stands for where it is a refusal. */
  async ask(question: string, args: readonly unknown[], signal?: AbortSignal): Promise<unknown> {
    // On lines of its own, a comment at the end of the expression ends there.
    const call = `((\n${this.expression}\n), ${literal(question)}, ${literal(args)})`;
    const body = (await this.evaluate(keptHelper + call, signal)) ?? (await this.evaluate(newHelper + call, signal));
    const parsed = v.safeParse(evaluation, body);
    if (!parsed.success) throw unreadable(this.subject);
    const answer = parseJson(parsed.output.result);
    const refusal = v.safeParse(refused, answer);
    if (refusal.success) throw this.refusal(...refusal.output.refusal);
    if (answer === undefined) throw unreadable(this.subject);
    return answer;
  }

  /** Undefined where the helper is not kept. */
  private async evaluate(expression: string, signal?: AbortSignal): Promise<unknown> {
    const args = { expression, frameId: this.frame.frameId, context: 'watch', format: { rawString: true } };
    const options = { timeoutMilliseconds: patienceMilliseconds, ...(signal && { signal }) };
    try {
      return await this.frame.request('evaluate', args, options);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      if (error.message.includes(helperKey)) return undefined;
      throw this.failure(error.message);
    }
  }

  private refusal(code: string, message: string): UserError {
    const known = refusalCodes.find((each) => each === code) ?? 'no-data';
    return new UserError(known, `${this.subject.name} cannot be inspected. ${message}`);
  }

  /** An exception of the user's expression, which debugpy answers as `NameError: name 'x' is not defined`. */
  private failure(message: string): UserError {
    const { name } = this.subject;
    const [line = ''] = message.trim().split('\n').slice(-1);
    const kind = /^\w+/.exec(line)?.[0] ?? '';
    if (kind === 'NameError' || kind === 'UnboundLocalError') {
      return new UserError(
        'not-found',
        `${name} is not to be found in this frame: ${line}. Select the frame that has it in the call stack, or step on until it is assigned.`,
      );
    }
    if (kind === 'SyntaxError') {
      return new UserError(
        'not-found',
        `${name} is no Python expression. Only an expression can be inspected: a name, a member, an index, a call.`,
      );
    }
    return new UserError('not-found', `${name} cannot be evaluated here: ${line.slice(0, 300)}.`);
  }
}

/** Another text is another helper. */
const helperKey = `logits-inspector-${createHash('sha256').update(source).digest('hex').slice(0, 16)}`;
/** Where the debugger has no module of that name, the helper is made anew each time. */
const debuggersModule = "(lambda m: {} if m is None else m.__dict__)(__import__('sys').modules.get('pydevd'))";
const keptHelper = `${debuggersModule}['${helperKey}']['answer']`;
const newHelper =
  `(lambda b, kept, space: (b.exec(${JSON.stringify(source)}, space), kept.__setitem__('${helperKey}', space), space['answer'])[2])` +
  `(__import__('builtins'), ${debuggersModule}, {})`;

const refusalCodes: readonly UserErrorCode[] = [
  'empty',
  'no-data',
  'not-numeric',
  'ragged',
  'too-large',
  'unsupported-dtype',
];

const evaluation = v.object({ result: v.string() });
const refused = v.object({ refusal: v.tuple([v.string(), v.string()]) });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Text, numbers and lists of them as Python reads them: as JSON has them, none of which is a name. */
function literal(value: unknown): string {
  return JSON.stringify(value);
}
