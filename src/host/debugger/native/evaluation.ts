import * as v from 'valibot';
import { quoted } from '../../../core/quoted.js';
import { UserError } from '../../../core/userError.js';
import { type PausedFrame, RequestFailed } from '../adapter.js';
import type { Subject } from '../subject.js';
import { printedNumber } from '../variables/printedNumber.js';

/** What a debugger says of an expression. */
export interface Evaluated {
  readonly text: string;
  readonly type: string;
  readonly memoryReference?: string | undefined;
}

/** Evaluates expressions of C, C++ and Rust in a frame. */
export class NativeEvaluation {
  constructor(
    private readonly frame: PausedFrame,
    readonly subject: Subject,
  ) {}

  /** Throws a `UserError` (`not-found`) where there is no such value, or it was optimised away. */
  async evaluate(expression: string, signal?: AbortSignal): Promise<Evaluated> {
    const found = await this.attempt(expression, signal);
    if (found instanceof RequestFailed) throw this.notFound(found.message);
    if (isOptimisedAway.test(found.text)) throw this.optimisedAway();
    return found;
  }

  /** The address that an expression of pointer type has as its value; undefined where there is no such expression. */
  async address(expression: string, signal?: AbortSignal): Promise<bigint | undefined> {
    const found = await this.attempt(expression, signal);
    if (found instanceof RequestFailed) return undefined;
    if (isOptimisedAway.test(found.text)) throw this.optimisedAway();
    return addressIn(found.text);
  }

  /** The value of an expression that is a whole number; undefined where there is no such expression. */
  async integer(expression: string, signal?: AbortSignal): Promise<number | undefined> {
    const found = await this.attempt(expression, signal);
    if (found instanceof RequestFailed) return undefined;
    const digits = /^(0x[0-9a-f]+|\d+)\b/i.exec(found.text)?.[0];
    return digits === undefined ? undefined : Number(digits);
  }

  /** The number that the debugger shows of an expression; undefined where it shows none. */
  async number(expression: string): Promise<number | undefined> {
    const found = await this.attempt(expression);
    return found instanceof RequestFailed ? undefined : printedNumber(found.text);
  }

  private async attempt(expression: string, signal?: AbortSignal): Promise<Evaluated | RequestFailed> {
    const args = { expression, frameId: this.frame.frameId, context: 'watch' };
    try {
      const reply = v.parse(evaluated, await this.frame.request('evaluate', args, signal && { signal }));
      return { text: reply.result, type: reply.type ?? '', memoryReference: reply.memoryReference };
    } catch (error) {
      if (error instanceof RequestFailed) return error;
      if (!v.isValiError(error)) throw error;
      throw new UserError('debugger', `What the debugger answered about ${this.subject.name} cannot be read.`);
    }
  }

  private notFound(message: string): UserError {
    if (isOptimisedAway.test(message)) return this.optimisedAway();
    // The line that says it, without what lldb writes before it and the caret under it.
    const [line = ''] = message.replace(/^(error: )?(<[^>]*>:\d+:\d+: )?/, '').split('\n');
    return new UserError(
      'not-found',
      `${this.subject.name} has no value here: ${quoted(line, 160).slice(1, -1)}. Choose the frame that it is in, or write another expression.`,
    );
  }

  private optimisedAway(): UserError {
    return new UserError(
      'not-found',
      `The compiler optimised ${this.subject.name} away here: compile with -O0 or -Og, declare it volatile, or stop where it is still used.`,
    );
  }
}

/** The first address in what a debugger shows of a value. */
export function addressIn(text: string): bigint | undefined {
  const digits = /\b0x[0-9a-f]+\b/i.exec(text)?.[0];
  return digits === undefined ? undefined : BigInt(digits);
}

/** As lldb, GDB and Visual Studio say it. */
const isOptimisedAway = /optimi[sz]ed (out|away)|variable not available|couldn't get the value of variable/i;

const evaluated = v.object({
  result: v.string(),
  type: v.optional(v.string()),
  memoryReference: v.optional(v.string()),
});
