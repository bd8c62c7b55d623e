import { fullLabelText, isNamed, labelText, spelledLabel } from './labelText.js';

interface Props {
  readonly label: string;
  /** The number of the class, where it is known. */
  readonly index?: number;
  /** Whether the name stands alone, so that a class without one is `class 3` rather than `3`. */
  readonly isAlone?: boolean;
}

/** The name of a class, cut off from the direction of the text around it and whole in its tooltip. */
export function Label({ label, index, isAlone = false }: Props) {
  const text = isAlone && index !== undefined ? spelledLabel(label, index) : labelText(label, index);
  const title =
    index !== undefined && isNamed(label, index) ? `${fullLabelText(label)} (${index})` : fullLabelText(label) || text;
  return (
    <bdi class="label" title={title}>
      {text}
    </bdi>
  );
}
