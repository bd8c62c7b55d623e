/**
 * What is known of one row, as float64 numbers one after another, then its largest logits, each as a pair of class and
 * logit, largest first. The host reads it by the same places.
 */
export const enum Field {
  max = 0,
  argmax = 8,
  ties = 16,
  runnerUp = 24,
  runnerUpLogit = 32,
  min = 40,
  nan = 48,
  positiveInfinity = 56,
  negativeInfinity = 64,
  finiteMasks = 72,
  /** Σ e^d of all but the maximum's own term; its moment Σ d e^d follows it, then what rounding took from each. */
  weight = 80,
  moment = 88,
  weightLost = 96,
  momentLost = 104,
  /** ln(1 + weight), in nats. */
  logNormaliser = 112,
  entropyNats = 120,
  oneMinusTop = 128,
  /** 1 where float32 arithmetic made the sums, 0 where float64 did. */
  isFloat32 = 136,
  list = 144,
}

// @ts-ignore: decorator
@inline
export function get(record: usize, field: Field): f64 {
  return load<f64>(record + field);
}

// @ts-ignore: decorator
@inline
export function set(record: usize, field: Field, value: f64): void {
  store<f64>(record + field, value);
}
