/** What a refusal is about; part of the public API, so a code keeps its meaning. */
export type UserErrorCode =
  | 'empty'
  | 'not-numeric'
  | 'ragged'
  | 'elided'
  | 'unsupported-dtype'
  | 'unsupported-format'
  | 'corrupt'
  | 'truncated'
  | 'too-large'
  | 'shape-mismatch'
  | 'bad-option'
  /** The source itself cannot be read: missing, not permitted, an error of the disk. */
  | 'unreadable'
  /** Of a value in a program: the program runs, so nothing can be asked. */
  | 'not-paused'
  /** There is no such name in the frame, or it was optimised away, or its expression fails. */
  | 'not-found'
  /** The value is there, but its elements are not to be had: on a device that fails, without storage, not computed yet. */
  | 'no-data'
  /** It changed between being described and being read. */
  | 'changed'
  /** The debugger cannot do what reading it needs, or did not answer. */
  | 'debugger'
  /** The debug session, or the program, ended. */
  | 'session-ended';

/** What the interface may offer beside a refusal: reading a two-byte void dtype as bfloat16. */
export type Remedy = 'read-as-bfloat16';

/** Known by its description in every bundle, each of which has a class of its own. */
const mark = Symbol.for('logits-inspector.userError');

/**
 * A refusal that the user can act on. The message says what was found, where, and what to do now.
 * Everything else that is thrown is a bug. One of another bundle is an instance too.
 */
export class UserError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && mark in value;
  }

  override readonly name = 'UserError';
  readonly [mark] = true;

  constructor(
    readonly code: UserErrorCode,
    message: string,
    readonly remedy?: Remedy,
  ) {
    super(message);
  }
}
