import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { UserErrorCode } from '../../../src/core/userError.js';
import { readLabels } from '../../../src/formats/labels.js';
import { memorySource } from '../../../src/formats/memorySource.js';
import { assertRejects } from './refusal.js';

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

async function labels(name: string, content: string | Uint8Array): Promise<unknown> {
  const { classNames, targets } = await readLabels(memorySource(bytesOf(content)), name);
  return { ...(classNames && { classNames }), ...(targets && { targets: [...targets] }) };
}

const npy = (descr: string, fortran: string, shape: string, data: Uint8Array): Uint8Array => {
  const text = `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }\n`;
  return Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    Uint8Array.of(text.length, 0),
    Buffer.from(text),
    data,
  ]);
};

describe('readLabels', () => {
  const good: readonly (readonly [string, string, string | Uint8Array, unknown])[] = [
    ['an array of strings as names', 'x.json', '["cat", "dog"]', { classNames: ['cat', 'dog'] }],
    ['escapes and a byte order mark', 'x.JSON', '\ufeff[ "\\u00e9", "\ud83d\ude00" ]\r\n', { classNames: ['é', '😀'] }],
    ['an array of integers as targets', 'x.json', '[0, 3, -100, 2.0]', { targets: [0, 3, -100, 2] }],
    ['nested integers in C order', 'x.json', '[[0, 1], [2, 3]]', { targets: [0, 1, 2, 3] }],
    ['one integer', 'x.json', '7', { targets: [7] }],
    [
      'an object with both',
      'x.json',
      '{"labels": [1, 0], "other": [{}], "classNames": ["a", "b"]}',
      { classNames: ['a', 'b'], targets: [1, 0] },
    ],
    ['tokens and targets', 'x.json', '{"tokens": ["a"], "targets": [0]}', { classNames: ['a'], targets: [0] }],
    ['labels that are names', 'x.json', '{"labels": ["a", "b"]}', { classNames: ['a', 'b'] }],
    ['classNames before tokens', 'x.json', '{"tokens": ["t"], "classNames": ["c"]}', { classNames: ['c'] }],
    ['lines as names', 'x.txt', 'cat\ndog\n', { classNames: ['cat', 'dog'] }],
    ['lines with CRLF, a byte order mark and no last end', 'x.txt', '\ufeffcat\r\ndog', { classNames: ['cat', 'dog'] }],
    [
      'spaces and empty lines between names as they are',
      'x.txt',
      ' a\n\nb \n[PAD]\n',
      { classNames: [' a', '', 'b ', '[PAD]'] },
    ],
    ['lines of integers as targets', 'x.txt', '3\n 1 \r\n-100\n+2\n\n', { targets: [3, 1, -100, 2] }],
    ['lines of which one is no integer as names', 'x.txt', '1\n2\nthree\n', { classNames: ['1', '2', 'three'] }],
    ['a .npy file', 'x.npy', npy('<i2', 'False', '(2,)', Uint8Array.of(5, 0, 255, 255)), { targets: [5, -1] }],
    ['a .npy file by its content', 'x.txt', npy('|u1', 'False', '(2,)', Uint8Array.of(5, 6)), { targets: [5, 6] }],
    [
      'a .npy file in Fortran order, in C order',
      'x.npy',
      npy('|u1', 'True', '(2, 3)', Uint8Array.of(0, 3, 1, 4, 2, 5)),
      { targets: [0, 1, 2, 3, 4, 5] },
    ],
    [
      'integers that are stored as floats',
      'x.npy',
      npy('<f4', 'False', '(2,)', new Uint8Array(new Float32Array([2, 4]).buffer)),
      { targets: [2, 4] },
    ],
  ];
  for (const [what, name, content, expected] of good) {
    it(`reads ${what}`, async () => assert.deepEqual(await labels(name, content), expected));
  }

  const bad: readonly (readonly [string, UserErrorCode, string, string | Uint8Array])[] = [
    ['no bytes', 'empty', 'x.json', ''],
    ['no bytes of text', 'empty', 'x.txt', ''],
    ['only line ends', 'empty', 'x.txt', '\n\r\n'],
    ['no labels', 'empty', 'x.json', '[]'],
    ['no targets', 'empty', 'x.npy', npy('<i4', 'False', '(0,)', new Uint8Array(0))],
    ['an empty line between integers', 'corrupt', 'x.txt', '1\n\n2\n'],
    ['bytes that are not UTF-8', 'corrupt', 'x.txt', Uint8Array.of(0x61, 0xff)],
    ['UTF-16', 'unsupported-format', 'x.txt', Buffer.from('\ufeffcat\n', 'utf16le')],
    ['UTF-16 JSON', 'unsupported-format', 'x.json', Buffer.from('["a"]', 'utf16le')],
    ['fractions', 'bad-option', 'x.json', '[0.5, 1]'],
    ['NaN', 'bad-option', 'x.json', '[NaN]'],
    ['integers beyond 2^53', 'bad-option', 'x.txt', '9007199254740993\n'],
    ['fractions in .npy', 'bad-option', 'x.npy', npy('<f2', 'False', '(1,)', Uint8Array.of(0, 0x38))],
    ['ragged targets', 'ragged', 'x.json', '[[1, 2], [3]]'],
    ['names among numbers', 'not-numeric', 'x.json', '[1, "cat"]'],
    ['numbers among names', 'not-numeric', 'x.json', '["cat", 1]'],
    ['numbers as names', 'not-numeric', 'x.json', '{"classNames": [1, 2]}'],
    ['null', 'not-numeric', 'x.json', 'null'],
    ['objects', 'not-numeric', 'x.json', '[{"label": 1}]'],
    ['an object without known keys', 'unsupported-format', 'x.json', '{"0": "cat"}'],
    ['a key twice', 'corrupt', 'x.json', '{"labels": [1], "labels": [2]}'],
    ['broken JSON', 'corrupt', 'x.json', '["a",]'],
    ['truncated JSON', 'truncated', 'x.json', '["a", "b'],
    ['a second value', 'corrupt', 'x.json', '["a"]\n["b"]'],
    ['text in .npy', 'unsupported-dtype', 'x.npy', npy('<U1', 'False', '(1,)', new Uint8Array(4))],
    ['another format', 'unsupported-format', 'x.csv', 'a,b\n'],
  ];
  for (const [what, code, name, content] of bad) {
    it(`refuses ${what} in ${name} as ${code}`, () => assertRejects(labels(name, content), code));
  }

  it('refuses more than 64 MiB without reading', async () => {
    const source = { size: 64 * 1024 * 1024 + 1, read: () => Promise.reject(new Error('read')) };
    await assertRejects(readLabels(source, 'x.txt'), 'too-large');
  });

  it('reads integers that NumPy wrote, of every type', async () => {
    for (const type of ['i1', 'i2', 'i4', 'u1', 'u2', 'u4']) {
      for (const order of ['little', 'big']) {
        const bytes = readFileSync(`test/fixtures/npy/${type}_${order}.npy`);
        const { targets } = await readLabels(memorySource(bytes), 'labels.npy');
        assert.deepEqual([...(targets ?? [])].slice(2), [0, 1, 100]);
      }
    }
  });
});
