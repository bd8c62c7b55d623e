import { dtypes } from '../../core/dtype.js';
import { checkedElementCount } from '../../formats/shapeLimits.js';
import type { AdapterFamily, DebugTarget, DebugValue, DescribeOptions, PausedFrame } from './adapter.js';
import { NativeEvaluation } from './native/evaluation.js';
import { locate } from './native/location.js';
import { memoryOf } from './native/memory.js';
import { NativeTensor } from './native/nativeTensor.js';
import { subjectOf } from './subject.js';
import { variablesFamily } from './variables.js';

/** C, C++ and Rust, in lldb, GDB and Visual Studio's debugger. */
export const nativeFamily: AdapterFamily = {
  name: 'C, C++ and Rust',
  handles: (debugType) => debugTypes.has(debugType),
  describe,
};

const debugTypes: ReadonlySet<string> = new Set([
  'lldb-dap',
  'lldb-vscode',
  'lldb',
  'cppdbg',
  'cppvsdbg',
  'gdb',
  'rust',
]);

async function describe(frame: PausedFrame, target: DebugTarget, options: DescribeOptions): Promise<DebugValue> {
  const memory = memoryOf(frame);
  // Without bytes there is only what the adapter prints of each element.
  if (memory === undefined || target.expression === undefined) return variablesFamily.describe(frame, target, options);
  const subject = subjectOf(target);
  const evaluation = new NativeEvaluation(frame, subject);
  const location = await locate(evaluation, target.expression, options);
  const sizeBytes = checkedElementCount(location.shape, 1) * dtypes[location.dtype].bytes;
  const tensor = new NativeTensor(memory, location, subject);
  return {
    sizeBytes,
    opened: {
      format: location.type,
      tensor,
      isRemote: true,
      get notices() {
        return tensor.notices();
      },
    },
  };
}
