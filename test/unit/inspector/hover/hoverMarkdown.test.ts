import assert from 'node:assert/strict';
import { hoverCard } from '../../../../src/inspector/hover/hoverCard.js';
import { hoverMarkdown } from '../../../../src/inspector/hover/hoverMarkdown.js';
import { probabilityBar, type ThemeKind } from '../../../../src/inspector/hover/probabilityBar.js';

const links = { open: 'command:open', copy: 'command:copy', convert: 'command:convert' };
const style = { theme: 'dark', fontSize: 14 } as const;

/** The card of a text in Markdown, pictures as `(bar)`, spaces between columns left out. */
function markdownOf(text: string, maximumLength = 100): string {
  const card = hoverCard(text, text.search(/\d\D*$/), { minimumLength: 2, maximumLength, language: 'log' });
  assert.ok(card);
  return hoverMarkdown(card, links, style)
    .replaceAll(/\(data:[^)]*\)/g, '(bar)')
    .replaceAll(/&e[mn]sp;/g, '');
}

/** The picture that a data URI holds. */
function pictureOf(uri: string): string {
  const [, base64 = ''] = /^data:image\/svg\+xml;base64,(.*)$/.exec(uri) ?? [];
  return Buffer.from(base64, 'base64').toString();
}

describe('a hover in Markdown', () => {
  it('has every figure as text, in columns that end at the right', () => {
    assert.equal(
      markdownOf('logits = [2.0, 1.0, 0.1]'),
      [
        '**logits** · 3 classes',
        '',
        '| class | logit | probability |  |',
        '| --: | --: | --: | :-- |',
        '| 0 | 2.0 | 0.6590 | ![](bar) |',
        '| 1 | 1.0 | 0.2424 | ![](bar) |',
        '| 2 | 0.1 | 0.0986 | ![](bar) |',
        '',
        'entropy **0.8467** nat (77 % of ln 3) · logit margin **1.000** · log-sum-exp **2.417**',
        '',
        '[$(graph) Open in inspector](command:open)[$(copy) Copy probabilities](command:copy)[$(replace) Convert…](command:convert)',
      ].join('\n'),
    );
  });

  it('puts all further classes on one line', () => {
    const lines = markdownOf('[9, 8, 7, 6, 5, 4, 3, 2]').split('\n');
    assert.equal(lines.filter((line) => line.endsWith('![](bar) |')).length, 6);
    assert.match(
      lines.find((line) => line.includes('more')) ?? '',
      /^\| 3 more \| {2}\| 0\.00\d\d \| !\[\]\(bar\) \|$/,
    );
  });

  it('says that probabilities are a guess, and shows them once', () => {
    const markdown = markdownOf('[0.7, 0.2, 0.1]');
    assert.match(markdown, /^\*\*Probabilities\*\* · 3 classes\n\nRead as probabilities, by a guess: /);
    assert.match(markdown, /\| class \| probability \| {2}\|\n\| --: \| --: \| :-- \|\n\| 0 \| 0\.7000 \|/);
  });

  it('tells warnings by a glyph with a word, errors without figures and links that make no sense', () => {
    assert.match(markdownOf('[12.0, 1.0]'), /\$\(warning\)<\/span> float16: e\^12\.00 \\> 65504 at class 0/);
    const broken = markdownOf('[nan, 1.0]');
    assert.match(broken, /\$\(error\)<\/span> NaN at 0/);
    assert.doesNotMatch(broken, /\||Copy|Convert/);
  });

  it('says of an array that was not read how long it is', () => {
    assert.match(markdownOf('[1.5, 2.5, 3.5]', 2), /3 numbers are more than a hover reads/);
  });

  it('takes no mark of a name for its own', () => {
    assert.match(markdownOf('self.*a_b* = [1.5, 2.5]'), /^\*\*self\.\\\*a\\_b\\\*\*\* · /);
    assert.match(markdownOf('"<b>$(x)" : [1.5, 2.5]'), /^\*\*\\<b\\>\\\$\\\(x\\\)\*\* · /);
  });
});

describe('the bar of a probability', () => {
  it('is as long as the probability, and to be seen where that is not 0', () => {
    const lengths = [0, 1e-9, 0.25, 1].map((share) => {
      const [, width = '', length = ''] =
        /width="(\d+)" .*<rect width="([\d.]+)"/.exec(pictureOf(probabilityBar(share, style))) ?? [];
      return [Number(width), Number(length)];
    });
    assert.deepEqual(lengths, [
      [154, 0],
      [154, 1],
      [154, 38.5],
      [154, 154],
    ]);
  });

  it('stands out from the hover of each theme by 3 : 1', () => {
    // The backgrounds of hovers in VS Code's own themes, and the contrast of WCAG 2.
    const backgrounds: Readonly<Record<ThemeKind, readonly string[]>> = {
      light: ['#f8f8f8', '#f3f3f3', '#ffffff'],
      dark: ['#202020', '#252526', '#1f1f1f'],
      'high-contrast': ['#0c141f', '#000000'],
      'high-contrast-light': ['#ffffff'],
    };
    for (const theme of Object.keys(backgrounds) as ThemeKind[]) {
      const [bar = ''] = /#[0-9a-f]{6}(?="\/><\/svg>)/.exec(pictureOf(probabilityBar(1, { ...style, theme }))) ?? [];
      for (const background of backgrounds[theme]) assert.ok(contrast(bar, background) >= 3, `${theme}: ${bar}`);
    }
  });
});

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
