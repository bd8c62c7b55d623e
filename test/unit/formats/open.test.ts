import assert from 'node:assert/strict';
import { deflateRawSync, gzipSync } from 'node:zlib';
import type { OpenOptions } from '../../../src/formats/open.js';
import { memorySource } from '../../../src/formats/memorySource.js';
import { openTensor } from '../../../src/formats/open.js';
import { assertRejects } from './refusal.js';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

const safetensors = latin1('\x50\0\0\0\0\0\0\0{"logits":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}');

/** Name, first bytes, and what the refusal says. */
const foreign: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['logits.npz', latin1('PK\x03\x04\x14\0\0\0'), /\.npz archive.*np\.load/],
  ['model.pt', latin1('PK\x03\x04\0\0\x08\x08'), /PyTorch.*np\.save/],
  ['model', latin1('PK\x03\x04\0\0\x08\x08\0\0archive/data.pkl'), /PyTorch/],
  ['x.zip', latin1('PK\x03\x04rest'), /zip archive/],
  ['empty.npz', latin1('PK\x05\x06' + '\0'.repeat(18)), /\.npz archive/],
  ['x.pkl', latin1('\x80\x04\x95\x10'), /pickle.*never run/],
  ['old.pt', latin1('\x80\x02\x8a\x0al\xfc'), /pickle/],
  ['x.h5', latin1('\x89HDF\r\n\x1a\n'), /HDF5/],
  ['x.safetensors', safetensors, /safetensors/],
  ['x.json', safetensors, /safetensors/],
  ['x.gguf', latin1('GGUF\x03\0\0\0'), /GGUF/],
  ['x.parquet', latin1('PAR1\x15'), /Parquet/],
  ['x.mat', latin1('MATLAB 5.0 MAT-file'), /MATLAB/],
  ['x.png', latin1('\x89PNG\r\n\x1a\n'), /PNG/],
  ['x.npy', latin1('\x89PNG\r\n\x1a\n'), /PNG.*named \.npy/],
  ['x.jpg', latin1('\xff\xd8\xff\xe0'), /JPEG/],
  ['x.npy.gz', gzipSync('x'), /gzip.*[Uu]npack/],
  ['x.zst', latin1('\x28\xb5\x2f\xfd'), /Zstandard/],
  ['x.7z', latin1('7z\xbc\xaf\x27\x1c'), /7-Zip/],
  ['x.bin', deflateRawSync('x'.repeat(99)), /unknown format.*np\.save/],
  ['x.npy', new Uint8Array(100), /unknown format/],
  ['x', Uint8Array.of(0), /cannot be read/],
  ['x.npy', latin1('hello world'), /text.*named \.npy/],
  ['x.txt', latin1('tensor([1., 2.])'), /text.*JSON/],
  ['x.txt', latin1('1 2 3\n4 5 6\n'), /text/],
  ['x.csv', latin1('a,b\n1,2\n'), /CSV.*loadtxt/],
  ['x.tsv', latin1('1\t2\n'), /TSV/],
];

describe('openTensor', () => {
  for (const [name, bytes, says] of foreign) {
    it(`says what ${name} with ${JSON.stringify(Buffer.from(bytes.subarray(0, 8)).toString('latin1'))} looks like`, async () => {
      await assertRejects(openTensor(memorySource(bytes), name), 'unsupported-format', says);
    });
  }

  it('refuses no bytes as empty', async () => {
    await assertRejects(openTensor(memorySource(new Uint8Array(0)), 'x.npy'), 'empty');
    await assertRejects(openTensor(memorySource(new Uint8Array(0)), 'x.json'), 'empty');
  });

  it('refuses to read as any type but bfloat16', async () => {
    const options = { dtype: 'float16' } as unknown as OpenOptions;
    await assertRejects(openTensor(memorySource(latin1('[1]')), 'x.json', options), 'bad-option');
  });

  it('reads of a foreign file no more than its first bytes', async () => {
    const reads: number[] = [];
    const source = {
      size: 2 ** 40,
      read: (_offset: number, length: number) => {
        reads.push(length);
        return Promise.resolve(new Uint8Array(length));
      },
    };
    await assertRejects(openTensor(source, 'x.npy'), 'unsupported-format');
    assert.deepEqual(reads, [512]);
  });
});

describe('memorySource', () => {
  it('answers just the bytes that are asked for, and refuses those beyond its end', async () => {
    const source = memorySource(Uint8Array.of(1, 2, 3));
    assert.equal(source.size, 3);
    assert.deepEqual([...(await source.read(1, 2))], [2, 3]);
    assert.deepEqual([...(await source.read(3, 0))], []);
    await assertRejects(source.read(2, 2), 'truncated', 'end at byte 3');
  });
});
