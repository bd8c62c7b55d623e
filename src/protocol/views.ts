import * as v from 'valibot';
import { real } from './real.js';

/**
 * What the webview is told: plain records, in words and figures ready to be drawn. Logits and figures are
 * float64; a figure that does not exist for a row is NaN in a column and null in a record.
 */

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const floats = v.custom<Float64Array>((value) => value instanceof Float64Array, 'a Float64Array');
const figure = v.nullable(real);

const severity = v.picklist(['info', 'warning', 'error']);
export type Severity = v.InferOutput<typeof severity>;

export const valuesKind = v.picklist(['logits', 'log-probabilities', 'probabilities']);
/** What the numbers of a tensor are taken for. */
export type ValuesKind = v.InferOutput<typeof valuesKind>;

/** What the user chose about reading a tensor; null is "as guessed, or as the file says". */
export const reading = v.object({
  classAxis: v.nullable(index),
  valuesKind: v.nullable(valuesKind),
  dtype: v.nullable(v.literal('bfloat16')),
  /** Which stop of the program, of those that are remembered; null is the newest. */
  stop: v.optional(v.nullable(index), null),
});
export type Reading = v.InferOutput<typeof reading>;

/** For each row axis (`DocumentView.rowAxes`) an index, or null for the whole axis. */
export const scope = v.array(v.nullable(index));
export type Scope = readonly (number | null)[];

const notice = v.object({ severity, code: v.string(), message: v.string() });

const stopPlace = {
  id: index,
  /** `train.py:88` */
  line: v.string(),
  /** `evaluate()` */
  functionName: v.string(),
  /** `rank 0`, of several processes. */
  process: v.nullable(v.string()),
  /** In epoch milliseconds. */
  at: v.number(),
};

/** A statement about the whole tensor in a few words; `detail` is the sentence, `row` the first row it is true of. */
const badge = v.object({
  severity: v.picklist(['fine', 'info', 'warning', 'error']),
  text: v.string(),
  detail: v.string(),
  row: v.nullable(index),
});
export type BadgeView = v.InferOutput<typeof badge>;

/** How far the pass over all rows has come that sorting and badges need. Sizes in bytes of the file. */
export const scanView = v.object({
  state: v.picklist(['waiting', 'running', 'done', 'failed']),
  rowsDone: index,
  rowCount: index,
  sizeBytes: index,
  message: v.string(),
  badges: v.array(badge),
});
export type ScanView = v.InferOutput<typeof scanView>;

export const documentView = v.object({
  /** Rises each time the tensor is opened anew; every later question carries it. */
  generation: index,
  name: v.string(),
  place: v.string(),
  format: v.string(),
  dtype: v.string(),
  /** `cuda:0`; null for ordinary memory and files. */
  device: v.nullable(v.string()),
  shape: v.array(index),
  fortranOrder: v.boolean(),
  sizeBytes: index,
  classAxis: index,
  classCount: index,
  /** Rows are numbered in C order over `rowAxes`, all axes but the class axis. */
  rowCount: index,
  /** How many lines of the rows table are worth asking for at once: 128, or fewer where rows are dear. */
  rowsAtOnce: v.pipe(index, v.minValue(1), v.maxValue(128)),
  rowAxes: v.array(index),
  reading,
  values: v.object({ kind: valuesKind, guess: valuesKind, reason: v.string() }),
  /** Where names and targets came from (`digits.labels.npy`), or null. */
  labels: v.object({ names: v.nullable(v.string()), targets: v.nullable(v.string()) }),
  notices: v.array(notice),
  scan: scanView,
  /** The stop of a program that it was found at, or null. */
  stop: v.nullable(
    v.object({
      ...stopPlace,
      /** Whether the program still stood there. */
      isLive: v.boolean(),
      /** Whether every row can be read, of the program or from memory. */
      isComplete: v.boolean(),
    }),
  ),
});
export type DocumentView = v.InferOutput<typeof documentView>;

export const sortColumn = v.picklist(['row', 'class', 'probability', 'entropy', 'margin', 'loss']);
export type SortColumn = v.InferOutput<typeof sortColumn>;

export const sort = v.object({ column: sortColumn, descending: v.boolean() });
export type Sort = v.InferOutput<typeof sort>;

/** One line of the rows table, at temperature 1. Entropy in nats, margin in logits, loss in nats. */
const rowLine = v.object({
  row: index,
  /** The index along each row axis: `17`, or `0, 17`. */
  index: v.string(),
  topLabel: v.string(),
  probability: figure,
  entropyNats: figure,
  margin: figure,
  loss: figure,
  severity: v.nullable(severity),
  /** What is wrong with the row in a few words (`NaN at 3`), or empty. */
  warning: v.string(),
});
export type RowLine = v.InferOutput<typeof rowLine>;

/** Lines `[start, start + lines.length)` of `total`, in the order and scope that were asked for. */
export const rowsView = v.object({ start: index, total: index, lines: v.array(rowLine) });
export type RowsView = v.InferOutput<typeof rowsView>;

export const smoothing = v.object({
  epsilon: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  convention: v.picklist(['pytorch', 'classic']),
});
export type Smoothing = v.InferOutput<typeof smoothing>;

/** `file`: the row's target from the labels, where there are any. */
export const targetChoice = v.union([v.literal('file'), v.null(), index]);
export type TargetChoice = v.InferOutput<typeof targetChoice>;

const classFigures = v.object({
  index,
  label: v.string(),
  logit: real,
  probability: real,
  logProbability: real,
});
export type ClassFigures = v.InferOutput<typeof classFigures>;

