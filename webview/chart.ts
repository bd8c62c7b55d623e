import {
  BarController,
  BarElement,
  Chart,
  type ChartConfiguration,
  LineController,
  LineElement,
  LinearScale,
  type Plugin,
  PointElement,
} from 'chart.js';
import { Overlay } from './overlay.js';
import type { Palette } from './theme.js';

// Without Chart.js's own logarithmic and category scales: a logarithm and a count are less code than they are.
Chart.register(BarController, BarElement, LinearScale, LineController, LineElement, PointElement);

/** Something drawn on a canvas, redrawn with new data in the same frame, and never animated. */
export interface Drawn<D> {
  draw(drawing: D, palette: Palette): void;
  destroy(): void;
}

/** Horizontal bars, one for each line of a table beside them. */
export interface Bars {
  /** Null draws none; any other value at least a hairline. */
  readonly values: readonly (number | null)[];
  readonly colours: readonly ('blue' | 'orange' | 'grey')[];
  readonly min: number;
  readonly max: number;
  readonly logarithmic: boolean;
  /** Whether bars lie in a track (shares of a whole) or on both sides of a line at zero. */
  readonly ground: 'track' | 'zero';
}

/** Curves from 0 to 1 over a logarithmic axis, with a line where the user stands. */
export interface Lines {
  readonly xs: Float64Array;
  readonly curves: readonly {
    readonly label: string;
    readonly ys: Float64Array;
    readonly colour: 'blue' | 'orange' | 'grey';
  }[];
  readonly marker: number;
}

/** The inset of the curves within their canvas in pixels; the style sheet aligns the slider with it. */
const linesInset = { left: 30, right: 10 } as const;

const barThickness = 14;
const xTicks = [0.05, 0.2, 1, 5, 20];

const still = { animation: false as const, responsive: true, maintainAspectRatio: false, events: [] };

/** Draws bars; the canvas is as tall as its table's lines together, so that each bar lies on its line. */
export function drawBars(canvas: HTMLCanvasElement): Drawn<Bars> {
  let ground: { readonly bars: Bars; readonly palette: Palette } | null = null;
  const plugin: Plugin = {
    id: 'ground',
    beforeDatasetsDraw: (chart) => {
      if (ground !== null) drawGround(chart, ground.bars, ground.palette);
    },
  };
  const chart = new Chart<'bar', (number | null)[], number>(canvas, {
    type: 'bar',
    data: {
      labels: [],
      datasets: [{ data: [], barThickness, minBarLength: 1, borderRadius: 2, borderSkipped: false }],
    },
    options: { ...still, indexAxis: 'y', scales: barScales(0, 1, 1) },
    plugins: [plugin],
  });
  return {
    draw(bars, palette) {
      ground = { bars, palette };
      const place = (value: number): number => (bars.logarithmic ? Math.log10(value) : value);
      chart.data.labels = bars.values.map((_, at) => at);
      Object.assign(chart.data.datasets[0] ?? {}, {
        data: bars.values.map((value) => (value === null ? null : place(value))),
        backgroundColor: bars.colours.map((name) => palette[name]),
        base: bars.logarithmic ? place(bars.min) : 0,
      });
      Object.assign(chart.options, { scales: barScales(place(bars.min), place(bars.max), bars.values.length) });
      chart.resize();
      chart.update('none');
    },
    destroy: () => chart.destroy(),
  };
}

function barScales(
  min: number,
  max: number,
  count: number,
): NonNullable<ChartConfiguration<'bar'>['options']>['scales'] & object {
  return {
    x: { display: false, min, max },
    y: { type: 'linear', display: false, offset: false, min: -0.5, max: Math.max(1, count) - 0.5, reverse: true },
  };
}

