import { seededLogits } from './data.mjs';
import { localRunner, timeAlone } from './ratio.mjs';
import { multipleCell, printRow } from './table.mjs';

/** What a hover may take, in milliseconds. */
const most = 10;

/**
 * A hover, from the text around the mouse to the card in Markdown: on arrays of 10,000 numbers, and in vain in the middle of
 * as much code and data as is looked at, 200,000 characters.
 */
export async function printHover() {
  const out = new URL('../out/src/inspector/hover/', import.meta.url);
  const { hoverCard } = await import(new URL('hoverCard.js', out).href);
  const { hoverMarkdown } = await import(new URL('hoverMarkdown.js', out).href);
  const context = { minimumLength: 2, maximumLength: 20_000, language: 'python' };
  const links = { open: 'command:a', copy: 'command:b', convert: 'command:c' };
  const style = { theme: 'dark', fontSize: 14 };
  for (const [name, text, isArray] of texts()) {
    const offset = text.indexOf(isArray ? ',' : '1', text.length >> 1);
    const hover = () => {
      const card = hoverCard(text, offset, context);
      if ((card !== undefined) !== isArray) throw new Error(`${name}: ${isArray ? 'no card' : 'a card'}`);
      if (card !== undefined) hoverMarkdown(card, links, style);
    };
    const milliseconds = (await timeAlone(localRunner(hover))) / 1e6;
    printRow(name, [`${multipleCell(milliseconds, most)} ms`]);
  }
}

/** @returns {Iterable<readonly [name: string, text: string, isArray: boolean]>} */
function* texts() {
  const numbers = Array.from(seededLogits(10_000), (logit) => logit.toFixed(4));
  yield ['one row of 10,000', `logits = [${numbers.join(', ')}]\n`, true];
  const rows = Array.from({ length: 100 }, (_, row) => `[${numbers.slice(row * 100, (row + 1) * 100).join(', ')}]`);
  yield ['100 rows of 100, printed', `tensor([${rows.join(',\n        ')}])\n`, true];
  yield [
    'nothing there, code',
    'def f(x, y):\n    if x[0] > (y + 1):\n        return {"a": [x, 1], "b": y}\n'.repeat(2400),
    false,
  ];
  yield ['nothing there, nested objects', `{"a": ${'[{"b": 1, "c": '.repeat(13_000)}`, false];
}
