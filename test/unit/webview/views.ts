import type { DocumentView, RowLine, RowView, ScanView } from '../../../src/protocol/views.js';

/** A document of 64 rows and 10 classes, as the host would tell it. */
export function documentView(changes: Partial<DocumentView> = {}): DocumentView {
  return {
    generation: 1,
    name: 'logits.npy',
    place: 'runs',
    format: 'npy',
    dtype: 'float32',
    device: null,
    shape: [64, 10],
    fortranOrder: false,
    sizeBytes: 2688,
    classAxis: 1,
    classCount: 10,
    rowCount: 64,
    rowsAtOnce: 128,
    rowAxes: [0],
    reading: { classAxis: null, valuesKind: null, dtype: null, stop: null },
    values: { kind: 'logits', guess: 'logits', reason: 'Some values are above 0.' },
    labels: { names: null, targets: null },
    notices: [],
    scan: scanView(),
    stop: null,
    ...changes,
  };
}

/** A check that is done and found nothing. */
export function scanView(changes: Partial<ScanView> = {}): ScanView {
  return { state: 'done', rowsDone: 64, rowCount: 64, sizeBytes: 2688, message: '', badges: [], ...changes };
}

/** One line of the rows table. */
export function rowLine(row: number): RowLine {
  return {
    row,
    index: String(row),
    topLabel: 'truck',
    probability: 0.5,
    entropyNats: 1,
    margin: 0.1,
    loss: null,
    severity: null,
    warning: '',
  };
}

/** The row of the design's picture, with its two largest classes. */
export function rowView(changes: Partial<RowView> = {}): RowView {
  return {
    row: 17,
    index: '17',
    expression: '[17, :]',
    temperature: 1,
    classCount: 10,
    liveCount: 10,
    refusal: null,
    warnings: [],
    figures: {
      logSumExp: 12.932522388008671,
      entropyNats: 0.9945206258863646,
      entropyBits: 1.4347899,
      normalisedEntropy: 0.4319,
      perplexity: 2.7034280771682764,
      logitMargin: 0.6129999999999995,
      probabilityMargin: 0.269064,
      oneMinusTop: 0.4128778,
    },
    errors: null,
    top: [
      { index: 0, label: 'truck', logit: 12.4, probability: 0.5871221504698858, logProbability: -0.5325223880086707 },
      { index: 1, label: 'ship', logit: 11.787, probability: 0.318057724844074, logProbability: -1.1455223880086702 },
    ],
    runnerUp: { index: 1, label: 'ship' },
    ties: 1,
    rest: { count: 8, probability: 0.0948201246860402 },
    target: null,
    gradient: { classes: [], restCount: 0, restSum: 0 },
    ...changes,
  };
}
