import assert from 'node:assert/strict';
import { render } from 'preact-render-to-string';
import type { StopComparisonView, StopsView } from '../../../src/protocol/views.js';
import { Banners } from '../../../webview/Banners.js';
import { Comparison } from '../../../webview/Comparison.js';
import { Footer } from '../../../webview/Footer.js';
import { Problem } from '../../../webview/Problem.js';
import { State } from '../../../webview/state.js';
import { Stops } from '../../../webview/Stops.js';
import { FakeHost } from './fakeHost.js';
import { stopComparisonView, stopsView, stopView } from './stopsViews.js';
import { documentView } from './views.js';

const stop = {
  id: 3,
  line: 'train.py:88',
  functionName: 'evaluate()',
  process: null,
  at: 0,
  isLive: true,
  isComplete: true,
};

function showing(view: Partial<StopsView> = {}): State {
  const state = new State(new FakeHost());
  state.document.view.value = documentView({ stop, sizeBytes: 1331 });
  state.stops.view.value = stopsView(view);
  return state;
}

function comparing(view: Partial<StopComparisonView> = {}): State {
  const state = showing();
  state.stops.comparedWith.value = 1;
  state.stops.comparison.value = stopComparisonView(view);
  return state;
}

/** What a person reads of some markup. */
function text(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const figures = (topIndex: number, topLabel: string, entropyNats: number) => ({
  figures: { entropyNats, topIndex, topLabel, topProbability: 0.5 },
});

describe('The strip of stops', () => {
  it('is not there for a file', () => {
    assert.equal(render(<Stops state={new State(new FakeHost())} />), '');
  });

  it('says which of how many is shown, and what changed since the last', () => {
    const stops = [stopView(1), stopView(2, figures(3, 'cat', 1.25)), stopView(3, figures(5, 'dog', 0.84))];
    const html = render(<Stops state={showing({ stops })} />);
    assert.match(text(html), /3 of 3 entropy ↓ 0\.41 nat · top class cat → dog since the last/);
    // A sign, not colour alone, over the bar where the top class changed.
    assert.equal(html.match(/▾/g)?.length, 1);
    assert.match(
      html,
      /stop 3 of 3, the newest\ntrain\.py:83 · evaluate\(\) · rank 0 · [\d:]+\ndog p = 0\.5000 · entropy 0\.8400 nat\ntop class was cat/,
    );
  });

  it('has one bar to tab to, that of the stop shown, and marks the newest besides', () => {
    const html = render(<Stops state={showing({ shown: 2 })} />);
    const bars = html.match(/<button[^>]*role="radio"[^>]*>/g) ?? [];
    assert.deepEqual(
      bars.map((bar) => [/aria-checked(="true"|(?!=))/.test(bar), /tabindex="0"/i.test(bar), bar.includes('newest')]),
      [
        [false, false, false],
        [true, true, false],
        [false, false, true],
      ],
    );
    assert.match(text(html), /2 of 3/);
  });

  it('says of the first that it is, of a row that was not read, of a failure, and of stops that were dropped', () => {
    assert.match(text(render(<Stops state={showing({ shown: 1 })} />)), /1 of 3 the first/);
    const unread = [stopView(1), stopView(2, { figures: null }), stopView(3)];
    const html = render(<Stops state={showing({ stops: unread, droppedCount: 20 })} />);
    assert.match(text(html), /3 of 3 \(20 older ones dropped\) the row was not read at the last/);
    const failed = [stopView(2), stopView(3, { failure: 'There is no “logits” here.', figures: null })];
    const broken = render(<Stops state={showing({ stops: failed, shown: 2 })} />);
    assert.match(broken, /There is no “logits” here\./);
    assert.match(text(broken), /✕/);
  });

  it('says that its figures are of the past, in place of the banner and without a way that cannot work', () => {
    const state = showing();
    state.document.outdated.value = { message: 'The program is running.', readAt: new Date(2026, 0, 1, 14, 2) };
    assert.match(
      text(render(<Stops state={state} />)),
      /Warning: The program is running\. These figures are of 14:02\./,
    );
    assert.doesNotMatch(render(<Banners state={state} />), /try-again/);
  });

  it('names the temperature where it is not 1', () => {
    const state = showing();
    state.choices.temperature.value = 2;
    assert.match(text(render(<Stops state={state} />)), /entropy as before since the last, at T = 2/);
  });

  it('offers the other stops that have a value to be compared with', () => {
    const stops = [stopView(1), stopView(2, { failure: 'No.', figures: null }), stopView(3)];
    const html = render(<Stops state={showing({ stops })} />);
    assert.deepEqual(
      html
        .match(/<option[^>]*>[^<]*/g)
        ?.map(text)
        .map((option) => option.replace(/[\d:]{8}/, 'TIME')),
      ['Compare with…', '1: train.py:81 · TIME'],
    );
  });
});

describe('The comparison of two stops', () => {
  it('has the divergences with their units and both top classes', () => {
    const shown = text(render(<Comparison state={comparing()} />));
    assert.match(shown, /Stop 1 → 3 row 17 at T = 1/);
    assert.match(shown, /top class cat → dog/);
    assert.match(shown, /entropy 1\.040 → 0\.6930 nat KL\(1‖3\) 0\.1250 nat KL\(3‖1\) ∞ nat/);
    assert.match(shown, /Jensen–Shannon 0\.03000 nat total variation 0\.2500/);
    assert.match(shown, /cat 0\.5000 0\.2500 −0\.2500 dog 0\.2500 0\.5000 \+0\.2500/);
  });

  it('has a twin with every digit and the logits', () => {
    const state = comparing();
    state.choices.tables.value = { ...state.choices.tables.value, comparison: true };
    const shown = text(render(<Comparison state={state} />));
    assert.match(shown, /logit 1 logit 3/);
    assert.match(shown, /cat 0\.5 0\.25 -0\.25 1\.5 0\.75/);
  });

  it('says that the top class stayed, and why there is none', () => {
    const { a } = stopComparisonView();
    assert.match(text(render(<Comparison state={comparing({ b: a })} />)), /top class cat as before/);
    const state = comparing();
    state.stops.comparison.value = null;
    state.stops.problem.value = 'The row has 10 classes there.';
    assert.match(text(render(<Comparison state={state} />)), /The row has 10 classes there\./);
  });

  it('shows hostile names as text', () => {
    const [first] = stopComparisonView().moves;
    assert.ok(first);
    const html = render(<Comparison state={comparing({ moves: [{ ...first, label: '<img src=x>' }] })} />);
    assert.doesNotMatch(html, /<img/);
  });
});

describe('The page of a value in a program', () => {
  it('says how soon it was read and how little was moved', () => {
    const state = showing();
    const document = state.document.view.value ?? documentView();
    const shown = text(render(<Footer state={state} document={document} />)).replaceAll('\u00a0', ' ');
    assert.match(shown, /read 4 ms after the stop · 20 B of 1\.3 KB moved/);
  });

  it('names each refusal that only it meets, and does not offer the text of a file', () => {
    const state = new State(new FakeHost());
    const titles = ['not-paused', 'not-found', 'no-data', 'changed', 'debugger', 'session-ended'].map((code) => {
      const html = render(<Problem state={state} problem={{ kind: 'user', code, message: 'Why.', remedy: null }} />);
      assert.doesNotMatch(html, /open-as-text/);
      return /<h1>(.*?)<\/h1>/.exec(html)?.[1];
    });
    assert.equal(new Set(titles).size, 6);
    assert.match(
      render(<Problem state={state} problem={{ kind: 'user', code: 'corrupt', message: 'Why.', remedy: null }} />),
      /open-as-text/,
    );
  });
});
