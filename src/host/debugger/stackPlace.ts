import { posix, win32 } from 'node:path';
import * as v from 'valibot';
import { UserError } from '../../core/userError.js';

/** A frame of a stack, as an adapter lists it. */
export interface StackPlace {
  readonly frameId: number;
  /** `evaluate`. */
  readonly functionName: string;
  /** The path of its source, or its name where there is no path; empty where it has none. */
  readonly source: string;
  readonly line: number;
}

/** The frames of an answer to `stackTrace`, top first. */
export function stackPlaces(body: unknown): StackPlace[] {
  const parsed = v.safeParse(stackTrace, body);
  if (!parsed.success)
    throw new UserError('debugger', 'The debugger lists no stack for this thread. Step once, then try again.');
  return parsed.output.stackFrames.map(({ id, name, line, source }) => ({
    frameId: id,
    functionName: name,
    source: source?.path ?? source?.name ?? '',
    line,
  }));
}

/** The id of the first thread in an answer to `threads`, or undefined. */
export function firstThread(body: unknown): number | undefined {
  const parsed = v.safeParse(threadList, body);
  return parsed.success ? parsed.output.threads[0]?.id : undefined;
}

/** Whether two frames are of the same function of the same file. */
export function sameFunction(a: StackPlace, b: StackPlace): boolean {
  return a.functionName === b.functionName && a.source === b.source;
}

/** `train.py:88`. */
export function lineOf({ source, line }: StackPlace): string {
  const file = source.includes('\\') ? win32.basename(source) : posix.basename(source);
  return file === '' ? `line ${line}` : `${file}:${line}`;
}

/** `evaluate()`; the body of a module or script as `module`. */
export function functionOf({ functionName }: StackPlace): string {
  const bare = functionName.replace(/^<(.*)>$/, '$1');
  return /[\s()]/.test(bare) || bare !== functionName ? bare : `${bare}()`;
}

const threadList = v.object({ threads: v.array(v.object({ id: v.number() })) });

const stackTrace = v.object({
  stackFrames: v.array(
    v.object({
      id: v.number(),
      name: v.string(),
      line: v.number(),
      source: v.nullish(v.object({ name: v.nullish(v.string()), path: v.nullish(v.string()) })),
    }),
  ),
});
