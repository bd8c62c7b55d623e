import { tensorSourceOf } from '../core/tensor.js';
import type { OpenedTensor } from '../formats/format.js';
import type { TextReading } from '../formats/text/reading.js';
import type { TensorOrigin } from '../inspector/origin.js';

/** A tensor in text that a program printed or a person wrote, by what it is called: `clipboard`. */
export function printedOrigin(name: string, reading: TextReading): TensorOrigin {
  const { start, end } = reading;
  return {
    name,
    place: 'text',
    open: () =>
      Promise.resolve({
        sizeBytes: end - start,
        labelFiles: [],
        version: 'once',
        openTensor: () => Promise.resolve(openedText(reading)),
      }),
  };
}

/** What a text holds, as a tensor that can be read. */
export function openedText({ tensor, facts }: TextReading): OpenedTensor {
  const { classNames, classAxis, notices } = tensor;
  return {
    format: facts.printer,
    tensor: tensorSourceOf(tensor),
    classAxis,
    notices,
    ...(classNames && { classNames }),
    ...(facts.uncertainty && { uncertainty: facts.uncertainty }),
  };
}
