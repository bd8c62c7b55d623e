import assert from 'node:assert/strict';
import type { PrecisionView } from '../../../src/protocol/views.js';
import { asGuessed, inspect, never, origin } from './samples.js';

/** Closed forms: e^x passes a format's maximum where x > ln(maximum). */
describe('what a format would do, in words', () => {
  it('names the first class that overflows, with the power and the limit', async () => {
    const text = await naive({ logits: [[12.4, 11.787, 1]], classNames: ['truck', 'ship', 'bird'] }, 'float16');
    assert.equal(text, 'e^12.4 > 65504 at truck and 1 more: inf / inf = NaN');
  });

  it('says that e4m3 has no infinity', async () => {
    assert.equal(await naive([[7, 1, 2]], 'float8 e4m3'), 'e^7 > 448 at 0: becomes NaN');
  });

  it('says when only the sum is too large', async () => {
    assert.equal(await naive([[11, 11, 11]], 'float16'), 'the sum of e^z passes 65504: every p becomes 0');
  });

  it('says when every power is 0', async () => {
    assert.equal(await naive([[-30, -31]], 'float16'), 'every e^z is 0: 0 / 0 = NaN');
  });

  it('warns of a logit that the format cannot hold', async () => {
    const { formats } = await precision([[70000, 1]]);
    const half = formats.find(({ format }) => format === 'float16');
    assert.match(half?.stable.words.map(({ text }) => text).join('') ?? '', /^the logit 70000 is beyond 65504 at 0$/);
  });

  it('has no verdict on a row without softmax', async () => {
    const { answers } = inspect(origin('x.json', new TextEncoder().encode('[[NaN, 1]]')));
    const { generation } = await answers.open({ reading: asGuessed }, never);
    assert.deepEqual((await answers.precision({ generation, row: 0, temperature: 1 }, never)).formats, []);
  });
});

async function precision(json: unknown): Promise<PrecisionView> {
  const { answers } = inspect(origin('x.json', new TextEncoder().encode(JSON.stringify(json))));
  const { generation } = await answers.open({ reading: asGuessed }, never);
  return answers.precision({ generation, row: 0, temperature: 1 }, never);
}

async function naive(json: unknown, format: string): Promise<string | undefined> {
  const { formats } = await precision(json);
  return formats
    .find((row) => row.format === format)
    ?.naive.words.map(({ text }) => text)
    .join('');
}
