import { fullLabelText, labelText } from './labelText.js';

interface Props {
  readonly label: string;
  /** The number of the class, where it is known. */
  readonly index?: number;
}

/** The name of a class, cut off from the direction of the text around it and whole in its tooltip. */
export function Label({ label, index }: Props) {
  const text = labelText(label, index);
  const whole = label === '' || index === undefined ? fullLabelText(label) : `${fullLabelText(label)} (${index})`;
  return (
    <bdi class="label" title={whole === '' ? text : whole}>
      {text}
    </bdi>
  );
}
