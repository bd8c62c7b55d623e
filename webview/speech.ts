import { signal } from '@preact/signals';
import { CallError } from '../src/protocol/channel.js';
import { t } from './l10n.js';

/** What the page says in passing: to a screen reader, and in one line at the top when something of ours broke. */
export class Speech {
  /** The last announcement; the page's live region. */
  readonly announcement = signal('');
  /** A plain line that the user can dismiss, or null. */
  readonly mishap = signal<string | null>(null);

  announce(text: string): void {
    // A live region speaks when its text changes: the same words twice need a difference that nobody hears.
    this.announcement.value = text === this.announcement.peek() ? `${text}\u00a0` : text;
  }

  /** Says what a call was rejected with; a late or cancelled one is no news. */
  report(error: unknown): void {
    const text = messageOf(error);
    if (text !== null) this.complain(text);
  }

  /** Shows a plain line until it is dismissed, and says it. */
  complain(text: string): void {
    this.mishap.value = text;
    this.announce(text);
  }
}

/** The sentence for an error, or null where there is nothing to say. */
export function messageOf(error: unknown): string | null {
  if (!(error instanceof CallError)) return bugMessage(error instanceof Error ? error.message : String(error));
  switch (error.record.kind) {
    case 'user':
      return error.record.message;
    case 'bug':
      return bugMessage(error.record.message);
    case 'cancelled':
    case 'stale':
      return null;
  }
}

function bugMessage(message: string): string {
  return t(
    'Something broke in Logits Inspector: {0} The details are in the log.',
    /[.!?]$/.test(message) ? message : `${message}.`,
  );
}
