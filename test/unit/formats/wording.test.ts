import assert from 'node:assert/strict';
import { UserError } from '../../../src/core/userError.js';
import { memorySource } from '../../../src/formats/memorySource.js';
import { openTensor } from '../../../src/formats/open.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A .npy file of version 2 that consists of this header and 24 bytes. */
function npy(header: string): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  return Buffer.concat([Buffer.from('\x93NUMPY\x02\0', 'latin1'), length, Buffer.from(header), Buffer.alloc(24)]);
}

const descr = (value: string): Uint8Array => npy(`{'descr': ${value}, 'fortran_order': False, 'shape': (2, 3)}`);
const shape = (value: string): Uint8Array => npy(`{'descr': '<f4', 'fortran_order': False, 'shape': ${value}}`);

/** `code: message` of the refusal, or what the notices say. */
async function answerTo(bytes: Uint8Array, name = 'x.json'): Promise<string> {
  try {
    const { notices, tensor } = await openTensor(memorySource(bytes), name);
    return [`shape ${tensor.shape.join()}`, ...notices.map(({ message }) => message)].join('; ');
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    assert.ok(error.message.length < 300, `${error.message.length} characters`);
    return `${error.code}: ${error.message}`;
  }
}

const long = 'A'.repeat(60_000);

const npyCases: readonly (readonly [Uint8Array, RegExp])[] = [
  [descr("'<c8'"), /'<c8' holds complex numbers and cannot be read\. Save/],
  [descr("'foo'"), /'foo' is not a known dtype and cannot be read/],
  [descr("'<M8[s]'"), /holds dates and/],
  [descr("'<f16'"), /is a long double, whose layout differs by machine, and cannot be read/],
  [descr("'3f4'"), /'3f4' is a sub-array/],
  [descr("'(2,3)f4'"), /is a sub-array/],
  [descr("'f4,f4'"), /is structured.*fields/],
  [descr("'(2,)f4, i8'"), /is structured/],
  [descr("'a\\x0ab\\u202e'"), /'a\\nb\\u\{202e\}' is not/],
  [descr(`'${long}'`), /'A{40}…' is not/],
  [descr('None'), /'descr' is None, not a dtype/],
  [descr("'longlong'"), /truncated: .*declares 48 bytes of data \(int64 of shape \(2, 3\)\), but 24 follow/],
  [shape('5'), /gives an integer as 'shape'/],
  [shape('(None,)'), /gives None as the length of axis 0/],
  [shape('(7,)'), /float32 of shape \(7,\)/],
  [shape('()'), /declares 4 bytes .*float32 of shape \(\)/],
  [shape('(9223372036854775807,)'), /too-large: .*the length 9223372036854775807,/],
  [shape(`(${'9'.repeat(50_000)},)`), /too-large: .*the length 9{40}…,/],
  [npy(''), /The header ends too early, at character 0\./],
  [npy("{'descr': '<f4'"), /The header ends too early, at character 15\./],
  [npy(`{'a': ${long}}`), /"A{40}…" at its character 6/],
  [npy(`{'${long}': 1, '${long}': 2}`), /gives "A{40}…" twice/],
  [npy(`{'descr' '${long}'}`), /"A{40}…"/],
  [npy('[]'), /is a list, not a dictionary/],
];

const jsonCases: readonly (readonly [string, RegExp])[] = [
  ['[1,2', /truncated: The text ends inside \$, after 2 items/],
  ['[[1, 2], [3', /truncated: The text ends inside \$\[1\], after 1 item \(/],
  ['{"logits": [1, 2', /inside \$\.logits, after 2 items/],
  ['[-', /truncated: The text ends inside a number/],
  ['["a', /truncated: The text ends inside a string/],
  ['[1, "a\\', /truncated: The text ends inside a string/],
  ['[1\0]', /corrupt: .*line 1, column 3, byte 2/],
  ['[1.5, 2.5, [...]]', /elided/],
  ['[1.5, 2.5, [ … ]]', /elided/],
  ['[1.5, 2.5, [3]]', /ragged/],
  ['["x\\"y\\u00e9"]', /the string "x\\"yé", not a number/],
  [`["${'é'.repeat(70)}"]`, /the string "é{40}…", not/],
  [`["a${'😀'.repeat(70)}"]`, /the string "a(😀){39}…", not/],
  [`["${'\\u0041'.repeat(70)}"]`, /the string "A{40}…", not/],
  ['["\u202e"]', /the string "\\u\{202e\}"/],
  [`[${'x'.repeat(100)}]`, /There is "x{32}…" where/],
  [`[é${'😀'.repeat(70)}]`, /There is "é(😀){31}…" where/],
  ['{"logits": [1], "dtype": 5}', /“dtype” is not a string\. Write/],
  ['{"logits": [1], "dtype": "float"}', /unsupported-dtype: “dtype” is "float", which is not known/],
  [`{"logits": [1], "dtype": "${long}"}`, /“dtype” is "A{40}…", which/],
  ['{"logits": [1], "axis": 0.5}', /bad-option: .*whole number/],
  ['{"logits": 1, "axis": 1}', /shape \(\): it has no axes/],
  ['{"logits": [1, 2], "axis": 3}', /no axis 3 in a tensor of shape \(2,\)/],
  [`{"logits": [[1]], "shape": [${'1,'.repeat(99_999)}1]}`, /too-large: “shape” has 100000 axes/],
  ['{"logits": [1, 2], "shape": [3]}', /“shape” is \(3,\), but the numbers are of shape \(2,\)/],
  ['{"data": [3], "scores": [2], "logits": [1]}', /“data”, “scores” were passed over/],
  ['{"scores": [2], "logits": [1]}', /“scores” was passed over/],
  ['[9007199254740993]', /1 of the integers lies beyond/],
  ['[1e999, 2e999]', /2 of the numbers are too large/],
  ['{"logits": [300, 1], "dtype": "uint8"}', /1 of the numbers cannot .*; it is read/],
];

const fileCases: readonly (readonly [string, string, RegExp])[] = [
  ['x.zip', 'PK\x03\x04rest', /zip archive.*If it is a PyTorch file, save the tensor with np\.save/],
  ['x.pkl', '\x80\x04\x95\x10', /PyTorch file, which cannot be read\. Pickles are never run here/],
  ['x.pkl', '(lp0\nF1.0\na.', /pickle/],
  ['old.pt', '}q\0.', /pickle/],
  ['x.txt', '(lp0\nF1.0\na.', /text that is not JSON/],
  ['x.txt', 'MZ is a postcode', /text that is not JSON/],
  ['x.txt', 'BZh, said the bee', /text that is not JSON/],
  ['x.exe', 'MZ\x90\0\x03', /a program/],
  ['x.bz2', 'BZh91AY&SY\xcd\x01', /bzip2/],
];

describe('what a reader says', () => {
  for (const [bytes, says] of npyCases) {
    it(`of a .npy file: ${String(says)}`, async () => assert.match(await answerTo(bytes, 'x.npy'), says));
  }
  for (const [text, says] of jsonCases) {
    it(`of ${JSON.stringify(text.slice(0, 40))}`, async () => assert.match(await answerTo(utf8(text)), says));
  }
  for (const [name, bytes, says] of fileCases) {
    it(`of ${name} with ${JSON.stringify(bytes.slice(0, 8))}`, async () =>
      assert.match(await answerTo(Buffer.from(bytes, 'latin1'), name), says));
  }
});
