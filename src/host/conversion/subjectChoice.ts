import * as vscode from 'vscode';
import { elementCount } from '../../core/axes.js';
import { counted } from '../../core/counted.js';
import { storedFloat64 } from '../../core/storedFloats.js';
import { memoryTensor, type Tensor } from '../../core/tensor.js';
import { UserError } from '../../core/userError.js';
import type { OpenInspectors } from '../openInspectors.js';
import {
  nothingFound,
  rowInspected,
  type Subject,
  subjectInEditor,
  subjectInspected,
  subjectOnClipboard,
} from '../subject.js';

/** As many numbers as are converted at once, and written as text. */
const mostNumbers = 1_000_000;

/** One thing that a command may be about, made when it is chosen. */
interface Candidate {
  /** `selection`, `row shown`, `clipboard`. */
  readonly what: string;
  make(): Promise<Subject | undefined>;
}

/**
 * What a command is about: of the inspector in front the row shown, of an editor the selection or the array at the caret, else the
 * clipboard. Throws a `UserError` where none of them holds a tensor.
 */
export async function likelySubject(inspectors: OpenInspectors): Promise<Subject> {
  const [first] = candidates(inspectors);
  const subject = await first?.make();
  if (subject !== undefined) return subject;
  try {
    return await subjectOnClipboard();
  } catch (error) {
    throw error instanceof UserError ? nothingFound() : error;
  }
}

/** Lets the user choose among all that the command may be about; undefined when he gives up. */
export async function chosenSubject(inspectors: OpenInspectors): Promise<Subject | undefined> {
  const items = candidates(inspectors).map((candidate) => ({ label: candidate.what, candidate }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'Convert what?' });
  if (chosen === undefined) return undefined;
  const subject = await chosen.candidate.make();
  if (subject === undefined) throw nothingFound();
  return subject;
}

function candidates(inspectors: OpenInspectors): Candidate[] {
  const looked = inspectors.active;
  const clipboard = { what: 'Clipboard', make: subjectOnClipboard };
  const editor = { what: 'Selection, or the array at the caret', make: () => Promise.resolve(subjectInEditor()) };
  if (looked === undefined) return vscode.window.activeTextEditor === undefined ? [clipboard] : [editor, clipboard];
  const { signal } = new AbortController();
  const row = { what: `The row shown of ${looked.name}`, make: () => rowInspected(inspectors, signal) };
  const whole = { what: `All of ${looked.name}`, make: () => Promise.resolve(subjectInspected(inspectors)) };
  return [...(looked.document.lanes.rowCount > 1 ? [row] : []), whole, clipboard];
}

/** The tensor of a subject in memory, its targets and names with it; a `UserError` (`too-large`) for one that is not to be held. */
export async function tensorOf({ name, opened }: Subject): Promise<Tensor> {
  const { tensor, classAxis, classNames, targets } = opened;
  const { shape, dtype, fortranOrder } = tensor;
  const count = elementCount(shape);
  if (count > mostNumbers) {
    throw new UserError(
      'too-large',
      `${name} has ${counted(count, 'number')}, and at most ${mostNumbers.toLocaleString('en-US')} are converted at once: convert the row shown.`,
    );
  }
  return memoryTensor({
    shape,
    dtype,
    values: storedFloat64(await tensor.read(0, count)),
    fortranOrder,
    ...(classAxis !== undefined && { classAxis }),
    ...(classNames && { classNames }),
    ...(targets && { targets }),
  });
}
