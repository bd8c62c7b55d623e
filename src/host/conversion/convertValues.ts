import * as vscode from 'vscode';
import { Lanes } from '../../core/lanes.js';
import { shapeText } from '../../core/shapeText.js';
import type { Tensor } from '../../core/tensor.js';
import { UserError } from '../../core/userError.js';
import type { Conversion, Converted, ValuesTaken } from '../../conversion/conversion.js';
import { conversions } from '../../conversion/conversions.js';
import { inLiteralStyle } from '../../conversion/literalStyle.js';
import { guessValues } from '../../inspector/valuesKind.js';
import type { OpenInspectors } from '../openInspectors.js';
import type { Subject } from '../subject.js';
import { deliver, type Result } from './destination.js';
import { pickForm, pickTableForm } from './formChoice.js';
import { askOptions } from './optionQuestions.js';
import { chosenSubject, tensorOf } from './subjectChoice.js';

/** Converts the values of a subject as the user chooses: to what, with which options, and where to. */
export async function convertValues(inspectors: OpenInspectors, given: Subject): Promise<void> {
  let subject: Subject | undefined = given;
  while (subject !== undefined) {
    const tensor: Tensor = await tensorOf(subject);
    const chosen = await pickConversion(subject, tensor);
    if (chosen === undefined) return;
    if (chosen !== 'another subject') {
      await convert(subject, tensor, chosen);
      return;
    }
    subject = await chosenSubject(inspectors);
  }
}

interface ConversionItem extends vscode.QuickPickItem {
  readonly chosen?: Conversion | 'another subject';
}

async function pickConversion(subject: Subject, tensor: Tensor): Promise<ConversionItem['chosen']> {
  const kind = subject.kind ?? (await guessOf(subject));
  const groups: ValuesTaken[] = ['logits', 'probabilities', 'log-probabilities'];
  groups.sort((a, b) => Number(b === kind) - Number(a === kind));
  const ordered: readonly ValuesTaken[] = [groups[0] ?? 'logits', 'any numbers', ...groups.slice(1)];
  const items = ordered.flatMap((taken): ConversionItem[] => {
    const guessed = subject.kind === null && taken === kind ? ' (what these seem to be)' : '';
    const heading = taken === 'any numbers' ? 'of any numbers' : `of ${taken}${guessed}`;
    const own: readonly Conversion[] = conversions.filter(({ takes }) => takes === taken);
    return [
      { label: heading, kind: vscode.QuickPickItemKind.Separator },
      ...own.map((conversion) => ({ label: conversion.title, chosen: conversion })),
    ];
  });
  const another: ConversionItem[] = [
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: '$(arrow-swap) Convert something else…', chosen: 'another subject' },
  ];
  const picked = await vscode.window.showQuickPick([...items, ...another], {
    title: `Convert ${subject.name}: ${tensor.dtype} ${shapeText(tensor.shape)}`,
    placeHolder: 'Convert to',
    matchOnDescription: true,
  });
  return picked?.chosen;
}

async function guessOf({ opened: { tensor, classAxis } }: Subject): Promise<ValuesTaken> {
  const lanes = new Lanes(tensor, classAxis ?? Math.max(0, tensor.shape.length - 1));
  if (lanes.classCount === 0) return 'logits';
  return guessValues(await lanes.readRows(0, Math.min(16, lanes.rowCount)), lanes.classCount).kind;
}

async function convert(subject: Subject, tensor: Tensor, conversion: Conversion): Promise<void> {
  const options = await askOptions(conversion, tensor);
  if (options === undefined) return;
  const converted = conversion.apply(tensor, options);
  const delivered = await deliver(resultOf(subject, conversion, converted));
  const notes = [...converted.notes, ...subject.opened.notices.map(({ message }) => message)];
  if (delivered && notes.length > 0) void vscode.window.showInformationMessage(notes.join(' '));
}

function resultOf(subject: Subject, conversion: Conversion, converted: Converted): Result {
  const title = `${conversion.title}, ${subject.name}`;
  if (converted.kind === 'table') {
    return { title, text: () => pickTableForm(title, converted), inPlace: undefined };
  }
  const { place } = subject;
  if (place === null) return { title, text: () => pickForm(title, converted.tensor), inPlace: undefined };
  const { document, start, end, reading } = place;
  try {
    const text = inLiteralStyle(
      document.getText(),
      { start, end, tensor: reading.tensor },
      converted.tensor,
      document.languageId,
    );
    const made = { text, languageId: document.languageId };
    return { title, text: () => Promise.resolve(made), inPlace: { place, text } };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { title, text: () => pickForm(title, converted.tensor), inPlace: error };
  }
}
