import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type * as api from '../../../src/api.js';

describe('the API that activate() returns', () => {
  let exports: typeof api;
  before(async () => {
    const extension = vscode.extensions.getExtension<typeof api>('logits-inspector.logits-inspector');
    assert.ok(extension);
    exports = await extension.activate();
  });

  it('reads a tensor and inspects a row of it', async () => {
    const tensor = await exports.readTensor(new TextEncoder().encode('{"logits": [[2.0, 1.0, 0.1]]}'), 'x.json');
    assert.deepEqual(tensor.shape, [1, 3]);
    const { probabilities } = exports.inspectRow(tensor.row(0));
    // softmax([2, 1, 0.1]) to eight places.
    assert.deepEqual(
      Array.from(probabilities, (p) => p.toFixed(8)),
      ['0.65900114', '0.24243297', '0.09856589'],
    );
  });

  it('refuses with a UserError that carries its code', async () => {
    await assert.rejects(exports.readTensor(new TextEncoder().encode('[[1, 2], [3]]'), 'x.json'), (error) => {
      return error instanceof exports.UserError && error.code === 'ragged';
    });
  });
});
