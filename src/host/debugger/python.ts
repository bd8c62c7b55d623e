import type { AdapterFamily, DebugTarget, DebugValue, DescribeOptions, PausedFrame } from './adapter.js';
import { UserError } from '../../core/userError.js';
import { dtypes } from '../../core/dtype.js';
import { checkedElementCount } from '../../formats/shapeLimits.js';
import { describedBy } from './python/description.js';
import { PythonInspection } from './python/inspection.js';
import { PythonTensor } from './python/pythonTensor.js';
import { subjectOf } from './subject.js';

/** The programs that debugpy runs. */
export const pythonFamily: AdapterFamily = {
  name: 'Python',
  handles: (debugType) => debugType === 'debugpy' || debugType === 'python',
  describe,
};

async function describe(frame: PausedFrame, target: DebugTarget, { signal }: DescribeOptions): Promise<DebugValue> {
  const subject = subjectOf(target);
  if (target.expression === undefined) throw withoutExpression(subject.name);
  const inspection = new PythonInspection(frame, target.expression, subject);
  const description = describedBy(await inspection.ask('describe', [], signal), subject);
  const { kind, shape, dtype, original, device, notices, rank } = description;
  const tensor = new PythonTensor(inspection, description);
  return {
    sizeBytes: checkedElementCount(shape, 1) * dtypes[dtype].bytes,
    ...(rank !== null && { rank }),
    opened: {
      format: kind,
      tensor,
      isRemote: true,
      ...(device !== null && { device }),
      ...(original !== null && { originalDtype: original }),
      get notices() {
        return [...notices, ...tensor.notices()];
      },
    },
  };
}

function withoutExpression(name: string): UserError {
  return new UserError(
    'not-found',
    `The debugger has no expression for ${name}: write one that leads to it in Watch and inspect that.`,
  );
}
