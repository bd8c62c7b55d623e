import assert from 'node:assert/strict';
import { tableText } from '../../../src/conversion/tableText.js';

describe('a table of columns', () => {
  it('is Markdown, numbers in the digits of their type, names as they are', () => {
    const text = tableText({
      kind: 'table',
      notes: [],
      columns: [
        { name: 'class', dtype: 'int64', values: Float64Array.of(7, 12) },
        { name: 'name', dtype: 'text', values: ['a|b', 'two\nlines'] },
        { name: 'logit', dtype: 'float32', values: Float64Array.of(Math.fround(0.1), -Infinity) },
      ],
    });
    assert.equal(
      text,
      [
        '| class |      name | logit |',
        '| ----: | --------: | ----: |',
        '|     7 |      a\\|b |   0.1 |',
        '|    12 | two lines |  -inf |',
      ].join('\n'),
    );
  });
});
