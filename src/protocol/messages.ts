import * as v from 'valibot';
import {
  changeView,
  classesView,
  documentView,
  locationView,
  precisionView,
  progressView,
  reading,
  rowView,
  rowsView,
  scanView,
  scope,
  smoothing,
  sort,
  stopComparisonView,
  stopsView,
  sweepView,
  targetChoice,
} from './views.js';

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const temperature = v.pipe(v.number(), v.minValue(1e-6), v.maxValue(1e6));
const nothing = v.object({});
const ofRow = { generation: index, row: index };

/** Every call that the webview may make: what is asked, and what is answered. Both ends validate what they receive. */
export const calls = {
  /** Opens the tensor, or opens it anew; ends whatever was under way for an earlier opening. */
  open: { question: v.object({ reading }), answer: documentView },
  rows: {
    question: v.object({
      generation: index,
      scope,
      sort,
      start: index,
      /** At most 512 lines an answer. */
      count: v.pipe(index, v.maxValue(512)),
    }),
    answer: rowsView,
  },
  /** The position of a row in the given order and scope, or null where the scope leaves it out. */
  position: {
    question: v.object({ ...ofRow, scope, sort }),
    answer: v.object({ position: v.nullable(index) }),
  },
  row: {
    question: v.object({
      ...ofRow,
      temperature,
      target: targetChoice,
      smoothing,
      topK: v.pipe(index, v.minValue(1), v.maxValue(200)),
    }),
    answer: rowView,
  },
  sweep: { question: v.object(ofRow), answer: sweepView },
  precision: { question: v.object({ ...ofRow, temperature }), answer: precisionView },
  /** Reads a NumPy-style expression such as `[0, -1, :]`; a wrong one is refused in a sentence. */
  locate: {
    question: v.object({ generation: index, row: index, expression: v.pipe(v.string(), v.maxLength(1000)) }),
    answer: locationView,
  },
  /** Classes whose index or label matches the query, best first. */
  classes: {
    question: v.object({
      generation: index,
      query: v.pipe(v.string(), v.maxLength(1000)),
      limit: v.pipe(index, v.maxValue(200)),
    }),
    answer: classesView,
  },
  /** Begins the pass over all rows where it does not begin by itself; answered when done, told by `scan` events. */
  scan: { question: v.object({ generation: index }), answer: scanView },
  /** Every stop with the figures of a row, null for a tensor in no program. */
  stops: { question: v.object({ ...ofRow, temperature }), answer: v.nullable(stopsView) },
  /** Compares a row between two stops, by their ids; refused in a sentence where that is not possible. */
  compareStops: {
    question: v.object({ ...ofRow, a: index, b: index, temperature }),
    answer: stopComparisonView,
  },
  /** Turns reading anew at each stop on or off. */
  follow: { question: v.object({ on: v.boolean() }), answer: nothing },
  /** Lets the user pick a file of labels or targets; answers whether one was taken (then ask `open` again). */
  pickLabels: { question: nothing, answer: v.object({ taken: v.boolean() }) },
  /** Puts text on the clipboard. */
  copy: { question: v.object({ text: v.pipe(v.string(), v.maxLength(50_000_000)) }), answer: nothing },
  /** Opens the file in VS Code's own editor. */
  openAsText: { question: nothing, answer: nothing },
} satisfies Record<string, CallSchema>;

/** What the host tells without being asked. */
export const events = {
  scan: v.object({ generation: index, view: scanView }),
  change: changeView,
  /** While `open` is answered, for sources that are read whole. */
  progress: progressView,
} satisfies Record<string, v.GenericSchema>;

interface CallSchema {
  readonly question: v.GenericSchema;
  readonly answer: v.GenericSchema;
}

export type CallName = keyof typeof calls;
export type Question<C extends CallName> = v.InferOutput<(typeof calls)[C]['question']>;
export type Answer<C extends CallName> = v.InferOutput<(typeof calls)[C]['answer']>;
export type EventName = keyof typeof events;
export type EventBody<E extends EventName> = v.InferOutput<(typeof events)[E]>;

/** An error as it crosses the channel. `user`: say its message. `bug`: ours. `stale`, `cancelled`: say nothing. */
export const callError = v.object({
  kind: v.picklist(['user', 'bug', 'cancelled', 'stale']),
  code: v.string(),
  message: v.string(),
  remedy: v.nullable(v.literal('read-as-bfloat16')),
});
export type CallErrorRecord = v.InferOutput<typeof callError>;

/** What travels: one envelope kind for each direction and purpose. Bodies are validated by call or event name. */
export const toHost = v.variant('kind', [
  v.object({ kind: v.literal('question'), id: index, call: v.string(), body: v.unknown() }),
  v.object({ kind: v.literal('cancel'), id: index }),
]);
export const toWebview = v.variant('kind', [
  v.object({ kind: v.literal('answer'), id: index, body: v.unknown() }),
  v.object({ kind: v.literal('error'), id: index, error: callError }),
  v.object({ kind: v.literal('event'), event: v.string(), body: v.unknown() }),
]);
