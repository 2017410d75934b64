import type { CommandContext } from '../command.ts';
import { formatTable, type TableColumn } from './table.ts';

/** Prints one JSON value: what the API said, to be read by a program. */
export function showJson({ terminal }: Pick<CommandContext, 'terminal'>, value: unknown): void {
  terminal.out(JSON.stringify(value, null, 2));
}

/** Prints rows as a table, or says that there are none. */
export function showTable<Row>(
  { terminal, style }: Pick<CommandContext, 'terminal' | 'style'>,
  rows: readonly Row[],
  { columns, none }: { readonly columns: readonly TableColumn<Row>[]; readonly none: string },
): void {
  if (rows.length === 0) {
    terminal.say(none);
    return;
  }
  terminal.out(formatTable(rows, columns, { width: terminal.width, heading: style.bold }));
}

/** Prints `name  value` lines; what has no value is left out. */
export function showFields(
  { terminal, style }: Pick<CommandContext, 'terminal' | 'style'>,
  fields: readonly (readonly [name: string, value: string | null | undefined])[],
): void {
  const shown = fields.filter(([, value]) => value !== null && value !== undefined && value !== '');
  const width = Math.max(...shown.map(([name]) => name.length));
  for (const [name, value] of shown) {
    terminal.out(`${style.dim(name.padEnd(width))}  ${value ?? ''}`);
  }
}
