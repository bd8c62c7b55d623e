import assert from 'node:assert/strict';
import { elementCount } from '../../../src/core/axes.js';
import { Lanes } from '../../../src/core/lanes.js';
import type { TensorSource } from '../../../src/core/tensorSource.js';
import { UserError } from '../../../src/core/userError.js';
import { fixture } from './expected.js';
import { assertRefuses } from './refusal.js';

/** A tensor whose element at storage index i is i, which counts what is read of it. */
class CountingSource implements TensorSource {
  readonly dtype = 'float64';
  reads = 0;
  elements = 0;
  longest = 0;

  constructor(
    readonly shape: readonly number[],
    readonly fortranOrder = false,
  ) {}

  async read(start: number, end: number): Promise<Float64Array> {
    assert.ok(start >= 0 && start < end && end <= elementCount(this.shape), `read [${start}, ${end})`);
    this.reads++;
    this.elements += end - start;
    this.longest = Math.max(this.longest, end - start);
    return Promise.resolve(Float64Array.from({ length: end - start }, (_, at) => start + at));
  }
}

// lanes.py beside the file writes this shape.
const numpyCases = fixture('lanes.json') as readonly {
  readonly shape: readonly number[];
  readonly fortranOrder: boolean;
  readonly classAxis: number;
  readonly rows: readonly number[];
}[];

/** The storage index of one element, by plain index arithmetic. */
function storageIndex(shape: readonly number[], fortranOrder: boolean, index: readonly number[]): number {
  const axes = shape.map((_, axis) => axis);
  if (fortranOrder) axes.reverse();
  return axes.reduce((offset, axis) => offset * (shape[axis] ?? 0) + (index[axis] ?? 0), 0);
}

