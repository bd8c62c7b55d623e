import { quoted } from '../../core/quoted.js';
import type { DebugTarget } from './adapter.js';

/** What is being inspected, as messages speak of it. */
export interface Subject {
  /** In quotation marks: `“logits”`. */
  readonly name: string;
  /** As a part of code that a message proposes: `logits`. */
  readonly code: string;
}

/** The subject of messages about a target: on one line each, and not too long. */
export function subjectOf({ name, expression }: DebugTarget): Subject {
  return { name: `“${plain(name)}”`, code: plain(expression ?? name) };
}

function plain(text: string): string {
  return quoted(text).slice(1, -1).replaceAll('\\"', '"');
}
