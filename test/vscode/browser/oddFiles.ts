import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file to open, and what the page must say of it; undefined where the test looks for more than words. */
interface OddFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly says?: RegExp;
}

/** Names of classes that would run, or turn the line around, if they were taken for anything but text. */
export const hostileLabels = [
  '<img src=x onerror="document.title=\'owned\'">',
  '"><script>document.title="owned"</script>',
  '\u202egnp.exe',
  '',
];

const digits = readFileSync(fileURLToPath(new URL('../../../../media/samples/digits.npy', import.meta.url)));

/** Files that open, each with something that is seldom seen. */
export const odd: readonly OddFile[] = [
  { name: 'edited.json', content: '{"logits": [[1, 2], [3, 4]]}' },
  { name: 'comes-and-goes.npy', content: digits },
  { name: 'unlabelled.npy', content: digits },
  { name: 'picks.npy', content: digits },
  { name: 'hostile.json', content: JSON.stringify({ logits: [[4, 3, 2, 1]], classNames: hostileLabels }) },
  // 1.0, 2.0, −1.5 are 0x3f80, 0x4000, 0xbfc0 in bfloat16.
  {
    name: 'brain.npy',
    content: npy("{'descr': '<V2', 'fortran_order': False, 'shape': (3,), }", [0x80, 0x3f, 0, 0x40, 0xc0, 0xbf]),
  },
  { name: 'no-elements.json', content: '[[], []]', says: /no classes|no elements|no rows|empty/i },
  { name: 'one-class.json', content: '[[3], [4]]', says: /one class/i },
  { name: 'one-number.json', content: '3.5', says: /one class/i },
  { name: 'all-masked.json', content: '[[-Infinity, -Infinity], [1, 2]]', says: /fully masked/i },
];

const eightZeros = Array.from({ length: 8 }, () => 0);

/** Files that cannot be read, each with the word that says why. */
export const broken = [
  {
    name: 'complex.npy',
    content: npy("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", eightZeros),
    says: /complex/,
  },
  {
    name: 'objects.npy',
    content: npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", eightZeros),
    says: /object/i,
  },
  {
    name: 'code.npy',
    content: npy("{'descr': '<f4', 'shape': (__import__('os').system('true'),)}", eightZeros),
    says: /header/i,
  },
  {
    name: 'short.npy',
    content: npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", eightZeros),
    says: /16/,
  },
  { name: 'empty.npy', content: new Uint8Array(0), says: /empty/i },
  { name: 'not-an-array.npy', content: 'PK\u0003\u0004zip', says: /zip|npz/i },
] as const satisfies readonly OddFile[];

/** A .npy file of version 1 by hand: magic, version, header padded to 128 bytes in all, data. */
function npy(header: string, data: readonly number[]): Uint8Array {
  const text = `${header.padEnd(117)}\n`;
  return Uint8Array.of(0x93, ...Buffer.from('NUMPY'), 1, 0, text.length, 0, ...Buffer.from(text), ...data);
}
