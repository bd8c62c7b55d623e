import assert from 'node:assert/strict';
import type { DebugValue, PausedFrame } from '../../src/host/debugger/adapter.js';
import { nativeFamily } from '../../src/host/debugger/native.js';
import { refused } from './refused.js';
import { type Told, withTold } from './toldProgram.js';

/*
 * Adapters with `readMemory` (GDB 14, lldb-dap 20, cppdbg, CodeLLDB) are not in Debian 12. What they answer was put down by hand, by
 * their sources and by GDB 13 and lldb 19 on the same programs; the memory is real, and goes over the protocol.
 */

const { signal } = new AbortController();
const memory = { supportsReadMemoryRequest: true };
const row = Float32Array.from({ length: 128256 }, (_, index) => index / 4);
const rows = [{ address: '0x7ffff7e2e010', bytes: new Uint8Array(row.buffer) }];
const start = { result: '0x7ffff7e2e010', type: 'float *', variablesReference: 1 };
const end = { result: `0x${(0x7ffff7e2e010 + row.byteLength).toString(16)}`, type: 'float *', variablesReference: 1 };

function inspect(frame: PausedFrame, expression: string): Promise<DebugValue> {
  return nativeFamily.describe(frame, { name: expression, expression }, { signal });
}

async function readsTheRow(frame: PausedFrame, expression: string): Promise<void> {
  const { opened } = await inspect(frame, expression);
  assert.deepEqual([opened.tensor.dtype, opened.tensor.shape], ['float32', [128256]]);
  assert.deepEqual(await opened.tensor.read(0, 128256), Float64Array.from(row));
  assert.deepEqual(Array.from(await opened.tensor.read(5, 7)), [1.25, 1.5]);
}

/** Each: a debugger and a library, and what they say of `logits`. */
const tellings: Readonly<Record<string, Pick<Told, 'debugType' | 'values'>>> = {
  'GDB, libstdc++': {
    debugType: 'gdb',
    values: {
      logits: {
        result: 'std::vector of length 128256, capacity 128256',
        type: 'std::vector<float, std::allocator<float> >',
        variablesReference: 2,
      },
      'logits._M_impl._M_start': start,
      'logits._M_impl._M_finish': end,
    },
  },
  'cppdbg, libc++': {
    debugType: 'cppdbg',
    values: {
      logits: {
        result: '{...}',
        type: 'const std::__1::vector<float, std::__1::allocator<float> > &',
        variablesReference: 2,
      },
      'logits.__begin_': start,
      'logits.__end_': end,
    },
  },
  'Visual Studio’s debugger and library': {
    debugType: 'cppvsdbg',
    values: {
      logits: { result: '{ size=128256 }', type: 'std::vector<float,std::allocator<float>>', variablesReference: 2 },
      'logits._Mypair._Myval2._Myfirst': { ...start, result: '0x00007ffff7e2e010 {0.00000000}' },
      'logits._Mypair._Myval2._Mylast': end,
    },
  },
  'lldb, a vector of Rust 1.95': {
    debugType: 'lldb-dap',
    values: {
      logits: {
        result: 'alloc::vec::Vec<float, alloc::alloc::Global> @ 0x7fffffffdf98',
        type: 'alloc::vec::Vec<float, alloc::alloc::Global>',
        variablesReference: 2,
      },
      'logits.buf.inner.ptr.pointer.pointer': {
        result: '0x00007ffff7e2e010 ""',
        type: 'unsigned char *',
        variablesReference: 3,
      },
      'logits.len': { result: '128256', type: 'unsigned long', variablesReference: 0 },
    },
  },
  'lldb, a reference to a vector of older Rust': {
    debugType: 'lldb',
    values: {
      logits: {
        result: '0x00007fffffffdf98',
        type: 'alloc::vec::Vec<f32, alloc::alloc::Global> *',
        variablesReference: 2,
      },
      'logits->buf.ptr.pointer.pointer': start,
      'logits->len': { result: '128256', type: 'unsigned long', variablesReference: 0 },
    },
  },
  'GDB, a slice of Rust': {
    debugType: 'gdb',
    values: {
      logits: { result: '&[f32](size=128256)', type: '&mut [f32]', variablesReference: 2 },
      'logits.data_ptr': start,
      'logits.length': { result: '128256', type: 'usize', variablesReference: 0 },
    },
  },
  'lldb, a boxed slice of Rust': {
    debugType: 'lldb-dap',
    values: {
      logits: { result: '', type: 'alloc::boxed::Box<[f32], alloc::alloc::Global>', variablesReference: 2 },
      'logits.data_ptr': start,
      'logits.length': { result: '128256', type: 'unsigned long', variablesReference: 0 },
    },
  },
  'GDB, an array': {
    debugType: 'gdb',
    values: {
      logits: { result: '{...}', type: 'float [128256]', variablesReference: 2 },
      '&logits': { ...start, result: '(float (*)[128256]) 0x7ffff7e2e010' },
    },
  },
  'GDB, an array of Rust': {
    debugType: 'gdb',
    values: {
      logits: { result: '[...]', type: '[f32; 128256]', variablesReference: 2 },
      '&logits': start,
    },
  },
  'GDB, a reference to an array of Rust': {
    debugType: 'gdb',
    values: { logits: { ...start, type: '*mut [f32; 128256]' } },
  },
};

