import { UserError } from '../core/userError.js';
import { isText, isWideText } from './textEncoding.js';

/** Begins a sentence such as “This looks like …”, and says what to do instead. */
interface ForeignFormat {
  readonly looksLike: string;
  readonly advice: string;
  matches(head: Uint8Array, name: string): boolean;
}

/**
 * The refusal, `unsupported-format`, of content that no reader recognises. It says what the first bytes (up to 512)
 * look like, and how to get a file that can be read.
 */
export function unsupportedFormat(head: Uint8Array, name: string): UserError {
  const { looksLike, advice } = foreignFormats.find((format) => format.matches(head, name)) ?? unknownContent;
  const misnamed = /\.npy$/i.test(name) ? ' It is named .npy, but does not begin as a .npy file does.' : '';
  return new UserError(
    'unsupported-format',
    `This looks like ${looksLike}, which cannot be read.${misnamed} ${advice}`,
  );
}

const saveArray = 'Save the array with np.save(path, x).';
const tensorCall = 'np.save(path, x.detach().float().cpu().numpy())';
const saveTensor = `Save the tensor with ${tensorCall}.`;
const unpack = 'Unpack it first, then open the file inside.';

const unknownContent = { looksLike: 'binary data of an unknown format', advice: saveArray };

function startsWith(...prefixes: readonly string[]): (head: Uint8Array) => boolean {
  return (head) => prefixes.some((prefix) => latin1(head.subarray(0, prefix.length)) === prefix);
}

/** A foreign format that is known by the bytes (written as Latin-1) that it begins with. */
function beginning(looksLike: string, advice: string, ...prefixes: readonly string[]): ForeignFormat {
  return { looksLike, advice, matches: startsWith(...prefixes) };
}

/** As `beginning`, where plain text may begin so, too. */
function binaryBeginning(looksLike: string, advice: string, ...prefixes: readonly string[]): ForeignFormat {
  const starts = startsWith(...prefixes);
  return { looksLike, advice, matches: (head) => starts(head) && !isText(head) };
}

const isZip = startsWith('PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08');
const saveEach = "Save one array of it with np.save(path, np.load('it.npz')['logits']).";

/** Checked in this order; the names of zip files break ties, since many formats are zip archives inside. */
const foreignFormats: readonly ForeignFormat[] = [
  { looksLike: 'a NumPy .npz archive', advice: saveEach, matches: (head, name) => isZip(head) && /\.npz$/i.test(name) },
  {
    looksLike: 'a PyTorch file (a zip archive with a pickle)',
    advice: saveTensor,
    matches: (head, name) => isZip(head) && (/\.(pt|pth|bin|ckpt)$/i.test(name) || latin1(head).includes('data.pkl')),
  },
  {
    looksLike: 'a zip archive (as .npz and PyTorch files are)',
    advice: `${saveEach} If it is a PyTorch file, save the tensor with ${tensorCall}.`,
    matches: isZip,
  },
  {
    looksLike: 'a Python pickle or an older PyTorch file',
    advice: `Pickles are never run here. ${saveTensor}`,
    matches: isPickle,
  },
  beginning('an HDF5 file', 'Save the data set with np.save(path, dataset[:]).', '\x89HDF\r\n\x1a\n'),
  { looksLike: 'a safetensors file', advice: `Load one tensor of it. ${saveTensor}`, matches: isSafetensors },
  beginning('a GGUF model file', saveTensor, 'GGUF'),
  beginning('a Parquet file', 'Save the column with np.save(path, column.to_numpy()).', 'PAR1'),
  beginning('an Arrow or Feather file', 'Save the column with np.save(path, column.to_numpy()).', 'ARROW1', 'FEA1'),
  beginning(
    'a MATLAB file',
    "Save the variable with np.save(path, scipy.io.loadmat('it.mat')['logits']).",
    'MATLAB 5.0',
  ),
  beginning('an SQLite database', saveArray, 'SQLite format 3\0'),
  beginning('a PNG image', saveArray, '\x89PNG'),
  beginning('a JPEG image', saveArray, '\xff\xd8\xff'),
  beginning('a GIF image', saveArray, 'GIF87a', 'GIF89a'),
  beginning('a TIFF image', saveArray, 'II*\0', 'MM\0*'),
  beginning('a PDF document', saveArray, '%PDF-'),
  beginning('a gzip file', unpack, '\x1f\x8b'),
  beginning('a Zstandard file', unpack, '\x28\xb5\x2f\xfd'),
  binaryBeginning('a bzip2 file', unpack, 'BZh'),
  beginning('an xz file', unpack, '\xfd7zXZ\0'),
  beginning('a 7-Zip archive', unpack, '7z\xbc\xaf\x27\x1c'),
  binaryBeginning('a program', saveArray, '\x7fELF', 'MZ'),
  { looksLike: 'text in UTF-16 or UTF-32', advice: 'Save it as JSON in UTF-8.', matches: isWideText },
  {
    looksLike: 'a table of text (CSV)',
    advice: saveTable(','),
    matches: (head, name) => isText(head) && /\.csv$/i.test(name),
  },
  {
    looksLike: 'a table of text (TSV)',
    advice: saveTable('\\t'),
    matches: (head, name) => isText(head) && /\.tsv$/i.test(name),
  },
  {
    looksLike: 'text that is not JSON',
    advice: `Write the numbers as JSON, as in [[1.5, -0.5], [2, 0]], or save them with np.save(path, x).`,
    matches: isText,
  },
];

function saveTable(delimiter: string): string {
  return `Save its numbers with np.save(path, np.loadtxt('table', delimiter='${delimiter}')).`;
}

/** Bytes as characters of the same numbers, which the decoder that is named latin1 does not quite do. */
function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/**
 * From protocol 2 on a pickle begins with its number; before that with any of its operations, and only the name tells.
 */
function isPickle(head: Uint8Array, name: string): boolean {
  const [first = 0, second = 0] = head;
  if (first === 0x80) return second >= 2 && second <= 5;
  return /\.(pkl|pickle|pt|pth)$/i.test(name) && /^[()\]}FGIJKLMNSTUVXc]/.test(latin1(head.subarray(0, 1)));
}

/** A safetensors file begins with the length of its JSON header, 8 bytes little-endian, and then the header itself. */
export function isSafetensors(head: Uint8Array): boolean {
  return head[8] === 0x7b && head.subarray(4, 8).every((byte) => byte === 0);
}
