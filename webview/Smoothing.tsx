import type { Signal } from '@preact/signals';
import type { Smoothing as SmoothingChoice } from '../src/protocol/views.js';
import { Select } from './controls.js';
import { t } from './l10n.js';

const common = [0, 0.05, 0.1, 0.2];

/** How much of the target is spread over all classes, and by whose definition. */
export function Smoothing({ smoothing }: { readonly smoothing: Signal<SmoothingChoice> }) {
  const { epsilon, convention } = smoothing.value;
  const enter = (field: HTMLInputElement): void => {
    const typed = field.valueAsNumber;
    if (typed >= 0 && typed <= 1) smoothing.value = { epsilon: typed, convention };
    else field.value = String(epsilon);
  };
  return (
    <span class="pair">
      <label class="pair">
        <span class="dim">{t('smoothing')}</span>
        <input
          class="smoothing-box"
          type="number"
          min={0}
          max={1}
          step={0.05}
          list="smoothing-values"
          title={t('Label smoothing ε, from 0 to 1')}
          data-testid="smoothing"
          value={epsilon}
          onChange={(event) => enter(event.currentTarget)}
        />
      </label>
      <datalist id="smoothing-values">
        {common.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
      {epsilon > 0 && (
        <Select
          label={t('Smoothing convention')}
          title={t('PyTorch: ε/K on every class. Classic: ε/(K−1) on the wrong ones.')}
          value={convention}
          options={[
            { value: 'pytorch', text: t('PyTorch') },
            { value: 'classic', text: t('classic') },
          ]}
          onChoose={(chosen) => (smoothing.value = { epsilon, convention: chosen })}
          testId="smoothing-convention"
        />
      )}
    </span>
  );
}
