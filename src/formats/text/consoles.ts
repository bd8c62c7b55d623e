import type { FoundNumbers } from './reading.js';
import { readTable, type TableFamily } from './tableReader.js';

/** As much of a text's start and end is looked at to tell who printed it. */
const headLength = 2000;

/** Tensors as C++ streams of libtorch print them: ` 2  1`, blocks of columns, and `[ CPUFloatType{2,3} ]` at the end. */
export function readLibtorch(text: string): FoundNumbers | undefined {
  return /\[ \w+Type\{[\d,]*\} \]/.test(text.slice(-200)) ? readTable(text, libtorch) : undefined;
}

/** Arrays as Julia's console shows them, under a line such as `2×3 Matrix{Float32}:`. */
export function readJulia(text: string): FoundNumbers | undefined {
  return /\d(?:-element|(?:×\d+)+) [A-Za-z][^\n]{0,200}:[ \r]*\n/.test(text.slice(0, headLength))
    ? readTable(text, julia)
    : undefined;
}

/** Vectors, matrices and arrays as R prints them: `[1] 0.5 0.25`, `[1,]`, `, , 1`. */
export function readR(text: string): FoundNumbers | undefined {
  return /(?:^|\n) *(?:\[1\] +[-+.\dNITF]|(?:\[,1\]|, , 1)[^\n]*\n)/.test(text.slice(0, headLength))
    ? readTable(text, r)
    : undefined;
}

/** Matrices as Octave and MATLAB show them, below `x =`. */
export function readOctave(text: string): FoundNumbers | undefined {
  const isShown =
    /(?:^|\n)[> ]{0,4}[A-Za-z]\w{0,60}(?:\([^)\n]{0,60}\))? =\s*\n\s*(?:Columns? \d|[-+.\d]|NaN|Inf|ans\(|\w)/;
  return isShown.test(text.slice(0, headLength)) ? readTable(text, octave) : undefined;
}

const prompt = [/(?:>{1,3}|julia>|octave:\d+>)[^\n]*/y, 'ignored'] as const;

const libtorch: TableFamily = {
  printer: 'libtorch',
  pagesFirst: true,
  lines: [
    prompt,
    // The first row stands on the same line.
    [/Columns \d+ (?:to|and) ?\d+/y, 'block'],
    [/\(((?:\d+,){1,62})\.,\.\) = ?/y, 'page'],
    [/(\d[\d.]*(?:e[+-]?\d+)?) ?\*[ \r]*(?=\n)/y, 'scale'],
    [/\[ (?=\w+Type\{([\d,]*)\})(\w+)Type\{[\d,]*\} \]/y, 'shape'],
  ],
};

const julia: TableFamily = {
  printer: 'julia',
  lines: [
    prompt,
    [/(\d+)-element ([A-Za-z][^\n]*):/y, 'shape'],
    [/(\d+(?:×\d+)+) ([A-Za-z][^\n]*):/y, 'shape'],
    [/\[:, :, (\d+(?:, \d+)*)\] =/y, 'page'],
  ],
};

const r: TableFamily = {
  printer: 'r',
  lines: [
    prompt,
    [/\[ (?:reached|getOption)[^\n]{0,80}omitted (\d+) (?:entries|rows|row\(s\)|slices|matrix slice)[^\n]*/y, 'elided'],
    [/, , (\d+(?:, \d+)*)/y, 'page'],
    [/\[,\d+\](?: +\[,\d+\])*/y, 'block'],
    [/\[\d+,\]/y, 'label'],
    [/\[(\d+)\]/y, 'index'],
  ],
};

const octave: TableFamily = {
  printer: 'octave',
  lines: [
    prompt,
    [/\w+\(:,:,(\d+(?:,\d+)*)\) =/y, 'page'],
    [/([A-Za-z]\w*) =/y, 'name'],
    [/Columns? \d+(?: (?:through|and|to) \d+)?:?/y, 'block'],
    [/(\d[\d.]*e[+-]?\d+) {0,4}\*/y, 'scale'],
    [/(\d+(?:×\d+)+) (\w+)[^\n]*/y, 'shape'],
  ],
};
