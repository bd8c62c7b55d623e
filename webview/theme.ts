import { type ReadonlySignal, signal } from '@preact/signals';
import { type Colour, contrast, cssColour, hueDistance, legible, mix, over, parseColour } from './contrast.js';

const names = [
  'background',
  'dim',
  'grid',
  'track',
  'grey',
  'blue',
  'blueText',
  'orange',
  'orangeText',
  'marker',
] as const;

/** The colours of what is drawn on a canvas, and its type. */
export type Palette = Readonly<Record<(typeof names)[number] | 'fontFamily', string>>;

/**
 * Follows VS Code's theme. The theme's own colours are kept where they can be read on its background and moved
 * towards black or white where they cannot (charts-orange on white, iconPassed on white); the results go to the
 * style sheet as `--li-…` and to canvases as a palette.
 */
export function followTheme(body: HTMLElement): ReadonlySignal<Palette> {
  const palette = signal<Palette>(firstPalette);
  const probe = body.ownerDocument.createElement('span');
  probe.hidden = true;
  body.append(probe);
  const read = (): void => {
    palette.value = apply(body, (variables) => resolve(probe, variables));
  };
  read();
  const observer = new MutationObserver(read);
  observer.observe(body, { attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(body.ownerDocument.documentElement, { attributeFilter: ['style'] });
  return palette;
}

const firstPalette: Palette = {
  ...{
    background: 'Canvas',
    dim: 'CanvasText',
    grid: 'GrayText',
    track: 'GrayText',
    grey: 'GrayText',
    marker: 'CanvasText',
  },
  ...{
    blue: 'LinkText',
    blueText: 'LinkText',
    orange: 'CanvasText',
    orangeText: 'CanvasText',
    fontFamily: 'sans-serif',
  },
};

type Resolve = (variables: readonly string[]) => Colour | null;

function apply(body: HTMLElement, resolved: Resolve): Palette {
  const background = resolved(['editor-background']) ?? [255, 255, 255, 1];
  const text = legible(resolved(['editor-foreground', 'foreground']) ?? [0, 0, 0, 1], background, 7);
  const readable = (...variables: string[]): Colour => legible(resolved(variables) ?? text, background, 4.5);
  const drawn = (colour: Colour | null): Colour => legible(colour ?? text, background, 3);
  const blue = resolved(['charts-blue', 'textLink-foreground']) ?? text;
  const orange = orangeBeside(blue, resolved) ?? text;
  const dim = dimBeside(text, background, readable('descriptionForeground', 'disabledForeground'));
  const border = resolved(['contrastBorder']);
  const grid = mix(text, background, 0.15);
  const colours = {
    ...{ background, text, dim, grid },
    ...{ blue: drawn(blue), blueText: legible(blue, background, 4.5) },
    ...{ orange: drawn(orange), orangeText: legible(orange, background, 4.5) },
    warning: readable('editorWarning-foreground', 'list-warningForeground'),
    error: readable('errorForeground', 'editorError-foreground'),
    ok: readable('testing-iconPassed', 'charts-green'),
    grey: drawn(mix(dim, background, 0.6)),
    line: border === null ? grid : over(border, background),
    track: mix(text, background, 0.1),
    marker: drawn(resolved(['focusBorder']) ?? dim),
  };
  for (const [name, colour] of Object.entries(colours)) body.style.setProperty(`--li-${name}`, cssColour(colour));
  const entries = names.map((name) => [name, cssColour(colours[name])] as const);
  return { ...firstPalette, ...Object.fromEntries<string>(entries), fontFamily: getComputedStyle(body).fontFamily };
}

/**
 * Orange stands apart from blue even where a theme paints both alike, as High Contrast Light does. VS Code's own
 * `charts-orange` is a translucent brown in its default themes: the orange of its symbols comes first.
 */
function orangeBeside(blue: Colour, resolved: Resolve): Colour | null {
  const names = ['symbolIcon-classForeground', 'charts-orange', 'editorWarning-foreground', 'charts-red'];
  const candidates = names.map((name) => resolved([name]));
  return candidates.find((candidate) => candidate !== null && hueDistance(candidate, blue) > 60) ?? null;
}

/** What is said quietly looks so even where a theme has one colour for both, as Light Modern does. */
function dimBeside(text: Colour, background: Colour, dim: Colour): Colour {
  return contrast(dim, background) > 0.9 * contrast(text, background)
    ? legible(mix(text, background, 0.78), background, 4.6)
    : dim;
}

/** The first of the theme's colours that it defines, as the browser resolves it. */
function resolve(probe: HTMLElement, variables: readonly string[]): Colour | null {
  const style = getComputedStyle(probe.ownerDocument.documentElement);
  const defined = variables.find((name) => style.getPropertyValue(`--vscode-${name}`).trim() !== '');
  if (defined === undefined) return null;
  probe.style.color = `var(--vscode-${defined})`;
  const colour = parseColour(getComputedStyle(probe).color);
  return colour !== null && colour[3] > 0 ? colour : null;
}
