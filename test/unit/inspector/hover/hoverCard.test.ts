import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type CardFigure, hoverCard, type RowContent } from '../../../../src/inspector/hover/hoverCard.js';

interface Expected {
  readonly text: string;
  /** The row that is hovered; 0 where it is not said. */
  readonly row?: number;
  /** The exact numbers of the row, and what follows from them. */
  readonly values: readonly number[];
  readonly probabilities: readonly number[];
  readonly oneMinusTop: number;
  readonly entropy: number;
  readonly margin: number;
  readonly logSumExp: number;
}

const expected = JSON.parse(readFileSync('test/fixtures/hover/expected.json', 'utf8')) as {
  readonly literals: readonly Expected[];
  readonly printed: readonly Expected[];
};

const context = { minimumLength: 2, maximumLength: 20_000, language: 'log' };

/** What the card says of the row at the last number of the text, or at the `‸`. */
function contentOf(marked: string, language = 'log'): RowContent {
  const at = marked.indexOf('‸');
  const card = hoverCard(marked.replace('‸', ''), at < 0 ? marked.search(/\d\D*$/) : at, { ...context, language });
  assert.ok(card?.content, marked);
  return card.content;
}

function figure({ figures }: RowContent, name: string): string {
  const found = figures.find((each: CardFigure) => each.name === name);
  assert.ok(found, name);
  return found.value;
}

/** Whether a figure as it is written is the number, to within one unit (or as many) of its last digit. */
function assertSays(text: string, value: number, what: string, units = 0.5000001, oneMinus = NaN): void {
  const said = text.replaceAll('\u2212', '-').replaceAll('\u00a0', ' ');
  if (said === '?') return;
  const [, nearOne] = /^1 - (.*)$/.exec(said) ?? [];
  if (nearOne !== undefined) {
    assertSays(nearOne, oneMinus, what, units);
    return;
  }
  const bound = /^[<>](.*)$/.exec(said)?.[1];
  if (bound !== undefined) {
    assert.ok(
      said.startsWith('<') ? value < units * 2 * Number(bound) : value > 2 * Number(bound) - 1 - units * 1e-4,
      `${what}: ${said} for ${value}`,
    );
    return;
  }
  const [, mantissa = said, power = ''] = /^(.*)·10(.*)$/.exec(said) ?? [];
  const exponent = Number(
    power.replace('⁻', '-').replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit))),
  );
  const shown = Number(mantissa) * 10 ** exponent;
  const unit = 10 ** (exponent - (mantissa.split('.')[1]?.length ?? 0));
  assert.ok(Math.abs(shown - value) <= units * unit, `${what}: ${said} for ${value}`);
}