describe('Lanes', () => {
  it('has the rows of NumPy’s moveaxis for every class axis of either order', async () => {
    for (const { shape, fortranOrder, classAxis, rows } of numpyCases) {
      const lanes = new Lanes(new CountingSource(shape, fortranOrder), classAxis);
      assert.deepEqual([...(await lanes.readRows(0, lanes.rowCount))], rows);
      for (let start = 0; start < lanes.rowCount; start++) {
        for (let end = start; end <= lanes.rowCount; end++) {
          const part = await lanes.readRows(start, end);
          assert.deepEqual([...part], rows.slice(start * lanes.classCount, end * lanes.classCount));
        }
      }
    }
  });

  it('finds single rows in 32 dimensions, any axis, either order', async () => {
    const shape = Array.from({ length: 32 }, (_, axis) => (axis % 3 === 0 ? 3 : axis % 7 === 0 ? 2 : 1));
    for (const fortranOrder of [false, true]) {
      for (let classAxis = 0; classAxis < 32; classAxis++) {
        const lanes = new Lanes(new CountingSource(shape, fortranOrder), classAxis);
        const row = (1234577 * (classAxis + 1)) % lanes.rowCount;
        const index = lanes.rowIndex(row);
        assert.equal(lanes.rowAt(index), row);
        const expected = Array.from({ length: lanes.classCount }, (_, classIndex) =>
          storageIndex(shape, fortranOrder, index.toSpliced(classAxis, 0, classIndex)),
        );
        assert.deepEqual([...(await lanes.readRows(row, row + 1))], expected);
      }
    }
  });

  it('takes a scalar as one row of one class', async () => {
    const lanes = new Lanes(new CountingSource([]), -1);
    assert.deepEqual([lanes.rowCount, lanes.classCount, lanes.rowAxes], [1, 1, []]);
    assert.deepEqual([...(await lanes.readRows(0, 1))], [0]);
    assert.deepEqual(lanes.rowIndex(0), []);
    assert.equal(lanes.rowAt([]), 0);
  });

  it('reads nothing of an empty tensor', async () => {
    for (const [shape, axis, rowCount] of [[[0, 5], 1, 0] as const, [[5, 0], 1, 5] as const, [[0], 0, 1] as const]) {
      const source = new CountingSource(shape);
      const lanes = new Lanes(source, axis);
      assert.equal(lanes.rowCount, rowCount);
      assert.deepEqual([...(await lanes.readRows(0, rowCount))], []);
      assert.equal(source.reads, 0);
    }
  });

  it('numbers rows in C order over the other axes, whatever the storage', () => {
    for (const fortranOrder of [false, true]) {
      const lanes = new Lanes(new CountingSource([2, 3, 4], fortranOrder), 1);
      assert.deepEqual([...lanes.rowAxes], [0, 2]);
      assert.deepEqual(lanes.rowIndex(5), [1, 1]);
      assert.equal(lanes.rowAt([1, 1]), 5);
    }
  });

  it('reads consecutive contiguous rows at once and nothing else', async () => {
    const source = new CountingSource([1000, 50, 32]);
    await new Lanes(source, 2).readRows(4000, 4100);
    assert.deepEqual([source.reads, source.elements], [1, 3200]);
  });

  it('reads rows as stored where they lie one after another, else not at all', async () => {
    const stored = Uint8Array.from({ length: 24 }, (_, at) => at);
    const readStoredInto = (start: number, out: Uint8Array): Promise<void> => {
      out.set(stored.subarray(8 * start, 8 * start + out.length));
      return Promise.resolve();
    };
    const source = (shape: readonly number[], fortranOrder = false) =>
      Object.assign(new CountingSource(shape, fortranOrder), { readStoredInto });
    const out = new Uint8Array(8);
    await new Lanes(source([3, 1]), 1).readStoredRows?.(2, out);
    assert.deepEqual([...out], [16, 17, 18, 19, 20, 21, 22, 23]);
    assert.equal(new Lanes(source([3, 2]), 0).readStoredRows, undefined);
    assert.equal(new Lanes(source([3, 2], true), 1).readStoredRows, undefined);
    assert.equal(new Lanes(source([2, 3, 2], true), 0).readStoredRows, undefined);
    assert.equal(new Lanes(new CountingSource([3, 2]), 1).readStoredRows, undefined);
    assert.ok(new Lanes(source([3, 2], true), 0).readStoredRows);
  });

  it('reads rows of one class at once, wherever that axis is', async () => {
    const source = new CountingSource([1, 1000]);
    assert.deepEqual([...(await new Lanes(source, 0).readRows(7, 10))], [7, 8, 9]);
    assert.deepEqual([source.reads, source.elements], [1, 3]);
  });

  it('reads the one block around a narrow strided row', async () => {
    const source = new CountingSource([1000, 16, 10]);
    const rows = await new Lanes(source, 1).readRows(73, 75);
    assert.equal(source.reads, 1);
    assert.ok(source.elements <= 160, String(source.elements));
    assert.deepEqual([rows[0], rows[1], rows[16]], [7 * 160 + 3, 7 * 160 + 13, 7 * 160 + 4]);
  });

  it('reads little more than it needs of a huge tensor with far classes', async () => {
    const source = new CountingSource([1000, 5_000_000]);
    const rows = await new Lanes(source, 0).readRows(4_000_000, 4_000_200);
    assert.equal(source.elements, 200_000);
    assert.equal(rows[999], 999 * 5_000_000 + 4_000_000);
    assert.equal(rows[1000], 4_000_001);
  });

  it('skips whole Fortran blocks between rows that are far apart', async () => {
    // Rows 0 and 1 are neighbours along the last axis, which varies slowest in Fortran order.
    const source = new CountingSource([50_000, 10, 4], true);
    const rows = await new Lanes(source, 1).readRows(0, 2);
    assert.equal(source.elements, 20);
    assert.deepEqual([rows[1], rows[10], rows[11]], [50_000, 500_000, 550_000]);
  });

  it('keeps every read that spans gaps under 32 MiB', async () => {
    const source = new CountingSource([128_256, 100]);
    const rows = await new Lanes(source, 0).readRows(7, 8);
    assert.ok(source.longest <= 4 * 1024 * 1024);
    assert.equal(rows[128_255], 128_255 * 100 + 7);
  });

  it('refuses rows and axes that are not there', async () => {
    const lanes = new Lanes(new CountingSource([2, 3]), 1);
    for (const [start, end] of [[-1, 1] as const, [0, 3] as const, [2, 1] as const, [0.5, 1] as const]) {
      await assert.rejects(
        lanes.readRows(start, end),
        (error) => error instanceof UserError && error.code === 'bad-option',
      );
    }
    assertRefuses(() => lanes.rowIndex(2), 'bad-option', /0 to 1/);
    assertRefuses(() => lanes.rowAt([2]), 'bad-option', /\[2\]/);
    assertRefuses(() => lanes.rowAt([0, 0]), 'bad-option');
    assertRefuses(() => new Lanes(new CountingSource([2, 3]), 2), 'bad-option');
  });

  it('refuses more than fits into memory, and says so', async () => {
    const lanes = new Lanes(new CountingSource([2_000_000, 100_000]), 1);
    await assert.rejects(
      lanes.readRows(0, 2_000_000),
      (error) => error instanceof UserError && error.code === 'too-large',
    );
  });

  it('stops between two reads when it is cancelled', async () => {
    const source = new CountingSource([1000, 5_000_000]);
    const controller = new AbortController();
    const read = source.read.bind(source);
    source.read = async (start, end) => {
      if (source.reads === 2) controller.abort();
      return read(start, end);
    };
    await assert.rejects(new Lanes(source, 0).readRows(0, 10, controller.signal), { name: 'AbortError' });
    assert.equal(source.reads, 3);
  });
});
