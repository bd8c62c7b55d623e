import * as v from 'valibot';
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

/** A context of `evaluate`: how much of a string comes back, and how it is written. */
interface Context {
  readonly name: string;
  /** How many bytes of elements a reply can hold as base64, or are worthwhile: a megabyte takes 100 to 200 milliseconds. */
  readonly pieceBytes: number;
  unquoted(result: string): string;
}

/** Strings whole, but a program that was bundled is asked by the names in the bundle, not by those in its source. */
const clipboard: Context = {
  name: 'clipboard',
  pieceBytes: 1024 * 1024,
  unquoted: (result) => v.parse(v.string(), JSON.parse(result)),
};

/** Any program by the names in its source, but strings are cut at 100,000 characters. */
const variables: Context = {
  name: 'variables',
  pieceBytes: 72_000,
  unquoted: (result) => result.slice(1, -1).replaceAll(/\\(['"`\\])/g, '$1'),
};

/** Evaluates `inspect.js` on an expression in a frame. Each request evaluates the expression anew. */
export class JavascriptInspection {
  private context = clipboard;

  constructor(
    private readonly frame: PausedFrame,
    private readonly expression: string,
    readonly subject: Subject,
  ) {}

  /** The most bytes of elements to ask for at once. */
  get pieceBytes(): number {
    return this.context.pieceBytes;
  }

  /** What the value is, or why it is nothing to read, as `inspect.js` answers it. */
  async describe(signal: AbortSignal): Promise<unknown> {
    const described = this.parsed(await this.evaluate('', { signal }));
    if (!v.is(unknownName, described)) return described;
    this.context = variables;
    return this.parsed(await this.evaluate('', { signal }));
  }

  /** The elements of a stretch as base64, or an object that says why not. */
  async read({ storage, holderShape, start, end, classCount, inner }: Stretch): Promise<unknown> {
    const asked = { storage$: storage, holderShape$: holderShape, start$: start, end$: end };
    const text = await this.evaluate(`,${JSON.stringify({ ...asked, classCount$: classCount, inner$: inner })}`, {});
    return text.startsWith('{') ? this.parsed(text) : text;
  }

  private async evaluate(asked: string, options: RequestOptions): Promise<string> {
    // The line break ends a comment that the expression may end in.
    const expression = `${source}(()=>(${this.expression}\n),()=>[${this.expression}\n]${asked})`;
    const args = { expression, frameId: this.frame.frameId, context: this.context.name };
    const answer = await this.frame.request('evaluate', args, options).catch(this.refuse);
    const reply = v.safeParse(evaluated, answer);
    if (!reply.success) throw this.unreadable();
    try {
      return this.context.unquoted(reply.output.result);
    } catch {
      // A program may have replaced what the answer is made with.
      throw this.unreadable();
    }
  }

  private readonly refuse = (error: unknown): never => {
    if (!(error instanceof RequestFailed)) throw error;
    const reason = error.message.slice(0, 200);
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
const unknownName = v.object({
  refusal$: v.literal('expression'),
  detail$: v.pipe(v.string(), v.includes('not defined')),
});
