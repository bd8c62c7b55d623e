import assert from 'node:assert/strict';
import { signal } from '@preact/signals';
import { render } from 'preact-render-to-string';
import type { DocumentView, RowView } from '../../../src/protocol/views.js';
import { Banners } from '../../../webview/Banners.js';
import { Distribution } from '../../../webview/Distribution.js';
import { Figures } from '../../../webview/Figures.js';
import { Header } from '../../../webview/Header.js';
import { Precision } from '../../../webview/Precision.js';
import { Problem } from '../../../webview/Problem.js';
import { State } from '../../../webview/state.js';
import type { Palette } from '../../../webview/theme.js';
import { FakeHost } from './fakeHost.js';
import { documentView, rowView, scanView } from './views.js';

const colours = [
  'background',
  'dim',
  'grid',
  'track',
  'grey',
  'blue',
  'blueText',
  'orange',
  'orangeText',
  'marker',
  'fontFamily',
];
const palette = signal(Object.fromEntries(colours.map((name) => [name, 'black'])) as Palette);

function showing(view: Partial<RowView>, document: Partial<DocumentView> = {}): State {
  const state = new State(new FakeHost());
  state.document.view.value = documentView(document);
  state.document.scan.value = state.document.view.value.scan;
  state.row.view.value = rowView(view);
  return state;
}

/** What a person reads of some markup. */
function text(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('The figures', () => {
  it('are six, with their units, and whole in their tooltips', () => {
    const html = render(<Figures state={showing({})} />);
    assert.match(text(html), /truck top class, p = 0.5871/);
    assert.match(text(html), /0.9945 nat entropy · 43 % of ln 10/);
    assert.match(text(html), /0.6130 logit margin to ship/);
    assert.match(html, /title="0.9945206258863646 nat = 1.4347899 bit/);
  });

  it('give way to a sentence where the row has none', () => {
    const refusal = { title: 'This row holds NaN', message: 'Softmax gives NaN for every class.' };
    const html = text(render(<Figures state={showing({ refusal })} />));
    assert.match(html, /This row holds NaN/);
    assert.doesNotMatch(html, /entropy/);
  });

  it('say the temperature that they are of', () => {
    assert.match(text(render(<Figures state={showing({ temperature: 0.5 })} />)), /at T = 0.5/);
  });
});

describe('The distribution', () => {
  it('shows hostile names as text', () => {
    const label = '<img src=x onerror=alert(1)>';
    const top = rowView().top.map((entry) => ({ ...entry, label }));
    const html = render(<Distribution state={showing({ top })} palette={palette} />);
    assert.doesNotMatch(html, /<img/);
    assert.match(text(html), /<img src=x onerror=alert\(1\)>/);
  });

  it('gathers the classes that are not shown in one line', () => {
    const html = text(render(<Distribution state={showing({})} palette={palette} />));
    assert.match(html, /8 more/);
    assert.match(html, /2 of 10 classes/);
  });

  it('says which classes are masked, and has no bar for them', () => {
    const [first] = rowView().top;
    assert.ok(first);
    const masked = { ...first, index: 3, logit: -Infinity, probability: 0, logProbability: -Infinity };
    const html = text(
      render(<Distribution state={showing({ top: [first, masked], liveCount: 9 })} palette={palette} />),
    );
    assert.match(html, /1 masked/);
    assert.match(html, /−∞/);
  });

  it('has a table that keeps every digit', () => {
    const state = showing({});
    state.choices.tables.value = { ...state.choices.tables.value, distribution: true };
    assert.match(
      text(render(<Distribution state={state} palette={palette} />)),
      /0.5871221504698858 -0.5325223880086707/,
    );
  });

  it('shows the raw values of a row without figures', () => {
    const refusal = { title: 'This row holds NaN', message: '' };
    const top = rowView().top.map((entry) => ({ ...entry, logit: NaN, probability: NaN }));
    assert.match(text(render(<Distribution state={showing({ refusal, top })} palette={palette} />)), /0 truck nan/);
  });
});

describe('The header', () => {
  const header = (document: Partial<DocumentView>): string => {
    const state = showing({}, document);
    return render(<Header state={state} document={documentView(document)} />);
  };

  it('names the tensor, its dtype and its shape', () => {
    assert.match(text(header({})), /logits.npy runs float32 · 64 × 10/);
  });

  it('leads from a badge to its row, and gives each sign a word', () => {
    const badges = [
      { severity: 'error' as const, text: '1 row holds NaN', detail: 'Row 9.', row: 9 },
      { severity: 'fine' as const, text: 'all rows finite', detail: '', row: null },
    ];
    const html = header({ scan: scanView({ badges }) });
    assert.match(html, /<button[^>]*class="badge error"/);
    assert.match(html, /<span[^>]*class="badge ok"/);
    assert.match(text(html), /✕ Error: 1 row holds NaN/);
  });

  it('tells how far the rows are checked', () => {
    const running = header({ scan: scanView({ state: 'running', rowsDone: 12_000, rowCount: 1_000_000 }) });
    assert.match(text(running), /checking rows 12,000 of 1,000,000 Cancel/);
    const waiting = header({ scan: scanView({ state: 'waiting', sizeBytes: 4_509_715_660 }) });
    assert.match(text(waiting), /rows not checked \(4.2\sGB\) Check all/);
  });
});

describe('What went wrong', () => {
  it('is named by its code, with what can be done', () => {
    const problem = {
      kind: 'user',
      code: 'unsupported-dtype',
      message: 'The dtype is |V2.',
      remedy: 'read-as-bfloat16',
    } as const;
    const html = text(render(<Problem state={showing({})} problem={problem} />));
    assert.match(html, /Values of this type cannot be read The dtype is \|V2. Read as bfloat16 Try again Open as text/);
  });

  it('is dated where figures stay that are no longer true', () => {
    const state = showing({});
    state.document.outdated.value = { message: 'logits.npy was deleted.', readAt: new Date(2026, 10, 20, 14, 2) };
    assert.match(
      text(render(<Banners state={state} />)),
      /logits.npy was deleted. The figures below were read at 14:02/,
    );
  });
});

describe('The verdicts on precision', () => {
  it('have a sign, a word and a power set as one', () => {
    const state = showing({});
    const naive = {
      severity: 'error' as const,
      words: [
        { text: 'e^12.4 > 65504 at ', strong: false },
        { text: 'truck', strong: true },
      ],
    };
    state.row.precision.value = {
      row: 17,
      temperature: 1,
      formats: [{ format: 'float16', naive, stable: { severity: null, words: [] } }],
    };
    const html = render(<Precision state={state} />);
    assert.match(html, /e<sup>12.4<\/sup>/);
    assert.match(html, /<bdi><strong>truck<\/strong><\/bdi>/);
    assert.match(text(html), /✕ Error: naive/);
    assert.match(text(html), /✓ Fine: stable/);
  });
});
