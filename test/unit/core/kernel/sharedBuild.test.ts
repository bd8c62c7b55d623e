import assert from 'node:assert/strict';
import { buildBytes } from '../../../../src/core/kernel/kernelModule.js';
import { withSharedMemory } from '../../../../src/core/kernel/sharedBuild.js';

describe('A build for shared memory', () => {
  for (const build of ['base', 'relaxed'] as const) {
    it(`of ${build} differs in one byte, and takes a shared memory where the other takes one of its own`, function () {
      const own = buildBytes(build);
      const shared = withSharedMemory(own);
      assert.equal(shared.length, own.length);
      assert.equal(shared.filter((byte, index) => byte !== own[index]).length, 1);
      // Node 20 has no relaxed SIMD: neither of the two is a module there.
      assert.equal(WebAssembly.validate(new Uint8Array(shared)), WebAssembly.validate(new Uint8Array(own)));
      if (!WebAssembly.validate(new Uint8Array(shared))) return;
      assert.ok(instance(shared, true));
      assert.ok(instance(own, false));
      assert.throws(() => instance(own, true), WebAssembly.LinkError);
      assert.throws(() => instance(shared, false), WebAssembly.LinkError);
    });
  }

  it('is not made of a module that imports another thing, nothing, or a memory without a maximum', () => {
    const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
    const imports = (limits: readonly number[], name = 'env') =>
      Uint8Array.from([
        ...header,
        2,
        13 + limits.length,
        1,
        3,
        ...Buffer.from(name),
        6,
        ...Buffer.from('memory'),
        2,
        ...limits,
      ]);
    assert.equal(withSharedMemory(imports([1, 1, 2]))[23], 3);
    for (const module of [imports([0, 1]), imports([1, 1, 2], 'abc'), Uint8Array.from(header), new Uint8Array(0)]) {
      assert.throws(() => withSharedMemory(module), /memory with a maximum/);
    }
  });
});

function instance(module: Uint8Array, shared: boolean): WebAssembly.Instance {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 2, shared });
  return new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(module)), { env: { memory } });
}
