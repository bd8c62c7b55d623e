import * as vscode from 'vscode';
import type { Tensor } from '../../core/tensor.js';
import type { Conversion, ConversionOptions } from '../../conversion/conversion.js';

type OptionName = keyof ConversionOptions;

/** What is asked for: a conversion, or a program that computes a quantity. */
type Asking = Pick<Conversion, 'title' | 'options'> & { readonly id: string };

/** What a question makes of the options, undefined when the user gives up. */
type Question = (asking: Asking, tensor: Tensor) => Promise<ConversionOptions | undefined>;

/** In the order of the list of options; undefined as soon as the user gives up. */
export async function askOptions(asking: Asking, tensor: Tensor): Promise<ConversionOptions | undefined> {
  let options: ConversionOptions = {};
  for (const name of asking.options) {
    const answer = await questions[name](asking, tensor);
    if (answer === undefined) return undefined;
    options = { ...options, ...answer };
  }
  return options;
}

const questions: Readonly<Record<OptionName, Question>> = {
  temperature: ({ title }) =>
    number(title, 'Temperature T of z / T', '1', (temperature) =>
      temperature > 0 ? { temperature } : 'T is a finite number above 0.',
    ),
  base: async ({ title }) => {
    const items = [
      { label: 'e', description: 'natural logarithm, nat', base: Math.E },
      { label: '2', description: 'bit', base: 2 },
      { label: '10', description: 'dit', base: 10 },
      { label: 'Another…', description: '', base: NaN },
    ];
    const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: 'The base of the logarithm' });
    if (chosen === undefined || chosen.base === Math.E) return chosen && {};
    if (!Number.isNaN(chosen.base)) return { base: chosen.base };
    return number(title, 'The base of the logarithm', '', (base) => (base > 1 ? { base } : 'The base is above 1.'));
  },
  target: ({ title }, tensor) => askTarget(title, tensor),
  labelSmoothing: ({ id, title }) =>
    number(title, 'Label smoothing ε, as PyTorch has it', id === 'label-smoothing' ? '0.1' : '0', (epsilon) => {
      if (epsilon < 0 || epsilon > 1) return 'ε lies between 0 and 1.';
      return epsilon === 0 && id !== 'label-smoothing' ? {} : { labelSmoothing: { epsilon, convention: 'pytorch' } };
    }),
  topK: ({ title }, tensor) => {
    const most = tensor.shape[tensor.classAxis] ?? 1;
    return number(title, `How many classes of ${most}`, String(Math.min(10, most)), (topK) =>
      Number.isInteger(topK) && topK >= 1 ? { topK } : 'A whole number from 1 on.',
    );
  },
  dtype: async ({ id, title }) => {
    // Of all others the result has the type of its source.
    if (id !== 'rounding') return {};
    const types = ['float16', 'bfloat16', 'float32', 'float64'] as const;
    const items = types.map((dtype) => ({ label: dtype, dtype }));
    const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: 'Rounded to which type?' });
    return chosen && { dtype: chosen.dtype };
  },
};

/** A class by its number or its name. Where the tensor has targets of its own, they are what nothing typed means. */
async function askTarget(title: string, tensor: Tensor): Promise<ConversionOptions | undefined> {
  const { classNames, targets } = tensor;
  const count = tensor.shape[tensor.classAxis] ?? 1;
  const indexOf = (text: string): number => {
    const named = classNames?.indexOf(text) ?? -1;
    return named >= 0 || !/^\d+$/.test(text) ? named : Number(text);
  };
  const only = targets?.length === 1 ? targets[0] : undefined;
  const names = classNames === undefined ? '' : ' or name';
  const own = targets !== undefined && only === undefined ? '; nothing for the target of each row' : '';
  const text = await vscode.window.showInputBox({
    title,
    prompt: `The target class: a number from 0 to ${count - 1}${names}${own}`,
    value: only !== undefined && only >= 0 ? String(only) : '',
    validateInput: (typed) => {
      const given = typed.trim();
      if (given === '' && targets !== undefined) return undefined;
      const index = indexOf(given);
      return index >= 0 && index < count
        ? undefined
        : `There is no such class: give a number from 0 to ${count - 1}${names}.`;
    },
  });
  if (text === undefined) return undefined;
  return text.trim() === '' ? {} : { target: indexOf(text.trim()) };
}

/** Asks for a finite number; `take` makes options of it, or says what is wrong with it. */
async function number(
  title: string,
  prompt: string,
  value: string,
  take: (given: number) => ConversionOptions | string,
): Promise<ConversionOptions | undefined> {
  const taken = (text: string): ConversionOptions | string => {
    const given = text.trim() === '' ? NaN : Number(text);
    return Number.isFinite(given) ? take(given) : 'Give a number.';
  };
  const text = await vscode.window.showInputBox({
    title,
    prompt,
    value,
    validateInput: (typed) => {
      const answer = taken(typed);
      return typeof answer === 'string' ? answer : undefined;
    },
  });
  const answer = text === undefined ? undefined : taken(text);
  return typeof answer === 'string' ? undefined : answer;
}