describe('native programs behind an adapter with readMemory', () => {
  for (const [name, told] of Object.entries(tellings)) {
    it(`are read: ${name}`, () =>
      withTold({ ...told, capabilities: memory, memory: rows }, (frame) => readsTheRow(frame, 'logits')));
  }

  it('are refused where the debugger shows other numbers than memory holds', () => {
    const values = {
      logits: { result: '', type: 'std::vector<float>', variablesReference: 1 },
      'logits._M_impl._M_start': start,
      'logits._M_impl._M_finish': end,
      'logits._M_impl._M_start[4]': { result: '1.00001', type: 'float', variablesReference: 0 },
      'logits._M_impl._M_start[5]': { result: '1', type: 'float', variablesReference: 0 },
    };
    return withTold({ debugType: 'gdb', capabilities: memory, memory: rows, values }, async (frame) => {
      const { tensor } = (await inspect(frame, 'logits')).opened;
      await refused(tensor.read(5, 6), 'debugger', 'holds 1.25', 'shows 1:');
      assert.deepEqual(Array.from(await (await inspect(frame, 'logits')).opened.tensor.read(4, 5)), [1]);
    });
  });

  it('are refused where memory ends, with the place', () =>
    withTold(
      {
        debugType: 'gdb',
        capabilities: memory,
        memory: rows,
        values: { logits: { ...start, type: 'float (*)[130000]' } },
      },
      async (frame) => {
        const { tensor } = (await inspect(frame, 'logits')).opened;
        await refused(tensor.read(0, 130000), 'no-data', 'cannot be read beyond 513024 bytes');
        await refused(tensor.read(129000, 130000), 'no-data', '0x7ffff7eabfb0');
      },
    ));

  it('are refused where a vector is not constructed yet', () =>
    withTold(
      {
        debugType: 'gdb',
        capabilities: memory,
        values: {
          logits: { result: '', type: 'std::vector<float>', variablesReference: 1 },
          'logits._M_impl._M_start': { result: '0x7fff0001', variablesReference: 0 },
          'logits._M_impl._M_finish': { result: '0x11', variablesReference: 0 },
        },
      },
      (frame) => refused(inspect(frame, 'logits'), 'no-data', 'before it is constructed'),
    ));

  it('are refused where a value was optimised out', () =>
    withTold(
      {
        debugType: 'gdb',
        capabilities: memory,
        values: { logits: { result: '<optimized out>', type: 'float *', variablesReference: 0 } },
      },
      (frame) => refused(inspect(frame, 'logits'), 'not-found', '-O0'),
    ));

  it('are read by their variables where the adapter has no memory', () =>
    withTold(
      {
        debugType: 'gdb',
        values: { logits: { result: '{...}', type: 'float [3]', variablesReference: 7 } },
        children: { 7: { count: 3 } },
      },
      async (frame) => {
        const { opened } = await inspect(frame, 'logits');
        assert.deepEqual(Array.from(await opened.tensor.read(0, 3)), [0, 0.25, 0.5]);
        assert.equal(opened.notices.map(({ code }) => code).join(), 'display-precision');
      },
    ));
});
