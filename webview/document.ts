import { batch, signal } from '@preact/signals';
import { CallError } from '../src/protocol/channel.js';
import type { CallErrorRecord } from '../src/protocol/messages.js';
import type { ChangeView, DocumentView, ProgressView, Reading, ScanView } from '../src/protocol/views.js';
import { type Choices, storedOrder } from './choices.js';
import type { Ask, Host } from './host.js';
import { clock } from './format.js';
import { t } from './l10n.js';
import { fittingScope } from './slice.js';
import { type Speech, messageOf } from './speech.js';

/** Why the figures on the page are no longer those of the source, and when they were read. */
export interface Outdated {
  readonly message: string;
  readonly readAt: Date;
}

/** Opening takes this long in silence before the page says what it is doing. */
const quietMilliseconds = 150;

/** The tensor that is open: what it is, how far it has been checked, and what went wrong. */
export class DocumentState {
  readonly view = signal<DocumentView | null>(null);
  readonly scan = signal<ScanView | null>(null);
  /** True once an opening has taken long enough to be mentioned. */
  readonly slow = signal(false);
  /** How much of the source has been read, while it is read whole. */
  readonly progress = signal<ProgressView | null>(null);
  /** Why nothing could be opened. */
  readonly problem = signal<CallErrorRecord | null>(null);
  readonly outdated = signal<Outdated | null>(null);
  private readAt = new Date();
  private opening: AbortController | null = null;
  private checking: AbortController | null = null;
  /** The user wants no more of the check: what it still tells of its progress is not shown. */
  private givenUp = false;
  private becomingStale: ReturnType<typeof setTimeout> | undefined;
  private readonly ask: Ask;

  constructor(
    host: Host,
    private readonly choices: Choices,
    private readonly speech: Speech,
  ) {
    this.ask = host.ask;
    host.onEvent((event, body) => {
      if (event === 'change') this.onChange(body as ChangeView);
      else if (event === 'progress') this.progress.value = body as ProgressView;
      else if (event === 'scan') this.onScan(body as { generation: number; view: ScanView });
    });
  }

  /** Opens the tensor, or opens it anew with everything else as it is. Answers whether that went well, as far as it was not overtaken. */
  async open(): Promise<boolean> {
    this.opening?.abort();
    const opening = new AbortController();
    this.opening = opening;
    this.progress.value = null;
    const timer = setTimeout(() => (this.slow.value = true), quietMilliseconds);
    try {
      const view = await this.ask('open', { reading: this.choices.reading.peek() }, opening.signal);
      if (this.opening === opening) this.take(view);
      return true;
    } catch (error) {
      if (this.opening !== opening) return true;
      this.fail(error);
      return false;
    } finally {
      clearTimeout(timer);
      if (this.opening === opening) this.slow.value = false;
    }
  }

  /** Gives up an opening that takes long, and says so where its figures would be. */
  cancelOpening(): void {
    this.opening?.abort();
    this.opening = null;
    this.slow.value = false;
    this.problem.value = { kind: 'user', code: 'cancelled', message: t('Nothing of it is shown.'), remedy: null };
  }

  /** Reads the tensor in another way; where that is refused, the former way stays and the refusal is said. */
  async readAs(change: Partial<Reading>): Promise<void> {
    const former = this.choices.reading.peek();
    this.choices.reading.value = { ...former, ...change };
    const opened = await this.open();
    const refusal = this.outdated.peek();
    if (opened || this.view.peek() === null || refusal === null) return;
    this.choices.reading.value = former;
    await this.open();
    this.speech.complain(refusal.message);
  }

  /** Lets the user pick a file of names or targets, and reads it. */
  async pickLabels(): Promise<void> {
    try {
      const { taken } = await this.ask('pickLabels', {});
      if (taken) await this.open();
    } catch (error) {
      this.speech.report(error);
    }
  }

  /** Checks every row, or joins the check that is under way so that it can be cancelled. */
  async check(): Promise<void> {
    const generation = this.view.peek()?.generation;
    if (generation === undefined || this.checking !== null) return;
    const checking = new AbortController();
    this.checking = checking;
    this.givenUp = false;
    try {
      const scan = await this.ask('scan', { generation }, checking.signal);
      if (this.view.peek()?.generation === generation) this.scan.value = scan;
    } catch (error) {
      this.speech.report(error);
    } finally {
      if (this.checking === checking) this.checking = null;
    }
  }

  /** Ends the check of all rows; what it found so far stays. */
  cancelCheck(): void {
    // A check that began by itself is joined first: only who asked for it can cancel it.
    if (this.checking === null) void this.check();
    this.givenUp = true;
    const scan = this.scan.peek();
    if (scan?.state === 'running') this.scan.value = { ...scan, state: 'waiting' };
    this.checking?.abort();
    this.checking = null;
  }

  private take(view: DocumentView): void {
    const former = this.view.peek();
    const { stop } = view;
    const isPast = stop !== null && !stop.isLive && this.choices.reading.peek().stop === null;
    this.readAt = stop === null ? new Date() : new Date(stop.at);
    clearTimeout(this.becomingStale);
    this.checking?.abort();
    this.checking = null;
    this.givenUp = false;
    batch(() => {
      this.view.value = view;
      this.scan.value = view.scan;
      this.problem.value = null;
      this.outdated.value = isPast ? { message: t('The program has gone on.'), readAt: this.readAt } : null;
      this.fit(view);
    });
    if (former === null) return;
    this.speech.announce(
      stop === null
        ? t('{0} was read anew.', view.name)
        : t('{0} at {1}, {2}', view.name, stop.line, clock(this.readAt)),
    );
  }

  /** Keeps what the user chose as far as it fits the tensor that was read. */
  private fit(view: DocumentView): void {
    const { row, scope, target, sort } = this.choices;
    row.value = Math.max(0, Math.min(row.peek(), view.rowCount - 1));
    scope.value = [...fittingScope(scope.peek(), view)];
    const chosen = target.peek();
    if (typeof chosen === 'number' && chosen >= view.classCount) target.value = 'file';
    const { column } = sort.peek();
    // Whoever opens a large file has not asked for all of it to be read, as a sorted table would.
    const isDear = view.scan.state === 'waiting' && column !== 'row';
    if (isDear || (column === 'loss' && view.labels.targets === null)) sort.value = storedOrder;
  }

  private fail(error: unknown): void {
    const message = messageOf(error);
    if (message === null) return;
    if (this.view.peek() !== null) {
      this.outdated.value = { message, readAt: this.readAt };
      this.speech.announce(message);
    } else {
      this.problem.value = error instanceof CallError ? error.record : { ...unknownProblem, message };
    }
  }

  private onChange(change: ChangeView): void {
    clearTimeout(this.becomingStale);
    const tell = (): void => {
      this.outdated.value = { message: change.message, readAt: this.readAt };
      this.speech.announce(change.message);
    };
    const { reading } = this.choices;
    if (change.state === 'changed') {
      reading.value = { ...reading.peek(), stop: null };
      void this.open();
    } else if (this.view.peek() !== null) {
      // While a program is stepped through, nothing blinks; and what is remembered of an earlier stop stays as it is.
      if (change.state === 'gone') tell();
      else if (reading.peek().stop === null) this.becomingStale = setTimeout(tell, quietMilliseconds);
    }
  }

  private onScan(told: { readonly generation: number; readonly view: ScanView }): void {
    if (told.generation !== this.view.peek()?.generation) return;
    if (told.view.state !== 'running' || !this.givenUp) this.scan.value = told.view;
  }
}

const unknownProblem: CallErrorRecord = { kind: 'bug', code: 'unknown', message: '', remedy: null };
