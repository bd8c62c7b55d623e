import { shapeText } from '../../core/shapeText.js';
import type { Subject } from '../subject.js';
import { deliver } from './destination.js';
import { pickForm } from './formChoice.js';
import { tensorOf } from './subjectChoice.js';

/** Writes a subject in the form of another language or format, with its values as they are. */
export async function convertForm(subject: Subject): Promise<void> {
  const tensor = await tensorOf(subject);
  const title = `${subject.name}: ${tensor.dtype} ${shapeText(tensor.shape)}`;
  const made = await pickForm(title, tensor);
  if (made === undefined) return;
  const { place } = subject;
  const inPlace = place === null ? undefined : { place, text: indented(made.text, marginOf(place)) };
  await deliver({ title, text: () => Promise.resolve(made), inPlace });
}

/** The white space that the line of a place begins with. */
function marginOf({ document, start }: NonNullable<Subject['place']>): string {
  const { text } = document.lineAt(document.positionAt(start));
  return text.slice(0, text.length - text.trimStart().length);
}

/** Further lines are as far in as the first. */
function indented(text: string, margin: string): string {
  return text.replaceAll('\n', `\n${margin}`);
}
