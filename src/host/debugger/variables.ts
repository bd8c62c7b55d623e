import type { Notice } from '../../core/notice.js';
import { memoryTensor, tensorSourceOf } from '../../core/tensor.js';
import type { AdapterFamily, DebugTarget, DebugValue, DescribeOptions, PausedFrame } from './adapter.js';
import { subjectOf } from './subject.js';
import { readNumbers } from './variables/numbers.js';
import { VariableTree } from './variables/variableTree.js';

/**
 * Any adapter, by what it lists for its own view of variables: slow, and as exact as it prints. All elements are read at once,
 * because nothing else tells their shape.
 */
export const variablesFamily: AdapterFamily = {
  name: 'Any other',
  handles: () => true,
  describe,
};

async function describe(frame: PausedFrame, target: DebugTarget, { signal }: DescribeOptions): Promise<DebugValue> {
  const subject = subjectOf(target);
  const tree = new VariableTree(frame, subject, signal);
  const { values, shape, type } = await readNumbers(tree, await tree.root(target), subject);
  const tensor = tensorSourceOf(memoryTensor({ shape, dtype: 'float64', values }));
  return {
    sizeBytes: values.byteLength,
    opened: { format: 'variables', tensor, ...(type !== '' && { originalDtype: type }), notices: [displayPrecision] },
  };
}

const displayPrecision: Notice = {
  severity: 'info',
  code: 'display-precision',
  message:
    'The numbers are as exact as the debugger prints them: it offers no way to the elements themselves. A template in the settings can (logitsInspector.debugTemplates).',
};
