import * as v from 'valibot';
import { quoted } from '../../../core/quoted.js';
import { UserError } from '../../../core/userError.js';
import { type PausedFrame, RequestFailed, type RequestOptions } from '../adapter.js';
import { source } from '../generated/inspectJavascript.js';
import type { Subject } from '../subject.js';

/** What to read of a value: see `inspect.js`. */
export interface Stretch {
  /** The typed array that holds the elements, or `Array`. */
  readonly storage: string;
  /** The lengths of nested arrays, outermost first. */
  readonly holderShape: readonly number[];
  /** Elements `[start, end)` of the rows, one after another. */
  readonly start: number;
  readonly end: number;
  readonly classCount: number;
  /** The distance from a class to the next in C order, in elements. */
  readonly inner: number;
}

/**
 * Evaluates `inspect.js` on an expression in a frame; each request evaluates the expression anew. In the context `variables`
 * js-debug cuts strings at 100,000 characters. In `clipboard` it would not, but there it takes the names of a bundled program for
 * those in the bundle, and so another variable for the one that is meant. By `readMemory` it is no faster, and keeps each array
 * that it was asked for alive until the program ends.
 */
export class JavascriptInspection {
  constructor(
    private readonly frame: PausedFrame,
    private readonly expression: string,
    readonly subject: Subject,
  ) {}

  /** What the value is, or why it is nothing to read, as `inspect.js` answers it. */
  async describe(signal: AbortSignal): Promise<unknown> {
    return this.parsed(await this.evaluate('', { signal }));
  }

  /** The elements of a stretch, of at most `pieceBytes`, as base64; or an object that says why not. */
  async read({ storage, holderShape, start, end, classCount, inner }: Stretch): Promise<unknown> {
    const asked = { storage$: storage, holderShape$: holderShape, start$: start, end$: end };
    const text = await this.evaluate(`,${JSON.stringify({ ...asked, classCount$: classCount, inner$: inner })}`, {});
    return text.startsWith('{') ? this.parsed(text) : text;
  }

  private async evaluate(asked: string, options: RequestOptions): Promise<string> {
    // The line break ends a comment that the expression may end in.
    const expression = `${source}(()=>(${this.expression}\n),()=>[${this.expression}\n]${asked})`;
    const args = { expression, frameId: this.frame.frameId, context: 'variables' };
    const answer = await this.frame.request('evaluate', args, options).catch(this.refuse);
    const reply = v.safeParse(evaluated, answer);
    if (!reply.success) throw this.unreadable();
    // A string comes in quotes, with a backslash before those within.
    return reply.output.result.slice(1, -1).replaceAll(/\\(['"`\\])/g, '$1');
  }

  private readonly refuse = (error: unknown): never => {
    if (!(error instanceof RequestFailed)) throw error;
    const reason = quoted(error.message, 200).slice(1, -1);
    if (!reason.includes('SyntaxError'))
      throw new UserError('debugger', `The debugger cannot read ${this.subject.name}: ${reason}`);
    throw new UserError(
      'not-found',
      `${this.subject.name} is not an expression of JavaScript (${reason}): write a name, or an expression without statements.`,
    );
  };

  private parsed(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw this.unreadable();
    }
  }

  private unreadable(): UserError {
    return new UserError(
      'debugger',
      `What the debugger answered about ${this.subject.name} cannot be read: step on and try again.`,
    );
  }
}

const evaluated = v.object({ result: v.string() });

/** The most bytes of elements to ask for at once: as base64 with its quotes they just pass. */
export const pieceBytes = 72_000;
