import { isInteger } from '@ai-etl/core';
import type { ColumnView, TableView } from '../profile/column-view.ts';

/** Columns that identify a row of a table that has no declared key. */
export interface KeyAdvice {
  readonly columns: readonly string[];
  readonly because: string;
  /** `sample`: look at all rows (`exact: true`) before relying on it. */
  readonly basis: 'declared_key' | 'all_rows' | 'sample';
}

/** Null: there is one already, the system has none, or no single column will do. */
export function advisePrimaryKey({ table, profile, columns }: TableView): KeyAdvice | null {
  // An engine of its own says: keys are not enforced there.
  if (table.kind === 'view' || table.primaryKey.length > 0 || table.engine !== undefined)
    return null;
  const nullable = new Set(table.columns.filter((one) => one.nullable).map((one) => one.name));
  const declared = table.uniqueKeys.find((key) => key.every((name) => !nullable.has(name)));
  if (declared !== undefined && declared.length > 0) {
    return {
      columns: [...declared],
      because: 'It is declared unique and never NULL, so it identifies a row already.',
      basis: 'declared_key',
    };
  }
  const [best] = columns
    .filter((one) => one.judgement.unique && one.profiled.nulls === 0 && suits(one))
    .toSorted((a, b) => rank(b, table.object.name) - rank(a, table.object.name));
  // A handful of rows says nothing.
  if (best === undefined || profile.sample.rows < 20) return null;
  const basis = best.judgement.uniqueBasis === 'all_rows' ? 'all_rows' : 'sample';
  const rows = profile.sample.rows.toLocaleString('en');
  return {
    columns: [best.column.name],
    because:
      basis === 'all_rows'
        ? `All ${rows} rows have a value of their own there, and the table has no key: rows can be doubled unnoticed.`
        : `${rows} rows looked at have a value of their own there, and the table has no key. Make sure with "exact": true.`,
    basis,
  };
}

/** Times and fractions are unique by chance; long texts make poor keys. */
function suits({ column, profiled }: ColumnView): boolean {
  const { type } = column;
  if (isInteger(type) || type.kind === 'uuid') return true;
  if (type.kind === 'decimal') return (type.scale ?? 1) === 0;
  return type.kind === 'text' && (profiled.values?.length?.max ?? 1000) <= 64;
}

function rank({ column }: ColumnView, table: string): number {
  const name = column.name.toLowerCase();
  const single = table.toLowerCase().replace(/s$/, '');
  const byName = name === 'id' ? 4 : name === `${single}_id` || name === `${single}id` ? 3 : 0;
  const byType = isInteger(column.type) || column.type.kind === 'uuid' ? 2 : 0;
  return byName + byType + (/_?(id|no|number|code|key|uuid)$/.test(name) ? 1 : 0);
}
