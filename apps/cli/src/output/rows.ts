import type { CommandContext } from '../command.ts';
import { safeText } from './safe-text.ts';
import { showTable } from './show.ts';

interface Rows {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Rows of data as a table; NULL is shown as such, so that it is not taken for empty text. */
export function showRows(
  context: Pick<CommandContext, 'terminal' | 'style'>,
  { columns, rows }: Rows,
): void {
  showTable(context, rows, {
    columns: columns.map(({ name }, at) => ({
      title: safeText(name),
      value: (row) => textOf(row[at]),
      right:
        rows.length > 0 && rows.every((row) => row[at] === null || typeof row[at] === 'number'),
      flexible: true,
      paint: (text) => (text === 'NULL' ? context.style.dim(text) : text),
    })),
    none: 'No rows.',
  });
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