/** One row at one temperature. Probabilities are of `z / T`; logits, `max` and margins stay in the units given. */
export const rowView = v.object({
  row: index,
  index: v.string(),
  /** A NumPy expression of the row: `[0, 17, :]`. */
  expression: v.string(),
  temperature: v.number(),
  classCount: index,
  liveCount: index,
  /** Why the row has no figures (NaN, +inf, fully masked, empty), or null. */
  refusal: v.nullable(v.object({ title: v.string(), message: v.string() })),
  warnings: v.array(notice),
  figures: v.object({
    logSumExp: figure,
    entropyNats: figure,
    entropyBits: figure,
    /** Of ln K, from 0 to 1. */
    normalisedEntropy: figure,
    perplexity: figure,
    logitMargin: figure,
    probabilityMargin: figure,
    oneMinusTop: figure,
  }),
  /** How far the figures, any logit and any ln p may be off, where the values were rounded when they were printed. */
  errors: v.nullable(
    v.object({
      logSumExp: real,
      topProbability: real,
      entropyNats: real,
      perplexity: real,
      logitMargin: real,
      logit: real,
      logProbability: real,
    }),
  ),
  /** Largest first; where the row has no figures, its first classes with their raw values. */
  top: v.array(classFigures),
  runnerUp: v.nullable(v.object({ index, label: v.string() })),
  ties: index,
  /** The classes not in `top`, together. */
  rest: v.object({ count: index, probability: real }),
  target: v.nullable(
    v.object({
      ...classFigures.entries,
      fromFile: v.boolean(),
      loss: real,
      margin: figure,
      /** 1 for the top class. */
      rank: index,
      klFromTarget: figure,
      smoothing,
    }),
  ),
  /** The gradient of the loss with respect to the logits given, largest magnitude first; empty without a target. */
  gradient: v.object({
    classes: v.array(v.object({ index, label: v.string(), value: real, isTarget: v.boolean() })),
    restCount: index,
    restSum: real,
  }),
});
export type RowView = v.InferOutput<typeof rowView>;

/** Entropy, top-1 and the leading classes against temperature; arrays of one length. `summary` says it in a sentence. */
export const sweepView = v.object({
  row: index,
  temperatures: floats,
  entropyNats: floats,
  normalisedEntropy: floats,
  topProbability: floats,
  curves: v.array(v.object({ index, label: v.string(), probabilities: floats })),
  summary: v.string(),
});
export type SweepView = v.InferOutput<typeof sweepView>;

/** A sentence in pieces; strong pieces name classes. */
const words = v.array(v.object({ text: v.string(), strong: v.boolean() }));
export type Words = v.InferOutput<typeof words>;

const verdict = v.object({ severity: v.nullable(severity), words });
export type VerdictView = v.InferOutput<typeof verdict>;

/** What a naive and a stable softmax computed in each format would do on the row. */
export const precisionView = v.object({
  row: index,
  temperature: v.number(),
  formats: v.array(v.object({ format: v.string(), naive: verdict, stable: verdict })),
});
export type PrecisionView = v.InferOutput<typeof precisionView>;

export const locationView = v.object({ scope, row: index, expression: v.string() });
export type LocationView = v.InferOutput<typeof locationView>;

export const classesView = v.object({
  total: index,
  classes: v.array(v.object({ index, label: v.string() })),
});

/** How much of a source has been read, where it has to be read whole before anything can be shown. */
export const progressView = v.object({ doneBytes: index, totalBytes: index });
export type ProgressView = v.InferOutput<typeof progressView>;

const stopView = v.object({
  ...stopPlace,
  /** Why the expression had no value there, or null. */
  failure: v.nullable(v.string()),
  /** What the row was at the temperature asked for; null where it was not read, null in parts where it has no softmax. */
  figures: v.nullable(
    v.object({ entropyNats: figure, topIndex: v.nullable(index), topLabel: v.string(), topProbability: figure }),
  ),
});
export type StopView = v.InferOutput<typeof stopView>;

/** Every stop that is remembered, oldest first, and how the one that is shown was read. */
export const stopsView = v.object({
  shown: index,
  /** Whether the program still stands at the one shown. */
  isLive: v.boolean(),
  /** Whether it is read again at the next stop; null for tensors set side by side, which are in no program. */
  isFollowing: v.nullable(v.boolean()),
  droppedCount: index,
  movedBytes: index,
  /** From the stop to its first figures; null before. */
  readMilliseconds: v.nullable(v.number()),
  stops: v.array(stopView),
});
export type StopsView = v.InferOutput<typeof stopsView>;

const namedClass = { index, label: v.string() };
const rowAtStop = v.object({ top: v.object(namedClass), topProbability: real, entropyNats: real });

/** How a row differs between two stops; divergences in nats, `klForward` is KL(a‖b). */
export const stopComparisonView = v.object({
  row: index,
  temperature: v.number(),
  klForward: real,
  klBackward: real,
  jensenShannon: real,
  totalVariation: real,
  a: rowAtStop,
  b: rowAtStop,
  /** The classes whose probability changed most, largest change first. */
  moves: v.array(
    v.object({ ...namedClass, probabilityOfA: real, probabilityOfB: real, logitOfA: real, logitOfB: real }),
  ),
});
export type StopComparisonView = v.InferOutput<typeof stopComparisonView>;

/**
 * The tensor's source changed: it can be read anew; it is gone or broken; or it is a program that runs, so that the
 * figures are stale until it stops. The message says how.
 */
export const changeView = v.object({
  state: v.picklist(['changed', 'gone', 'stale']),
  message: v.string(),
});
export type ChangeView = v.InferOutput<typeof changeView>;
