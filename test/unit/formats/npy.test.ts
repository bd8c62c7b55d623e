import assert from 'node:assert/strict';
import { UserError } from '../../../src/core/userError.js';
import { memorySource } from '../../../src/formats/memorySource.js';
import { openTensor } from '../../../src/formats/open.js';
import { CountingSource, virtualSource } from './countingSource.js';
import { bitsOf, fixtures, readAll } from './fixtures.js';
import { assertRejects } from './refusal.js';

const header = (descr: string, shape: string): Uint8Array => {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117) + '\n';
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), Uint8Array.of(text.length, 0), Buffer.from(text)]);
};

describe('openTensor of a .npy file', () => {
  for (const { name, bytes, expected } of fixtures('npy')) {
    const { refusal, says, remedy, options } = expected;
    if (refusal) {
      it(`refuses ${name} as ${refusal}`, async () => {
        const opening = openTensor(memorySource(bytes), name, options);
        await assertRejects(opening, refusal, says);
        await assert.rejects(opening, (error) => error instanceof UserError && error.remedy === remedy);
      });
      continue;
    }
    it(`reads ${name} as NumPy does`, async () => {
      const opened = await openTensor(memorySource(bytes), name, options);
      const { shape, dtype, fortranOrder } = opened.tensor;
      assert.equal(opened.format, 'npy');
      assert.deepEqual({ shape, dtype }, { shape: expected.shape, dtype: expected.dtype });
      // A vector is in both orders at once, whatever its header says.
      if (shape.length > 1) assert.equal(fortranOrder, expected.fortranOrder);
      assert.equal(opened.notices.length, 0);
      assert.deepEqual(bitsOf(await readAll(opened)), expected.values);
      const codes = opened.notices.map(({ code }) => code);
      assert.deepEqual(codes, expected.inexact ? ['inexact-integers'] : []);
    });
  }

  it('names what to do about bfloat16, objects, several arrays and lengths', async () => {
    const message = async (name: string): Promise<string> => {
      const fixture = fixtures('npy').find((candidate) => candidate.name === name);
      assert.ok(fixture);
      return openTensor(memorySource(fixture.bytes), name).then(
        () => 'opened',
        (error: unknown) => (error instanceof UserError ? error.message : 'a bug'),
      );
    };
    assert.match(await message('bfloat16_unasked.npy'), /np\.save writes bfloat16/);
    assert.match(await message('objects.npy'), /never run/);
    assert.match(await message('two_arrays.npy'), /declares 12 bytes .* but \d+ follow.*several arrays/);
    assert.match(await message('one_byte_short.npy'), /declares 12 bytes .* but 11 follow/);
    assert.match(await message('records.npy'), /fields/);
  });

  it('gives the bytes as stored where they are little-endian, into shared memory too', async () => {
    const stored = Uint8Array.of(1, 0, 2, 0, 3, 0);
    const source = memorySource(Buffer.concat([header('<f2', '(3,)'), stored]));
    const readInto = async (offset: number, out: Uint8Array): Promise<void> => {
      out.set(await source.read(offset, out.length));
    };
    const { size } = source;
    for (const each of [source, { size, read: source.read.bind(source), readInto }]) {
      const { tensor } = await openTensor(each, 'x.npy');
      const out = new Uint8Array(new SharedArrayBuffer(4));
      await tensor.readStoredInto?.(1, out);
      assert.deepEqual([...out], [2, 0, 3, 0]);
      await assertRejects(tensor.readStoredInto?.(2, out) ?? Promise.resolve(), 'truncated');
    }
    const { tensor } = await openTensor(memorySource(Buffer.concat([header('>f2', '(3,)'), stored])), 'x.npy');
    assert.ok(!tensor.readStoredInto);
  });

  it('takes the content for what it is, whatever the name', async () => {
    const bytes = Buffer.concat([header('<i2', '(2,)'), Uint8Array.of(1, 0, 2, 0)]);
    for (const name of ['', 'x.json', 'x.txt', 'x']) {
      assert.deepEqual([...(await readAll(await openTensor(memorySource(bytes), name)))], [1, 2]);
    }
  });

  it('reads from bytes that begin at any address', async () => {
    const bytes = Buffer.concat([header('>f8', '(2,)'), Buffer.from('3ff8000000000000c000000000000000', 'hex')]);
    for (let shift = 0; shift < 9; shift++) {
      const shifted = new Uint8Array(bytes.length + shift).subarray(shift);
      shifted.set(bytes);
      assert.deepEqual([...(await readAll(await openTensor(memorySource(shifted), 'x.npy')))], [1.5, -2]);
    }
  });

  it('opens 8 GB by reading its header, and reads of a row that row alone', async () => {
    const head = header('<f2', '(32768, 131072)');
    const size = head.length + 2 * 32768 * 131072;
    // The low byte of an element is that of its index in the row, and the high byte 0x3c: 1 + low / 1024.
    const byteAt = (offset: number): number =>
      (offset - head.length) % 2 === 0 ? ((offset - head.length) / 2) % 256 : 0x3c;
    const source = new CountingSource(virtualSource(size, head, byteAt));
    const { tensor } = await openTensor(source, 'big.npy');
    assert.deepEqual(tensor.shape, [32768, 131072]);
    assert.ok(source.bytesRead < 4096, `${source.bytesRead} bytes were read to open it`);
    source.reads.length = 0;
    const start = 32767 * 131072;
    const row = await tensor.read(start, start + 131072);
    assert.deepEqual(source.reads, [{ offset: head.length + 2 * start, length: 2 * 131072 }]);
    assert.deepEqual([row[0], row[1], row[255], row[256]], [1, 1 + 1 / 1024, 1 + 255 / 1024, 1]);
  });

  it('counts the integers that float64 does not hold in the read that met most of them', async () => {
    const data = new BigInt64Array([2n ** 53n + 1n, 5n, -(2n ** 60n) - 1n, 7n]);
    const bytes = Buffer.concat([header('<i8', '(4,)'), new Uint8Array(data.buffer)]);
    const opened = await openTensor(memorySource(bytes), 'x.npy');
    await opened.tensor.read(1, 2);
    assert.equal(opened.notices.length, 0);
    await opened.tensor.read(0, 4);
    await opened.tensor.read(0, 1);
    assert.match(opened.notices[0]?.message ?? '', /^At least 2 of the int64 values/);
  });

  it('refuses a range that is not there, and one that memory cannot hold', async () => {
    const head = header('<i1', '(1000000000000,)');
    const { tensor } = await openTensor(
      virtualSource(head.length + 1e12, head, () => 1),
      'x.npy',
    );
    await assertRejects(tensor.read(0, 1e12 + 1), 'bad-option');
    await assertRejects(tensor.read(-1, 1), 'bad-option');
    await assertRejects(tensor.read(2, 1), 'bad-option');
    await assertRejects(tensor.read(0, 1e12), 'too-large');
    assert.deepEqual([...(await tensor.read(5, 5))], []);
  });

  it('refuses a header of which megabytes are declared, without reading it', async () => {
    const head = Buffer.concat([Buffer.from('\x93NUMPY\x02\x00', 'latin1'), Uint8Array.of(0, 0, 0, 64)]);
    const source = new CountingSource(virtualSource(2 ** 33, head, () => 0x20));
    await assertRejects(openTensor(source, 'x.npy'), 'too-large', '1073741824 bytes');
    assert.ok(source.bytesRead < 4096);
  });

  it('refuses long nonsense in a header at once', async () => {
    for (const text of [
      '('.repeat(60000),
      `'${'x'.repeat(60000)}`,
      `'${'\\'.repeat(59999)}'`,
      '1,'.repeat(30000),
      ' '.repeat(60000),
    ]) {
      const length = Uint8Array.of(text.length & 255, text.length >> 8);
      const bytes = Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), length, Buffer.from(text)]);
      await assertRejects(openTensor(memorySource(bytes), 'x.npy'), 'corrupt');
    }
  });

  it('refuses a source that became shorter after it was opened', async () => {
    const bytes = Buffer.concat([header('<i2', '(2,)'), Uint8Array.of(1, 0, 2, 0)]);
    let end = bytes.length;
    const source = {
      size: end,
      read: (at: number, length: number) => Promise.resolve(bytes.subarray(at, Math.min(at + length, end))),
    };
    const { tensor } = await openTensor(source, 'x.npy');
    end -= 1;
    await assertRejects(tensor.read(0, 2), 'truncated');
  });

  it('ends a read with the reason of its signal', async () => {
    const bytes = Buffer.concat([header('<i2', '(2,)'), Uint8Array.of(1, 0, 2, 0)]);
    const { tensor } = await openTensor(memorySource(bytes), 'x.npy');
    const reason = new Error('enough');
    await assert.rejects(tensor.read(0, 2, AbortSignal.abort(reason)), reason);
    await assert.rejects(openTensor(memorySource(bytes), 'x.npy', { signal: AbortSignal.abort(reason) }), reason);
  });
});
