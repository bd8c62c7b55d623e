import type { Lines } from './chart.js';
import { type Area, type Curve, type LabelPlace, placeLabels } from './curveLabels.js';
import type { Palette } from './theme.js';

/** Where curves were drawn, and how values lie on the canvas. */
export interface Frame {
  readonly ctx: CanvasRenderingContext2D;
  readonly area: Area;
  readonly xOf: (value: number) => number;
  readonly yOf: (value: number) => number;
}

/** What lies above the curves: the line where the user stands, and the curves' names. */
export class Overlay {
  private placed: {
    readonly curves: Lines['curves'];
    readonly area: string;
    readonly places: readonly (LabelPlace | null)[];
  } | null = null;

  draw(frame: Frame, lines: Lines, palette: Palette): void {
    frame.ctx.save();
    drawMarker(frame, lines.marker, palette);
    this.drawNames(frame, lines, palette);
    frame.ctx.restore();
  }

  private drawNames(frame: Frame, lines: Lines, palette: Palette): void {
    const { ctx } = frame;
    ctx.font = `11px ${palette.fontFamily}`;
    ctx.textBaseline = 'middle';
    ctx.lineWidth = 3;
    ctx.lineJoin = 'round';
    this.places(frame, lines).forEach((place, index) => {
      const curve = lines.curves[index];
      if (place === null || !curve) return;
      ctx.strokeStyle = palette.background;
      ctx.strokeText(curve.label, place.x, place.y);
      ctx.fillStyle = palette[nameColours[curve.colour]];
      ctx.fillText(curve.label, place.x, place.y);
    });
  }

  /** Names stay where they are while the marker moves: their places depend on the curves and the canvas alone. */
  private places(frame: Frame, lines: Lines): readonly (LabelPlace | null)[] {
    const { left, right, top, bottom } = frame.area;
    const area = [left, right, top, bottom].join();
    if (this.placed?.curves === lines.curves && this.placed.area === area) return this.placed.places;
    const curves = lines.curves.map((curve): Curve => ({
      points: Array.from(lines.xs, (x, at) => ({ x: frame.xOf(x), y: frame.yOf(curve.ys[at] ?? 0) })),
      width: Math.ceil(frame.ctx.measureText(curve.label).width),
      isPlain: curve.colour === 'grey',
    }));
    const places = placeLabels(curves, frame.area);
    this.placed = { curves: lines.curves, area, places };
    return places;
  }
}

/** Names are text, and text wants more contrast than a curve. */
const nameColours = { blue: 'blueText', orange: 'orangeText', grey: 'dim' } as const;

function drawMarker({ ctx, area, xOf }: Frame, value: number, palette: Palette): void {
  const x = Math.max(area.left, Math.min(area.right, xOf(value)));
  ctx.strokeStyle = palette.marker;
  ctx.lineWidth = 1;
  ctx.setLineDash([3, 3]);
  ctx.beginPath();
  ctx.moveTo(x, area.top);
  ctx.lineTo(x, area.bottom);
  ctx.stroke();
  ctx.setLineDash([]);
}
