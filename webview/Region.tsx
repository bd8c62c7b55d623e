import type { ComponentChildren } from 'preact';

interface Props {
  /** Also the test id. */
  readonly id: string;
  readonly title: string;
  /** What stands beside the title. */
  readonly head?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** One part of the page under its heading. */
export function Region({ id, title, head, children }: Props) {
  return (
    <section class={`region ${id}`} aria-labelledby={`${id}-title`} data-testid={id}>
      <div class="region-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {head}
      </div>
      {children}
    </section>
  );
}
