/** The ends of the temperature slider and of the sweep. */
const sliderRange = { least: 0.05, most: 20 } as const;

/** The slider's steps, `0 … steps`, even in the logarithm of the temperature. */
export const steps = 400;

const ratio = sliderRange.most / sliderRange.least;

/** The temperature of a slider's step, to three digits. The middle step is exactly 1. */
export function temperatureAt(step: number): number {
  return rounded(sliderRange.least * ratio ** (step / steps));
}

/** The slider's step nearest to a temperature; one of its ends for a temperature beyond. */
export function stepOf(temperature: number): number {
  const step = (Math.log(temperature / sliderRange.least) / Math.log(ratio)) * steps;
  return Math.max(0, Math.min(steps, Math.round(step)));
}

/** The temperature one key press warmer (`+1`) or colder (`−1`): five steps of the slider, also beyond its ends. */
export function nudged(temperature: number, direction: 1 | -1): number {
  const next = rounded(temperature * ratio ** ((5 * direction) / steps));
  return Math.abs(Math.log(next)) < 0.01 ? 1 : next;
}

/** The temperature under a pointer, to three digits; exactly 1 where it is as near to 1 as a pixel or two. */
export function snapped(temperature: number): number {
  return Math.abs(Math.log(temperature)) < 0.03 ? 1 : rounded(temperature);
}

function rounded(temperature: number): number {
  return Number(temperature.toPrecision(3));
}
