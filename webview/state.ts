import { effect } from '@preact/signals';
import { type Choices, choicesFrom, restore, snapshot, temperatureRange } from './choices.js';
import { DocumentState } from './document.js';
import type { Host } from './host.js';
import { t } from './l10n.js';
import { RowState } from './rowState.js';
import { rowAsJson, rowAsTsv } from './rowText.js';
import { RowsState } from './rowsState.js';
import { Selection } from './selection.js';
import { Speech } from './speech.js';
import { StopsState } from './stopsState.js';

/** Everything that the page knows, by subject; the regions of the page are drawn from it. */
export class State {
  readonly choices: Choices;
  readonly speech = new Speech();
  readonly document: DocumentState;
  readonly rows: RowsState;
  readonly selection: Selection;
  readonly row: RowState;
  readonly stops: StopsState;

  constructor(readonly host: Host) {
    this.choices = choicesFrom(restore(host.saved()));
    this.document = new DocumentState(host, this.choices, this.speech);
    this.rows = new RowsState(host.ask, this.speech);
    this.selection = new Selection(host, this.choices, this.document, this.rows, this.speech);
    this.row = new RowState(host, this.choices, this.document, this.speech);
    this.stops = new StopsState(host, this.choices, this.document, this.row, this.speech);
  }

  /** Opens the tensor and begins to follow the user's choices. Answers a function that ends it. */
  start(): () => void {
    const ends = [
      this.selection.follow(),
      this.row.follow(),
      this.stops.follow(),
      effect(() => this.host.save(snapshot(this.choices))),
    ];
    void this.document.open();
    return () => ends.forEach((end) => end());
  }

  /** Chooses a temperature, kept within what the protocol knows. */
  setTemperature(value: number): void {
    if (!Number.isFinite(value)) return;
    this.choices.temperature.value = Math.min(temperatureRange.most, Math.max(temperatureRange.least, value));
  }

  /** Makes a class the target. Once more, and the file's own target is back, or none. */
  toggleTarget(index: number): void {
    const shown = this.row.view.peek()?.target;
    const hasFile = this.document.view.peek()?.labels.targets !== null;
    const former = hasFile && shown?.fromFile === false ? 'file' : null;
    this.choices.target.value = shown?.index === index ? former : index;
  }

  /** Copies the row at full precision, for a spreadsheet or for a program. */
  copyRow(format: 'tsv' | 'json'): void {
    const view = this.row.view.peek();
    if (view !== null) void this.copy(format === 'tsv' ? rowAsTsv(view) : rowAsJson(view), t('row {0}', view.index));
  }

  /** Puts text on the clipboard and says what. */
  async copy(text: string, what: string): Promise<void> {
    try {
      await this.host.ask('copy', { text });
      this.speech.announce(t('Copied {0}', what));
    } catch (error) {
      this.speech.report(error);
    }
  }
}
