import type { ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Drawn } from './chart.js';
import type { Palette } from './theme.js';

interface Props<D, H extends Drawn<D>> {
  /** Makes the chart on its canvas; must be the same function at each rendering. */
  readonly make: (canvas: HTMLCanvasElement) => H;
  readonly drawing: D;
  readonly palette: ReadonlySignal<Palette>;
  /** What the chart says, in words. */
  readonly label: string;
  readonly testId: string;
  /** Takes the chart once it is made, and null when it is gone. */
  readonly onMade?: (chart: H | null) => void;
}

/** A canvas with a chart on it and its text alternative. The parent gives the size. */
export function ChartCanvas<D, H extends Drawn<D>>({ make, drawing, palette, label, testId, onMade }: Props<D, H>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<H | null>(null);
  const colours = palette.value;
  useLayoutEffect(() => {
    if (canvas.current === null) return;
    const made = make(canvas.current);
    chart.current = made;
    onMade?.(made);
    return () => {
      onMade?.(null);
      chart.current = null;
      made.destroy();
    };
  }, []);
  useLayoutEffect(() => chart.current?.draw(drawing, colours), [drawing, colours]);
  return <canvas ref={canvas} role="img" aria-label={label} data-testid={testId} />;
}
