import assert from 'node:assert/strict';
import type { TensorSource } from '../../../../src/core/tensorSource.js';
import { UserError } from '../../../../src/core/userError.js';
import { changeNoticing } from '../../../../src/host/debugger/changeNoticing.js';

describe('A tensor whose value may change', () => {
  function tensor(refusal: Error | undefined): TensorSource {
    const answer = (): Promise<Float64Array> =>
      refusal ? Promise.reject(refusal) : Promise.resolve(Float64Array.of(1, 2));
    return { shape: [1, 2], dtype: 'float64', fortranOrder: false, read: answer, readRows: answer };
  }

  it('is read as it is', async () => {
    const noticed = changeNoticing(tensor(undefined), () => assert.fail('nothing changed'));
    assert.deepEqual(await noticed.readRows?.(1, 0, 1), Float64Array.of(1, 2));
    assert.deepEqual(await noticed.read(0, 2), Float64Array.of(1, 2));
    assert.ok(!('sumRows' in noticed));
  });

  it('says so when it has, and refuses all the same', async () => {
    let changes = 0;
    const noticed = changeNoticing(tensor(new UserError('changed', 'It is another.')), () => changes++);
    await assert.rejects(async () => noticed.readRows?.(1, 0, 1), /It is another/);
    assert.equal(changes, 1);
  });

  it('says nothing of other refusals', async () => {
    const noticed = changeNoticing(tensor(new UserError('no-data', 'It is gone.')), () =>
      assert.fail('nothing changed'),
    );
    await assert.rejects(noticed.read(0, 2), /It is gone/);
  });
});
