import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Crew, type CrewPlatform } from '../../../src/core/kernel/crew.js';
import { nodeThreads } from '../../../src/host/nodeThreads.js';

describe('a thread beside the extension host', () => {
  it('does the rows that lie in shared memory, with the kernels that it is sent', async () => {
    const extension = vscode.extensions.getExtension('logits-inspector.logits-inspector');
    assert.ok(extension);
    const threads = nodeThreads(vscode.Uri.joinPath(extension.extensionUri, 'dist', 'kernelThread.cjs').fsPath, 1);
    let hear: (pass: number) => void = () => undefined;
    const heard = new Promise<number>((resolve) => (hear = resolve));
    const platform: CrewPlatform = {
      ...threads,
      start: (events) => threads.start({ ...events, onMessage: hear }),
    };
    const crew = Crew.on(platform);
    const work = { dtype: 'float32', classCount: 32, listed: 2, float32: false, rowsPerSlot: 2, slotCount: 1 } as const;
    const pass = crew?.begin(work);
    assert.ok(crew && pass);
    const logits = Float32Array.from({ length: 64 }, (_, index) => index % 40);
    pass.input(0, 2).set(new Uint8Array(logits.buffer));
    pass.offer(0, 2);
    // Nobody but the thread has done anything when it tells that the rows are done.
    await heard;
    assert.deepEqual([pass.record(0, 0).argmax, pass.record(0, 1).argmax], [31, 7]);
    crew.end();
  });
});
