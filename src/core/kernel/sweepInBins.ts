import { elementAt } from '../element.js';
import { pieceLength, region } from './arena.js';
import type { RowScan, SweepSums } from './kernel.js';
import { isOrdinary, raise, type Workspace } from './workspace.js';

/**
 * The sums of a row at many temperatures from one look at it: see `assembly/bins.ts`. Undefined where that does not pay
 * (few classes or temperatures) or does not fit (temperatures or logits too far apart). Temperatures at which the row
 * spreads over less than a bin are left to `oneByOne`.
 */
export function sweepInBins(
  workspace: Workspace,
  row: Float64Array,
  scan: RowScan,
  temperatures: Float64Array,
  oneByOne: (temperatures: Float64Array) => SweepSums,
): SweepSums | undefined {
  let layout = binLayout(scan, temperatures);
  if (layout === undefined || !workspace.arena.growTables(tablesSize)) return undefined;
  const far = gather(workspace, row, scan, layout);
  if (far === undefined) return undefined;
  const column = () => new Float64Array(temperatures.length);
  const sums = { weight: column(), moment: column(), variance: column() };
  const narrow: number[] = [];
  let origin = 0;
  for (const at of coldestFirst(temperatures)) {
    const temperature = temperatures[at] ?? NaN;
    layout = coarsened(workspace, layout, temperature);
    const sum = sumAt(workspace, scan, layout, far, temperature, origin);
    // The mean of the temperature before is near enough for the variance; where not, once more about its own.
    const isFar = sum.meanSquare < 16 * (sum.mean - origin) ** 2;
    if (isFar) origin = sum.mean;
    const { mean, meanSquare } = isFar ? sumAt(workspace, scan, layout, far, temperature, origin) : sum;
    sums.weight[at] = sum.weight;
    sums.moment[at] = sum.moment;
    const variance = meanSquare - (mean - origin) ** 2;
    sums.variance[at] = variance;
    origin = mean;
    // The squares of the places in a bin, which the variance is then the small difference of.
    if (variance * (1 + sum.weight) < sum.weight / (layout.perWidth * temperature) ** 2) narrow.push(at);
  }
  const exact = oneByOne(Float64Array.from(narrow, (at) => elementAt(temperatures, at)));
  for (const [place, at] of narrow.entries()) {
    for (const name of ['weight', 'moment', 'variance'] as const) sums[name][at] = elementAt(exact[name], place);
  }
  return sums;
}

/** The places of the temperatures in ascending order. */
function coldestFirst(temperatures: Float64Array): Uint32Array {
  const temperatureAt = (place: number) => temperatures[place] ?? NaN;
  return Uint32Array.from(temperatures.keys()).sort((a, b) => temperatureAt(a) - temperatureAt(b));
}

/** Bins of width 1 / `perWidth`, for distances below the maximum up to `drop`, beyond which nothing counts. */
interface BinLayout {
  readonly perWidth: number;
  readonly count: number;
  readonly drop: number;
  /** Where the bin next to the maximum lies. */
  readonly nextToMax: number;
  /** The distances of every 32nd bin's upper edge, and of 32 centres below an edge. */
  readonly upperEdges: Float64Array;
  readonly centres: Float64Array;
}

const fewestClasses = 2048;
const fewestTemperatures = 8;
const mostBins = 8192;
/** Bins for which one exponential is made each; the others are products of two. */
const stride = 32;
const moments = 12;

const binsAt = region.tables;
const anchorsAt = binsAt + (mostBins + 1) * moments * 8;
const offsetsAt = anchorsAt + (mostBins / stride + 2) * 8;
const coefficientsAt = offsetsAt + stride * 8;
const onesAt = coefficientsAt + 3 * moments * 8;
const tablesSize = onesAt + 8 - region.tables;

function binLayout({ classCount, max, min }: RowScan, temperatures: Float64Array): BinLayout | undefined {
  if (classCount < fewestClasses || temperatures.length < fewestTemperatures) return undefined;
  // As arguments of one call a hundred thousand temperatures would overflow the stack.
  const coldest = temperatures.reduce((least, temperature) => Math.min(least, temperature));
  const hottest = temperatures.reduce((most, temperature) => Math.max(most, temperature));
  if (!isOrdinary({ max, temperature: coldest }) || !isOrdinary({ max, temperature: hottest })) return undefined;
  // A power of two with h / T ≤ 0.16.
  const perWidth = 2 ** Math.ceil(Math.log2(1 / (widest * coldest)));
  if (!(perWidth > 2 ** -100 && perWidth < 2 ** 100)) return undefined;
  const count = Math.min(mostBins, Math.floor((max - min) * perWidth) + 1);
  return { ...placesOf(perWidth, count), drop: max - 746 * hottest, nextToMax: binsAt + count * moments * 8 };
}

/** The widest bins, relative to T, whose series have enough terms: h / T. */
const widest = 0.16;

/** Bins as wide as a temperature allows, four times the width of those before each time; not made fewer than 64. */
function coarsened({ module }: Workspace, layout: BinLayout, temperature: number): BinLayout {
  let { perWidth, count } = layout;
  while (4 / perWidth <= widest * temperature && count > 256) {
    module.coarsen(binsAt, count, 1 / perWidth);
    perWidth /= 4;
    count = Math.ceil(count / 4);
  }
  return perWidth === layout.perWidth ? layout : { ...layout, ...placesOf(perWidth, count) };
}

