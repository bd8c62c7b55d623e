import * as vscode from 'vscode';
import { shapeText } from '../../core/shapeText.js';
import type { Program } from '../../conversion/programs/program.js';
import { programs } from '../../conversion/programs/programs.js';
import type { Subject } from '../subject.js';
import { deliver } from './destination.js';
import { askOptions } from './optionQuestions.js';
import { tensorOf } from './subjectChoice.js';

/** Writes a program that computes a quantity of a subject, in the library that the user chooses. */
export async function writeProgram(subject: Subject): Promise<void> {
  const tensor = await tensorOf(subject);
  const program = await pickProgram(`${subject.name}: ${tensor.dtype} ${shapeText(tensor.shape)}`);
  if (program === undefined) return;
  const options = await askOptions({ id: program.quantity, title: program.title, options: program.options }, tensor);
  if (options === undefined) return;
  const made = { text: program.write(tensor, options).trimEnd(), languageId: program.languageId };
  await deliver({
    title: `${program.title}, ${subject.name}`,
    text: () => Promise.resolve(made),
    inPlace: undefined,
  });
}

async function pickProgram(title: string): Promise<Program | undefined> {
  const items = programs.map((program) => ({ label: program.title, program }));
  const placeHolder = 'Code that computes';
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.program;
}
