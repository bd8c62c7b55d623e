/**
 * The arithmetic of the rows' scrolling. *Content* pixels are those of a column as tall as all its lines;
 * *scroll* pixels are what the browser's scrollbar counts. They are the same until the column is taller than a
 * browser can hold; from there on the scrollbar stands for the column in proportion, with both ends exact.
 *
 *     content  0 ─────────────── top ────────── content height − viewport
 *     scroll   0 ─── scrollTop ─── scroll height − viewport
 */
export interface Extent {
  /** How many lines there are. */
  readonly total: number;
  /** The height of a line in pixels. */
  readonly lineHeight: number;
  /** The height in which lines are seen, in pixels. */
  readonly viewport: number;
}

/**
 * The tallest column that is scrolled one to one. Chromium caps an element at 33,554,426 px, less at a zoom of
 * 400 %.
 */
export const tallest = 8_000_000;

/** The height of all lines in content pixels. */
export function contentHeight(extent: Extent): number {
  return extent.total * extent.lineHeight;
}

/** The height to give the element that is scrolled. */
export function scrollHeight(extent: Extent): number {
  return Math.min(contentHeight(extent), tallest);
}

/** Whether the scrollbar stands for the column in proportion only. */
export function isScaled(extent: Extent): boolean {
  return contentHeight(extent) > tallest;
}

/** A top in content pixels that leaves no gap at either end. */
export function clampTop(top: number, extent: Extent): number {
  return Math.max(0, Math.min(top, lastTop(extent)));
}

/** The top in content pixels that a scrollbar at `scrollTop` means. */
export function topAt(scrollTop: number, extent: Extent): number {
  const lastScroll = scrollHeight(extent) - extent.viewport;
  if (!isScaled(extent)) return clampTop(scrollTop, extent);
  // A browser reports the end of a scrolled element up to a pixel short.
  if (scrollTop >= lastScroll - 1) return lastTop(extent);
  return clampTop((scrollTop / lastScroll) * lastTop(extent), extent);
}

/** Where the scrollbar stands for a top in content pixels. */
export function scrollTopFor(top: number, extent: Extent): number {
  if (!isScaled(extent)) return clampTop(top, extent);
  return (clampTop(top, extent) / lastTop(extent)) * (scrollHeight(extent) - extent.viewport);
}

/** The lines `[start, end)` that are seen, in whole or in part, with their top edge at `top`. */
export function visibleLines(top: number, extent: Extent): { readonly start: number; readonly end: number } {
  const start = Math.max(0, Math.floor(top / extent.lineHeight));
  const end = Math.min(extent.total, Math.ceil((top + extent.viewport) / extent.lineHeight));
  return { start: Math.min(start, end), end };
}

/** The top nearest to `top` at which the whole line at `position` is seen. */
export function reveal(position: number, top: number, extent: Extent): number {
  const lineTop = position * extent.lineHeight;
  if (lineTop < top) return clampTop(lineTop, extent);
  const lowest = lineTop + extent.lineHeight - extent.viewport;
  return lowest > top ? clampTop(lowest, extent) : clampTop(top, extent);
}

/** The top at which the line at `position` is in the middle, or `top` itself where the line is seen already. */
export function centre(position: number, top: number, extent: Extent): number {
  if (reveal(position, top, extent) === clampTop(top, extent)) return clampTop(top, extent);
  return clampTop((position + 0.5) * extent.lineHeight - extent.viewport / 2, extent);
}

/** The position that a key moves the selection to from `position`, or null for a key that moves nothing. */
export function movedBy(key: string, position: number, extent: Extent): number | null {
  const page = Math.max(1, Math.floor(extent.viewport / extent.lineHeight) - 1);
  const moves: Readonly<Record<string, number>> = {
    ArrowUp: position - 1,
    ArrowDown: position + 1,
    PageUp: position - page,
    PageDown: position + page,
    Home: 0,
    End: extent.total - 1,
  };
  const moved = moves[key];
  return moved === undefined ? null : Math.max(0, Math.min(extent.total - 1, moved));
}

function lastTop(extent: Extent): number {
  return Math.max(0, contentHeight(extent) - extent.viewport);
}
