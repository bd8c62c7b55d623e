import { elementAt } from '../../core/element.js';
import type { Tensor } from '../../core/tensor.js';
import { checkRank, numberWriter, type Specials, type Written, written } from './form.js';

const plain: Specials = { nan: 'nan', infinity: 'inf', negativeInfinity: '-inf' };

/** The lines of a tensor of at most two axes, each number written. */
function linesOf(tensor: Tensor, form: string, write: (value: number) => string): string[][] {
  const given: Written = written(tensor);
  checkRank(given, 2, form);
  const { shape, values } = given;
  const columns = shape.at(-1) ?? 1;
  const rows = shape.length === 2 ? (shape[0] ?? 0) : 1;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => write(elementAt(values, row * columns + column))),
  );
}

/** Comma-separated values without a header, as `numpy.loadtxt(…, delimiter=',')` reads them. */
export function csv(tensor: Tensor): string {
  return linesOf(tensor, 'CSV', numberWriter(tensor.dtype, plain))
    .map((line) => line.join(','))
    .join('\n');
}

/** A table of GitHub's Markdown; the head has the classes' names, else their numbers. */
export function markdownTable(tensor: Tensor): string {
  const lines = linesOf(tensor, 'A Markdown table', numberWriter(tensor.dtype, plain));
  const columns = tensor.shape.at(-1) ?? 1;
  const names = tensor.classAxis === tensor.shape.length - 1 ? tensor.classNames : undefined;
  const head = Array.from({ length: columns }, (_, index) => escaped(names?.[index] ?? String(index)));
  return markdownLines([head, ...lines]);
}

/** The first line is the head. Columns are as wide as their widest cell, and right-aligned. */
export function markdownLines(lines: readonly (readonly string[])[]): string {
  const columns = lines[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    lines.reduce((most, line) => Math.max(most, (line[column] ?? '').length), 3),
  );
  const text = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const padded = lines.map((line) => text(line.map((cell, column) => cell.padStart(widths[column] ?? 0))));
  const rule = text(widths.map((width) => `${'-'.repeat(width - 1)}:`));
  return [padded[0] ?? '', rule, ...padded.slice(1)].join('\n');
}

function escaped(name: string): string {
  return name.replaceAll(/[\\|]/g, '\\$&').replaceAll(/\s+/g, ' ');
}

/** `\begin{bmatrix} … \end{bmatrix}` of amsmath; powers of ten as powers of ten. */
export function latexMatrix(tensor: Tensor): string {
  const specials = { nan: '\\mathrm{NaN}', infinity: '\\infty', negativeInfinity: '-\\infty' };
  const writer = numberWriter(tensor.dtype, specials);
  const number = (value: number): string => writer(value).replace(/e([+-]?)(\d+)$/, latexPower);
  const lines = linesOf(tensor, 'A LaTeX matrix', number).map((line) => `  ${line.join(' & ')}`);
  return `\\begin{bmatrix}\n${lines.join(' \\\\\n')}\n\\end{bmatrix}`;
}

function latexPower(_: string, sign: string, exponent: string): string {
  return ` \\times 10^{${sign === '-' ? '-' : ''}${exponent}}`;
}
