import assert from 'node:assert/strict';
import { rowAsJson, rowAsTsv } from '../../../webview/rowText.js';
import { rowView } from './views.js';

describe('A copied row', () => {
  it('has every digit, tab-separated', () => {
    const lines = rowAsTsv(rowView()).split('\n');
    assert.ok(lines.includes('entropy (nat)\t0.9945206258863646'));
    assert.ok(lines.includes('0\ttruck\t12.4\t0.5871221504698858\t-0.5325223880086707'));
  });

  it('cannot break its table, or be taken for a formula', () => {
    const [first] = rowView().top;
    assert.ok(first);
    const text = rowAsTsv({ ...rowView(), top: [{ ...first, label: '=cmd()\t|\nx' }] });
    assert.ok(text.includes("0\t'=cmd() | x\t12.4"));
  });

  it('is JSON that keeps what JSON has no number for', () => {
    const [first] = rowView().top;
    assert.ok(first);
    const json = rowAsJson({ ...rowView(), top: [{ ...first, logit: -Infinity, probability: NaN }] });
    const copied = JSON.parse(json) as { top: { logit: unknown; probability: unknown }[] };
    assert.deepEqual([copied.top[0]?.logit, copied.top[0]?.probability], ['-Infinity', 'NaN']);
  });
});
