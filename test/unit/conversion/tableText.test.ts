import assert from 'node:assert/strict';
import { csvOfTable, markdownOfTable } from '../../../src/conversion/tableText.js';
import { topClasses } from '../../../src/conversion/topClasses.js';
import { memoryTensor } from '../../../src/core/tensor.js';

const classNames = ['a "cat", tabby', 'dog|hound', 'emu'];
const tensor = memoryTensor({ shape: [3], dtype: 'float32', values: Float64Array.of(0, 5, -Infinity), classNames });

// NumPy: float32 of e^5 / (1 + e^5), 1 / (1 + e^5), and their logarithms, by numpy.format_float_positional(…, unique=True).
describe('the table of the largest logits', () => {
  it('is CSV, with names quoted where they need to be', () => {
    assert.equal(
      csvOfTable(topClasses(tensor)),
      [
        'rank,class,name,logit,probability,log_probability',
        '1,1,dog|hound,5.0,0.9933072,-0.0067153485',
        '2,0,"a ""cat"", tabby",0.0,0.006692851,-5.0067153',
        '3,2,emu,-inf,0.0,-inf',
      ].join('\n'),
    );
  });

  it('is a table of Markdown', () => {
    assert.equal(
      markdownOfTable(topClasses(tensor, { topK: 1 })),
      [
        '| rank | class |       name | logit | probability | log_probability |',
        '| ---: | ----: | ---------: | ----: | ----------: | --------------: |',
        '|    1 |     1 | dog\\|hound |   5.0 |   0.9933072 |   -0.0067153485 |',
      ].join('\n'),
    );
  });
});
