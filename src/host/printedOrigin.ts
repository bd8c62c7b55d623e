import { tensorSourceOf } from '../core/tensor.js';
import { readText } from '../formats/text/parseText.js';
import type { TensorOrigin } from '../inspector/origin.js';

/** A tensor in text that a program printed or a person wrote, by what it is called: `clipboard`. */
export function printedOrigin(name: string, text: string): TensorOrigin {
  return {
    name,
    place: 'text',
    open: () =>
      Promise.resolve({
        sizeBytes: text.length,
        labelFiles: [],
        version: 'once',
        openTensor: () => {
          const { tensor, facts } = readText(text);
          return Promise.resolve({
            format: facts.printer,
            tensor: tensorSourceOf(tensor),
            classAxis: tensor.classAxis,
            notices: tensor.notices,
          });
        },
      }),
  };
}