function placesOf(perWidth: number, count: number) {
  const upperEdges = Float64Array.from({ length: Math.ceil(count / stride) }, (_, edge) => (-edge * stride) / perWidth);
  const centres = Float64Array.from({ length: stride }, (_, bin) => -(bin + 0.5) / perWidth);
  return { perWidth, count, upperEdges, centres };
}

/** Fills the bins; answers the logits beyond them, or undefined where these are many. */
function gather(
  workspace: Workspace,
  row: Float64Array,
  { argmax, max }: RowScan,
  { perWidth, count, drop }: BinLayout,
): Float64Array | undefined {
  const { module, floats } = workspace;
  floats.fill(0, binsAt / 8, anchorsAt / 8);
  const far: number[] = [];
  const most = Math.min(pieceLength, row.length / 8);
  workspace.eachPiece(row, (start, end, first) => {
    const hole = argmax < first ? end : start + 8 * (argmax - first);
    const beyond = module.gather(start, end, hole, max, perWidth, count, binsAt, region.out, drop);
    if (far.length <= most) far.push(...floats.subarray(region.out / 8, region.out / 8 + beyond));
  });
  return far.length <= most ? Float64Array.from(far) : undefined;
}

function sumAt(
  workspace: Workspace,
  { max, runnerUpLogit, classCount }: RowScan,
  layout: BinLayout,
  far: Float64Array,
  temperature: number,
  origin: number,
) {
  const { module, floats } = workspace;
  const { perWidth, count } = layout;
  // Below the largest that is summed, what is under 1e-20 of it for all classes together counts for nothing: but the
  // squares of the exponents, of which a runner-up near the maximum has a small one.
  const gap = max - runnerUpLogit;
  const negligible = (45 + Math.log(classCount) + 2 * Math.log1p(temperature / gap)) * temperature;
  const first = Math.floor(gap * perWidth);
  const end = Math.min(count, Math.ceil((gap + negligible) * perWidth) + 1);
  setTables(workspace, layout, temperature);
  floats.fill(0, totalsAt, totalsAt + 3);
  const add = (bins: number, from: number, to: number, anchors: number, offsets: number, width: number) => {
    module.sumBins(bins, from, to, anchors, offsets, coefficientsAt, width, origin, region.spare);
  };
  if (first < end) add(binsAt, first, end, anchorsAt, offsetsAt, 1 / (perWidth * temperature));
  // What is next to the maximum: its centre is 0, and its exponential 1.
  if (first === 0) add(layout.nextToMax, 0, 1, anchorsAt, onesAt, 0);
  const [weight = NaN, firstMoment = NaN, second = NaN] = floats.subarray(totalsAt, totalsAt + 3);
  const beyond = farSums(workspace, far, max, temperature, origin);
  const sums = {
    weight: weight * 2 ** -raise + beyond.weight,
    moment: (firstMoment + origin * weight) * 2 ** -raise + beyond.moment,
    square: second * 2 ** -raise + beyond.square,
  };
  const normaliser = 1 + sums.weight;
  // The maximum's own term has the exponent 0, which lies −origin from the origin.
  return { ...sums, mean: sums.moment / normaliser, meanSquare: (sums.square + origin ** 2) / normaliser };
}

const totalsAt = region.spare / 8;

/** The exponentials of the bins' places, and the series' coefficients β^k / k!, β^k / (k−1)!, β^k / (k−2)!. */
function setTables(workspace: Workspace, { upperEdges, centres }: BinLayout, temperature: number): void {
  const { floats } = workspace;
  powersInto(workspace, upperEdges, temperature, 1, anchorsAt);
  powersInto(workspace, centres, temperature, 2 ** -raise, offsetsAt);
  floats[onesAt / 8] = 1;
  const at = coefficientsAt / 8;
  let term = 1;
  for (let k = 0; k < moments; k++) {
    floats[at + k] = term;
    floats[at + moments + k] = k * term;
    floats[at + 2 * moments + k] = k * (k - 1) * term;
    term /= temperature * (k + 1);
  }
}

function powersInto(
  workspace: Workspace,
  exponents: Float64Array,
  temperature: number,
  factor: number,
  out: number,
): void {
  workspace.setTemperature({ max: 0, temperature }, 0, factor);
  workspace.eachPiece(exponents, (start, end) => {
    workspace.module.powersAtInto(start, end, region.parameters, out);
  });
}

function farSums(workspace: Workspace, far: Float64Array, max: number, temperature: number, origin: number) {
  if (far.length === 0) return { weight: 0, moment: 0, square: 0 };
  const { module } = workspace;
  workspace.setTemperature({ max, temperature }, origin);
  workspace.eachPiece(far, (start, end) => {
    module.addSumsAt(start, end, end, region.parameters, region.totals);
  });
  const { weight, moment } = workspace.totals(2 ** raise);
  workspace.clearTotals();
  workspace.eachPiece(far, (start, end) => {
    module.addSquaresAt(start, end, region.parameters, region.totals);
  });
  return { weight, moment, square: workspace.totals(2 ** raise).weight };
}
