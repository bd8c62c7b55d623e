import * as v from 'valibot';
import { quoted } from '../../../core/quoted.js';
import { UserError } from '../../../core/userError.js';
import { type DebugTarget, type PausedFrame, RequestFailed } from '../adapter.js';
import type { Subject } from '../subject.js';

/** What an adapter shows of a value. */
export interface Shown {
  readonly value: string;
  readonly type: string;
  /** 0 where there is nothing below it. */
  readonly reference: number;
  /** How many elements it has, where the adapter says. */
  readonly indexed: number | undefined;
}

/** The elements of a value at one depth, in order, and whether the adapter left some out. */
export interface Elements {
  readonly shown: readonly Shown[];
  readonly isElided: boolean;
}

/** Values and the elements below them, asked in pages. */
export class VariableTree {
  /** Pages and elements asked so far: a tree may be wider than any count in it says. */
  private listed = 0;

  constructor(
    private readonly frame: PausedFrame,
    private readonly subject: Subject,
    private readonly signal: AbortSignal,
  ) {}

  /** What the user pointed at. */
  async root({ expression, variable }: DebugTarget): Promise<Shown> {
    if (expression === undefined) return shownOf(v.parse(listed, variable));
    const args = { expression, frameId: this.frame.frameId, context: 'watch' };
    const { result, ...rest } = await this.ask('evaluate', args, evaluated);
    return shownOf({ ...rest, name: '', value: result });
  }

  /** The elements of a value: its children that are numbered, whatever else hangs below it. */
  async elements(parent: Shown): Promise<Elements> {
    if ((parent.indexed ?? 0) > mostElements) throw this.tooLarge(parent.indexed);
    const found = new Map<number, Shown>();
    const isElided = await this.collect(parent, found);
    const shown = Array.from({ length: found.size }, (_, index) => found.get(index));
    const inOrder = shown.filter((element) => element !== undefined);
    const isWhole = inOrder.length === shown.length && inOrder.length >= (parent.indexed ?? 0);
    return { shown: inOrder, isElided: isElided || !isWhole };
  }

  /** Adds the numbered children of a value; answers whether a child says that there are more. */
  private async collect(parent: Shown, found: Map<number, Shown>): Promise<boolean> {
    let isElided = false;
    const isIndexed = parent.indexed !== undefined && parent.indexed > 0;
    let first: string | undefined;
    for (let start = 0; ; start += pageLength) {
      this.signal.throwIfAborted();
      const count = isIndexed ? Math.min(pageLength, parent.indexed - start) : pageLength;
      const page = { variablesReference: parent.reference, start, count, ...(isIndexed && { filter: 'indexed' }) };
      const { variables } = await this.ask('variables', page, variablesReply);
      // An adapter that knows no pages answers the same again.
      if (variables.length === 0 || variables[0]?.name === first) return isElided;
      first = variables[0]?.name;
      this.listed += variables.length;
      for (const variable of variables) isElided = (await this.take(variable, found)) || isElided;
      if (found.size > mostElements || this.listed > 2 * mostElements) throw this.tooLarge();
      const isLast = isIndexed ? start + count >= parent.indexed : variables.length !== pageLength;
      if (isLast) return isElided;
    }
  }

  private async take(variable: v.InferOutput<typeof listed>, found: Map<number, Shown>): Promise<boolean> {
    const index = /^\[?(\d+)\]?$/.exec(variable.name)?.[1];
    if (index !== undefined) found.set(Number(index), shownOf(variable));
    // `[0…99]`, `[100..199]`: some adapters group elements.
    else if (/^\[\d+ ?(…|\.{2,3}|-) ?\d+\]$/.test(variable.name)) return this.collect(shownOf(variable), found);
    return /^(\.{3}|…|more\b.*)$/i.test(variable.name);
  }

  private async ask<Output>(command: string, args: object, schema: v.GenericSchema<unknown, Output>): Promise<Output> {
    const reply = await this.frame.request(command, args, { signal: this.signal }).catch((error: unknown) => {
      if (!(error instanceof RequestFailed)) throw error;
      const [line = ''] = error.message.split('\n');
      throw new UserError(
        'not-found',
        `${this.subject.name} has no value here: ${quoted(line, 160).slice(1, -1)}. Choose the frame that it is in, or write another expression.`,
      );
    });
    const parsed = v.safeParse(schema, reply);
    if (parsed.success) return parsed.output;
    throw new UserError('debugger', `What the debugger answered about ${this.subject.name} cannot be read.`);
  }

  private tooLarge(count?: number): UserError {
    const many = count === undefined ? `more than ${mostElements}` : String(count);
    return new UserError(
      'too-large',
      `${this.subject.name} has ${many} elements, and this debugger hands them out one by one: at most ${mostElements} are read. ` +
        `Inspect a slice, as in ${this.subject.code}[0], or set up a template (logitsInspector.debugTemplates).`,
    );
  }
}

/** The most elements that are read this way, some 20 seconds of pages. */
export const mostElements = 100_000;
/** Larger pages freeze the extension host with some adapters. */
const pageLength = 1000;

function shownOf({ value, type, variablesReference, indexedVariables }: v.InferOutput<typeof listed>): Shown {
  return { value, type: type ?? '', reference: variablesReference, indexed: indexedVariables };
}

const count = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)));
const listed = v.object({
  name: v.string(),
  value: v.string(),
  type: v.optional(v.string()),
  variablesReference: v.number(),
  indexedVariables: count,
});
const variablesReply = v.object({ variables: v.array(listed) });
const evaluated = v.object({
  result: v.string(),
  type: v.optional(v.string()),
  variablesReference: v.number(),
  indexedVariables: count,
});
