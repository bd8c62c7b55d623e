import { dtypes } from '../../core/dtype.js';
import { UserError } from '../../core/userError.js';
import { checkedElementCount } from '../../formats/shapeLimits.js';
import type { AdapterFamily, DebugTarget, DebugValue, DescribeOptions, PausedFrame } from './adapter.js';
import { describedBy } from './javascript/description.js';
import { JavascriptInspection } from './javascript/inspection.js';
import { JavascriptTensor } from './javascript/javascriptTensor.js';
import { subjectOf } from './subject.js';

/** The programs that js-debug runs: Node, browsers, VS Code's own extensions. */
export const javascriptFamily: AdapterFamily = {
  name: 'JavaScript',
  handles: (debugType) => debugTypes.has(debugType),
  describe,
};

const debugTypes: ReadonlySet<string> = new Set([
  'pwa-node',
  'node',
  'node-terminal',
  'pwa-chrome',
  'chrome',
  'pwa-msedge',
  'msedge',
  'pwa-extensionHost',
  'extensionHost',
]);

async function describe(frame: PausedFrame, target: DebugTarget, options: DescribeOptions): Promise<DebugValue> {
  const subject = subjectOf(target);
  const { name } = subject;
  if (target.expression === undefined) throw withoutExpression(name);
  const inspection = new JavascriptInspection(frame, target.expression, subject);
  const description = describedBy(await inspection.describe(options.signal), subject);
  const sizeBytes = checkedElementCount(description.shape, 1) * dtypes[description.dtype].bytes;
  const tensor = new JavascriptTensor(inspection, description);
  return {
    sizeBytes,
    opened: {
      format: description.format,
      tensor,
      isRemote: true,
      get notices() {
        return tensor.notices();
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