function drawGround({ ctx, chartArea, scales }: Chart, bars: Bars, palette: Palette): void {
  const { left, width, top, height } = chartArea;
  if (bars.ground === 'zero') {
    ctx.fillStyle = palette.grey;
    ctx.fillRect(Math.round(scales.x?.getPixelForValue(0) ?? left), top, 1, height);
    return;
  }
  ctx.fillStyle = palette.track;
  const pitch = height / Math.max(1, bars.values.length);
  bars.values.forEach((_, at) => {
    ctx.beginPath();
    ctx.roundRect(left, top + pitch * (at + 0.5) - barThickness / 2, width, barThickness, 2);
    ctx.fill();
  });
}

/** Draws curves with their names beside them. `valueAt` answers the x of a pixel, within the axis. */
export function drawLines(canvas: HTMLCanvasElement): Drawn<Lines> & { valueAt(pixel: number): number } {
  let drawn: { readonly lines: Lines; readonly palette: Palette } | null = null;
  const overlay = new Overlay();
  const plugin: Plugin = {
    id: 'overlay',
    afterDatasetsDraw: ({ ctx, chartArea, scales: { x, y } }) => {
      if (drawn === null || !x || !y) return;
      const frame = {
        ctx,
        area: chartArea,
        xOf: (value: number) => x.getPixelForValue(Math.log10(value)),
        yOf: (value: number) => y.getPixelForValue(value),
      };
      overlay.draw(frame, drawn.lines, drawn.palette);
    },
  };
  const chart = new Chart<'line', { x: number; y: number }[]>(canvas, { ...linesConfiguration(), plugins: [plugin] });
  return {
    draw(lines, palette) {
      const curvesChanged = drawn?.lines.curves !== lines.curves || drawn.palette !== palette;
      drawn = { lines, palette };
      if (!curvesChanged) {
        chart.draw();
        return;
      }
      chart.data.datasets = lines.curves.map((curve) => ({
        data: Array.from(lines.xs, (x, at) => ({ x: Math.log10(x), y: curve.ys[at] ?? NaN })),
        borderColor: palette[curve.colour],
        borderWidth: curve.colour === 'grey' ? 1.4 : 2,
      }));
      Object.assign(chart.options, { scales: linesScales(lines, palette) });
      chart.update('none');
    },
    destroy: () => chart.destroy(),
    valueAt: (pixel) =>
      10 **
      (chart.scales.x?.getValueForPixel(Math.max(chart.chartArea.left, Math.min(chart.chartArea.right, pixel))) ?? 0),
  };
}

function linesConfiguration(): ChartConfiguration<'line', { x: number; y: number }[]> {
  return {
    type: 'line',
    data: { datasets: [] },
    options: {
      ...still,
      parsing: false,
      layout: { padding: { top: 10, right: linesInset.right } },
      elements: { point: { radius: 0 }, line: { tension: 0 } },
    },
  };
}

function linesScales({ xs }: Lines, palette: Palette): NonNullable<ChartConfiguration<'line'>['options']>['scales'] {
  const ticks = { color: palette.dim, font: { size: 11, family: palette.fontFamily }, maxRotation: 0, autoSkip: false };
  const [min = 0.05, max = 20] = [xs[0], xs[xs.length - 1]];
  return {
    x: {
      type: 'linear',
      min: Math.log10(min),
      max: Math.log10(max),
      grid: { display: false },
      border: { color: palette.grid },
      ticks: { ...ticks, callback: (value) => String(Number((10 ** Number(value)).toPrecision(3))) },
      afterBuildTicks: (axis) =>
        (axis.ticks = xTicks
          .filter((value) => value >= min && value <= max)
          .map((value) => ({ value: Math.log10(value) }))),
    },
    y: {
      min: 0,
      max: 1,
      grid: { color: palette.grid, drawTicks: false },
      border: { display: false },
      ticks: { ...ticks, stepSize: 0.5, callback: (value) => Number(value).toFixed(1) },
      afterFit: (axis) => (axis.width = linesInset.left),
    },
  };
}
