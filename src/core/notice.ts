/** Something that a reader or a computation has to say beside its result; `message` is one sentence. */
export interface Notice {
  readonly severity: 'info' | 'warning' | 'error';
  readonly code: string;
  readonly message: string;
}
