/** A colour as red, green and blue from 0 to 255 and opacity from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** Reads a colour as `getComputedStyle` writes it: `rgb(1, 2, 3)`, `rgba(1, 2, 3, 0.5)`, `color(srgb 0.1 0.2 0.3 / 0.5)`. */
export function parseColour(text: string): Colour | null {
  const numbers = (text.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  const [red, green, blue, alpha = 1] = numbers;
  if (red === undefined || green === undefined || blue === undefined) return null;
  if (text.startsWith('rgb')) return [red, green, blue, alpha];
  return text.startsWith('color(srgb ') ? [red * 255, green * 255, blue * 255, alpha] : null;
}

/** The colour as CSS and a canvas read it. */
export function cssColour([red, green, blue, alpha]: Colour): string {
  const channels = [red, green, blue].map((channel) => Math.round(channel)).join(', ');
  return alpha === 1 ? `rgb(${channels})` : `rgba(${channels}, ${alpha})`;
}

/** `share` of the first colour and the rest of the second; both opaque. */
export function mix(first: Colour, second: Colour, share: number): Colour {
  const channel = (at: 0 | 1 | 2): number => first[at] * share + second[at] * (1 - share);
  return [channel(0), channel(1), channel(2), 1];
}

/** A colour as it is seen on an opaque background. */
export function over(colour: Colour, background: Colour): Colour {
  return mix(colour, background, colour[3]);
}

/** The contrast of two opaque colours, from 1 to 21 (WCAG 2.2). */
export function contrast(first: Colour, second: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/**
 * The colour nearest to the one given that reaches a contrast on the background, found by mixing it with
 * black or white, whichever is further from the background.
 */
export function legible(colour: Colour, background: Colour, ratio: number): Colour {
  const seen = over(colour, background);
  const pole: Colour = luminance(background) > 0.18 ? [0, 0, 0, 1] : [255, 255, 255, 1];
  for (let share = 1; share > 0; share -= 0.04) {
    const mixed = mix(seen, pole, share);
    if (contrast(mixed, background) >= ratio) return mixed;
  }
  return pole;
}

/** How far apart two colours are on the colour wheel, in degrees from 0 to 180; 180 where one is grey. */
export function hueDistance(first: Colour, second: Colour): number {
  const [a, b] = [hue(first), hue(second)];
  if (a === null || b === null) return 180;
  const apart = Math.abs(a - b) % 360;
  return Math.min(apart, 360 - apart);
}

function luminance([red, green, blue]: Colour): number {
  const linear = (channel: number): number => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function hue([red, green, blue]: Colour): number | null {
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  if (range < 8) return null;
  if (most === red) return 60 * (((green - blue) / range + 6) % 6);
  return most === green ? 60 * ((blue - red) / range + 2) : 60 * ((red - green) / range + 4);
}
