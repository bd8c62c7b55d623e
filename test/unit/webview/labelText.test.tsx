import assert from 'node:assert/strict';
import { render } from 'preact-render-to-string';
import { Label } from '../../../webview/Label.js';
import { fullLabelText, labelText } from '../../../webview/labelText.js';

const hostile = {
  markup: '<img src=x onerror=alert(1)>',
  reversed: '\u202egnp.exe',
  isolated: '\u2066a\u2069',
  lines: 'two\r\nlines',
  invisible: 'a\u200bb\ufeff',
  nothing: '',
  spaced: ' the ',
  long: 'x'.repeat(100_000),
};

describe('The name of a class', () => {
  it('is itself where it is harmless', () => {
    for (const label of ['truck', '中文标签', 'مرحبا', 'Ġthe', '👩‍👧'.slice(0, 2)])
      assert.equal(labelText(label, 0), label);
  });

  it('shows what would reorder, break or hide the text around it', () => {
    assert.equal(labelText(hostile.reversed, 0), '⟨U+202E⟩gnp.exe');
    assert.equal(labelText(hostile.isolated, 0), '⟨U+2066⟩a⟨U+2069⟩');
    assert.equal(labelText(hostile.lines, 0), 'two␍⏎lines');
    assert.equal(labelText(hostile.invisible, 0), 'a⟨U+200B⟩b⟨U+FEFF⟩');
    assert.equal(labelText('\u0000\u001b', 0), '␀␛');
  });

  it('tells tokens apart that differ in a space', () => {
    assert.equal(labelText(hostile.spaced, 0), '␣the␣');
    assert.equal(labelText(' ', 0), '␣');
  });

  it('is the number of the class where there is no name', () => {
    assert.equal(labelText(hostile.nothing, 3), 'class 3');
  });

  it('is cut where it is long, never in the middle of a character', () => {
    assert.equal(labelText(hostile.long, 0).length, 161);
    assert.equal(labelText('😀'.repeat(500), 0), `${'😀'.repeat(160)}…`);
    assert.ok(fullLabelText(hostile.long).length <= 2001);
  });

  it('never becomes markup', () => {
    const html = render(<Label label={hostile.markup} index={0} />);
    assert.equal(
      html,
      '<bdi class="label" title="&lt;img src=x onerror=alert(1)> (0)">&lt;img src=x onerror=alert(1)></bdi>',
    );
  });
});
