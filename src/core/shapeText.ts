/** A shape as NumPy prints it, `()`, `(5,)` or `(2, 3)`; one of very many axes is cut with `…`. */
export function shapeText(shape: readonly number[]): string {
  const shown = shape.slice(0, maximumShown).join(', ');
  if (shape.length > maximumShown) return `(${shown}, …)`;
  return shape.length === 1 ? `(${shown},)` : `(${shown})`;
}

const maximumShown = 12;
