import type { ComponentChildren } from 'preact';

interface Props {
  readonly caption: string;
  readonly columns: readonly string[];
  /** Cells by row; the first of each row is its heading. */
  readonly rows: readonly (readonly ComponentChildren[])[];
  readonly testId: string;
}

/** The text twin of a chart: every number with every digit. */
export function FullTable({ caption, columns, rows, testId }: Props) {
  return (
    <div class="full-table" role="group" tabIndex={0} aria-label={caption} data-testid={testId}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) =>
                column === 0 ? (
                  <th key={column} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={column}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
