import type { RowView } from '../src/protocol/views.js';
import { Sign } from './Severity.js';

/** A row that has no figures says why in their place. */
export function Refusal({ refusal }: { readonly refusal: NonNullable<RowView['refusal']> }) {
  return (
    <div class="refusal" data-testid="refusal">
      <p class="refusal-title error">
        <Sign severity="error" /> {refusal.title}
      </p>
      <p>{refusal.message}</p>
    </div>
  );
}

/** What is wrong with a row that has figures, in sentences. */
export function Warnings({ view }: { readonly view: RowView }) {
  if (view.warnings.length === 0) return null;
  return (
    <ul class="notices" data-testid="row-warnings">
      {view.warnings.map((warning) => (
        <li key={warning.code + warning.message}>
          <Sign severity={warning.severity} /> {warning.message}
        </li>
      ))}
    </ul>
  );
}
