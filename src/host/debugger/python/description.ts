import * as v from 'valibot';
import { type DTypeName, isDTypeName } from '../../../core/dtype.js';
import type { Notice } from '../../../core/notice.js';
import { UserError } from '../../../core/userError.js';
import type { Subject } from '../subject.js';

/** What a Python value was found to be. */
export interface Description {
  /** Its class: `torch.Tensor`, `list`. */
  readonly kind: string;
  /** The type in which its elements travel. */
  readonly dtype: DTypeName;
  /** The type that they have in the program, where that is none of ours; else null. */
  readonly original: string | null;
  readonly shape: readonly number[];
  /** `cuda:0`, or null for ordinary memory. */
  readonly device: string | null;
  /** Whether the program can sum its rows. */
  readonly canSum: boolean;
  readonly identity: Identity;
  readonly notices: readonly Notice[];
  /** The rank of the process among those of a distributed run, or null. */
  readonly rank: string | null;
}

/** What a value is, and where it lies; both change when another takes its place, the second also when it is written to. */
export const identity = v.tuple([v.string(), v.string()]);
export type Identity = v.InferOutput<typeof identity>;

/** Checks what `helper.py` answered to `describe`. */
export function describedBy(answer: unknown, subject: Subject): Description {
  const parsed = v.safeParse(description, answer);
  if (!parsed.success) throw unreadable(subject);
  const { notices, ...rest } = parsed.output;
  return { ...rest, notices: notices.map(([severity, code, message]) => ({ severity, code, message })) };
}

/** The refusal of an answer that is none. */
export function unreadable({ name }: Subject): UserError {
  return new UserError(
    'debugger',
    `What the debugger answered about ${name} cannot be read. Try again; if it stays so, “Diagnose Expression…” tells more.`,
  );
}

const description = v.object({
  kind: v.string(),
  dtype: v.custom<DTypeName>((name) => typeof name === 'string' && isDTypeName(name)),
  original: v.nullable(v.string()),
  shape: v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  device: v.nullable(v.string()),
  canSum: v.boolean(),
  identity,
  notices: v.array(v.tuple([v.picklist(['info', 'warning']), v.string(), v.string()])),
  rank: v.nullable(v.string()),
});