describe('the card of an array', () => {
  for (const { text, values, probabilities, oneMinusTop, entropy, margin, logSumExp } of expected.literals) {
    it(`says what SciPy and mpmath do of ${text}`, () => {
      const content = contentOf(text);
      const order = values.map((_, index) => index).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
      for (const [place, { label, value, probability, share }] of content.classes.entries()) {
        const index = order[place] ?? -1;
        assert.equal(label, String(index));
        assertSays(value, values[index] ?? NaN, 'value');
        assertSays(probability, probabilities[index] ?? NaN, 'probability', 0.5000001, oneMinusTop);
        assert.ok(Math.abs(share - (probabilities[index] ?? NaN)) <= 1e-15);
      }
      const rest = order.slice(5).reduce((sum, index) => sum + (probabilities[index] ?? 0), 0);
      if (order.length > 6) assertSays(content.rest?.probability ?? '', rest, 'rest');
      else assert.equal(content.rest, null);
      assertSays(figure(content, 'entropy'), entropy, 'entropy');
      assertSays(figure(content, 'logit margin'), margin, 'margin');
      assertSays(figure(content, 'log-sum-exp'), logSumExp, 'log-sum-exp');
    });
  }

  it('shows no digit of a printed row that is off by more than one, whatever was rounded away', () => {
    for (const { text, probabilities, oneMinusTop, values, entropy, margin, logSumExp } of expected.printed) {
      const content = contentOf(text);
      if (content.guess.kind !== 'logits') continue;
      for (const { label, value, probability } of content.classes) {
        assertSays(value, values[Number(label)] ?? NaN, `${text} value`, 1);
        assertSays(probability, probabilities[Number(label)] ?? NaN, `${text} probability`, 1.5, oneMinusTop);
      }
      assertSays(figure(content, 'entropy'), entropy, `${text} entropy`, 1.5);
      assertSays(figure(content, 'logit margin'), margin, `${text} margin`, 1.5);
      assertSays(figure(content, 'log-sum-exp'), logSumExp, `${text} log-sum-exp`, 1.5);
    }
  });

  it('names the row, the shape and the name, and takes the dtype from the text', () => {
    const text = 'scores = tensor([[[2.0000, 1.0000]], [[0.5000, 0.2500]]], dtype=torch.float16)';
    const card = hoverCard(text, text.indexOf('0.2500'), context);
    assert.equal(card?.name, 'scores');
    assert.equal(card.rowExpression, '[1, 0, :]');
    assert.deepEqual([card.row, card.shape, card.dtype], [1, [2, 1, 2], 'float16']);
    assert.equal(text.slice(...card.rowRange), '[0.5000, 0.2500]');
    assert.equal(text.slice(card.start, card.end), text.slice('scores = '.length));
  });

  it('guesses probabilities and log-probabilities, and says so', () => {
    const probabilities = contentOf('[0.7, 0.2, 0.1]');
    assert.equal(probabilities.guess.kind, 'probabilities');
    assert.deepEqual(
      probabilities.classes.map(({ probability }) => probability),
      ['0.7000', '0.2000', '0.1000'],
    );
    // −Σ p ln p = 0.80181855 by SciPy's entropy([0.7, 0.2, 0.1]).
    assert.equal(figure(probabilities, 'entropy'), '0.8018');
    assert.equal(figure(probabilities, 'probability margin'), '0.5000');
    assert.equal(contentOf('[-0.35667494, -1.60943791, -2.30258509]').guess.kind, 'log-probabilities');
  });

  it('takes what a Python program writes for exact, and what is printed there for rounded', () => {
    const said = (content: RowContent): string[] => content.classes.map(({ probability }) => probability);
    // Of numbers known to ±0.05 one digit of a probability is sure.
    assert.deepEqual(said(contentOf('z = array([2.0, 1.0, 0.1])', 'python')), ['0.6590', '0.2424', '0.0986']);
    assert.deepEqual(said(contentOf('array([2.0, 1.0, 0.1])', 'python')), ['0.7', '0.2', '0.1']);
    assert.deepEqual(said(contentOf('z = array([2.0, 1.0, 0.1])')), ['0.7', '0.2', '0.1']);
  });

  const notices: readonly (readonly [text: string, ...said: readonly RegExp[]])[] = [
    ['[2.0, 1.0, nan‸]', /^error NaN at 2: /],
    ['[2.0, inf‸, 1.0]', /^error \+inf at 1: /],
    ['[-inf, ‸-inf]', /^error All 2 logits are −inf/],
    ['[-inf, 2.0, ‸1.0]', /^info 1 of 3 classes is masked/],
    ['[-1e9, 2.0, ‸1.0]', /^warning 1 logit looks like a mask/],
    // e^12 > 65504, e^89 > 3.39e38.
    ['[12.0, ‸1.0]', /^warning float16: e\^12\.00 > 65504 at class 0/],
    ['[1.5, ‸89.0]', /^warning float16, bfloat16, float32: e\^89\.00 > 65504 at class 1/],
    // 2·e^10.9 = 108,352 > 65504.
    ['[10.9, ‸10.9]', /^warning float16: the sum of e\^z passes 65504/, /^info 2 classes share the largest/],
    ['tensor([1.2345, ‸1.2346])', /^info The digits shown do not tell which of classes 1 and 0/, /rounded numbers/],
    ['[2.0, ‸1.0]'],
  ];
  for (const [text, ...said] of notices) {
    it(`says of ${text} ${said.length > 0 ? said.join(' and ') : 'nothing'}`, () => {
      const told = contentOf(text).notices.map(({ severity, message }) => `${severity} ${message}`);
      assert.equal(told.length, said.length, told.join('\n'));
      for (const [index, pattern] of said.entries()) assert.match(told[index] ?? '', pattern);
    });
  }

  it('has no figures for a row without probabilities', () => {
    const { classes, figures, rest } = contentOf('[[1.0, 2.0], [nan, ‸1.0]]');
    assert.deepEqual([classes, figures, rest], [[], [], null]);
  });

  it('is not there for rows shorter than asked, and has no content for arrays longer', () => {
    assert.equal(hoverCard('[1.5, 2.5]', 3, { ...context, minimumLength: 3 }), undefined);
    const long = hoverCard('[1.5, 2.5, 3.5]', 3, { ...context, maximumLength: 2 });
    assert.deepEqual([long?.shape, long?.content], [[3], null]);
  });
});
