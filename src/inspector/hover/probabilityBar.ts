/** The kinds of VS Code's themes. */
export type ThemeKind = 'light' | 'dark' | 'high-contrast' | 'high-contrast-light';

/** How a bar is drawn: its colours by the theme, its height by the letters beside it (their size in pixels). */
export interface BarStyle {
  readonly theme: ThemeKind;
  readonly fontSize: number;
}

interface Colours {
  readonly bar: string;
  /** What the whole, a probability of 1, is filled with and framed by. */
  readonly track: string;
  readonly frame: string;
}

/**
 * A picture knows nothing of VS Code's variables: these are the values of `charts.blue` in its own themes, moved where they
 * do not stand out from the hover's background by 3 : 1; high contrast frames what it fills.
 */
const colours: Readonly<Record<ThemeKind, Colours>> = {
  light: { bar: '#1a85ff', track: '#0000001a', frame: 'none' },
  dark: { bar: '#3794ff', track: '#ffffff1f', frame: 'none' },
  'high-contrast': { bar: '#3794ff', track: 'none', frame: '#6fc3df' },
  'high-contrast-light': { bar: '#0f4a85', track: 'none', frame: '#0f4a85' },
};

/** A bar as long as a probability in [0, 1], as a data URI of an SVG picture. */
export function probabilityBar(share: number, { theme, fontSize }: BarStyle): string {
  const { bar, track, frame } = colours[theme];
  const height = Math.max(6, Math.round(fontSize * 0.7));
  const width = Math.round(fontSize * 11);
  // What is not 0 is seen.
  const length = share > 0 ? Math.max(1, share * width) : 0;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" fill="${track}" stroke="${frame}"/>` +
    `<rect width="${Number(length.toFixed(2))}" height="${height}" fill="${bar}"/></svg>`;
  return `data:image/svg+xml;base64,${btoa(svg)}`;
}
