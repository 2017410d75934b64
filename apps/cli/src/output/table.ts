import { cutToWidth, displayWidth } from './display-width.ts';
import { safeText } from './safe-text.ts';

export interface TableColumn<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | boolean | null | undefined;
  /** Numbers stand at the right. */
  readonly right?: boolean;
  /** Gives way first when the terminal is narrow. */
  readonly flexible?: boolean;
  readonly paint?: (text: string) => string;
}

const gap = '  ';
const narrowest = 8;

/** Rows as columns of text. `width` null: nothing is cut. */
export function formatTable<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  { width, heading }: { readonly width: number | null; readonly heading: (text: string) => string },
): string {
  const cells = rows.map((row) => columns.map((column) => textOf(column.value(row))));
  const widths = columns.map((column, at) =>
    Math.max(displayWidth(column.title), ...cells.map((row) => displayWidth(row[at] ?? ''))),
  );
  if (width !== null) shrink(widths, columns, width);
  const line = (values: readonly string[], paint: (text: string, at: number) => string): string =>
    values
      .map((value, at) => {
        const size = widths[at] ?? 0;
        const cut = cutToWidth(value, size);
        const padding = ' '.repeat(Math.max(0, size - displayWidth(cut)));
        const painted = paint(cut, at);
        return columns[at]?.right === true ? padding + painted : painted + padding;
      })
      .join(gap)
      .trimEnd();
  return [
    line(
      columns.map((column) => column.title),
      (text) => heading(text),
    ),
    ...cells.map((row) => line(row, (text, at) => columns[at]?.paint?.(text) ?? text)),
  ].join('\n');
}

function textOf(value: string | number | boolean | null | undefined): string {
  return value === null || value === undefined ? '' : safeText(String(value));
}

function shrink<Row>(widths: number[], columns: readonly TableColumn<Row>[], width: number): void {
  const total = () => widths.reduce((sum, one) => sum + one, gap.length * (widths.length - 1));
  for (const column of [columns.filter((one) => one.flexible), columns].flat()) {
    const at = columns.indexOf(column);
    const excess = total() - width;
    if (excess <= 0) return;
    widths[at] = Math.max(Math.min(widths[at] ?? 0, narrowest), (widths[at] ?? 0) - excess);
  }
}
