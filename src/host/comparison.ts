import { elementCount } from '../core/axes.js';
import { shapeText } from '../core/shapeText.js';
import { UserError } from '../core/userError.js';
import type { OpenedTensor } from '../formats/format.js';
import { Stops } from '../inspector/stops.js';
import { dtypes } from '../core/dtype.js';
import { InspectorPanel, type PanelContext } from './panel.js';
import {
  nothingFound,
  rowInspected,
  type Subject,
  subjectInEditor,
  subjectInspected,
  subjectOnClipboard,
} from './subject.js';
import { withoutFile } from './webviewSession.js';

/**
 * Sets the clipboard and the tensor that is looked at side by side: the row or the whole of the inspector in front, the selection
 * or the array at the caret. Throws a `UserError` where there is no tensor, or the two have no classes in common.
 */
export async function compareWithClipboard(context: PanelContext): Promise<void> {
  const whole = subjectInspected(context.inspectors) ?? subjectInEditor();
  if (whole === undefined) throw nothingFound();
  const clipboard = await subjectOnClipboard();
  const { signal } = new AbortController();
  const subject = isAlike(whole, clipboard) ? whole : await rowInspected(context.inspectors, signal);
  if (subject === undefined || !isAlike(subject, clipboard)) throw shapesDiffer(whole, clipboard);
  const stops = new Stops(`${subject.name} against clipboard`, { isProgram: false });
  const at = Date.now();
  for (const { name, opened } of [shapedAs(subject, clipboard), subject]) {
    stops.add({ opened, sizeBytes: sizeOf(opened) }, { line: name, functionName: '', at });
    await stops.capture(signal);
  }
  new InspectorPanel(context, stops, withoutFile, false);
}

/** Whether each row of one has one of the other, with the same classes. */
function isAlike(a: Subject, b: Subject): boolean {
  return String(shapeOf(a)) === String(shapeOf(b));
}

/** The shape without leading axes of length 1: a program's `[[…]]` is the row `[…]`. */
function shapeOf({ opened }: Subject): readonly number[] {
  const { shape } = opened.tensor;
  const first = shape.findIndex((length, axis) => length !== 1 || axis === shape.length - 1);
  return shape.slice(Math.max(0, first));
}

/** The same numbers in the shape of another, which only has other axes of length 1. */
function shapedAs({ opened: { tensor, classAxis } }: Subject, other: Subject): Subject {
  const shaped = { ...other.opened.tensor, shape: tensor.shape };
  return { ...other, opened: { ...other.opened, tensor: shaped, ...(classAxis !== undefined && { classAxis }) } };
}

function sizeOf({ tensor }: OpenedTensor): number {
  return elementCount(tensor.shape) * dtypes[tensor.dtype].bytes;
}

function shapesDiffer(subject: Subject, clipboard: Subject): UserError {
  const [a, b] = [subject, clipboard].map(({ opened }) => shapeText(opened.tensor.shape));
  return new UserError(
    'shape-mismatch',
    `${subject.name} has shape ${a ?? ''} and the clipboard ${b ?? ''}: copy a tensor of the same shape, or one row of it.`,
  );
}
