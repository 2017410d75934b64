import type { PlannedColumn, TablePlan } from '@ai-etl/core';
import { ownTablePrefix } from '../staging-name.ts';

/** Where rows that did not fit are kept, in the schema of their target. */
export const quarantineName = `${ownTablePrefix}quarantine`;

/** Columns of the quarantine that hold text, in order; the last one, `quarantined_at`, is a moment. */
export const quarantineTexts = [
  'run_id',
  'step',
  'target',
  'column_name',
  'reason',
  'row_json',
] as const;

/** Why a row is set apart. */
export interface Misfit {
  readonly column: string;
  readonly reason: string;
  /** SQL that is true of such a row, and false, never NULL, of others. */
  readonly condition: string;
}

/** A system's words for staged values. */
export interface MisfitWords {
  /** The staged value. */
  value(column: PlannedColumn): string;
  /** It in the target's type, NULL where it does not fit. Never an error. */
  converted(column: PlannedColumn): string;
}

/** True when a load may set rows apart. Pure. */
export function hasQuarantine({ columns }: Pick<TablePlan, 'columns'>): boolean {
  return columns.some((one) => one.setApart !== undefined);
}

/** True when values of the column are tested one by one. Pure. */
export function isTested({ setApart = [] }: PlannedColumn): boolean {
  return setApart.includes('misfit');
}

/** What may be wrong with a row, in the order of the columns. Pure. */
export function misfitsOf(
  { columns }: Pick<TablePlan, 'columns'>,
  words: MisfitWords,
): readonly Misfit[] {
  return columns.flatMap((column) =>
    (column.setApart ?? []).map((kind): Misfit => {
      const value = words.value(column);
      const { name } = column.source;
      return kind === 'null'
        ? { column: name, reason: 'NULL where none may be', condition: `${value} IS NULL` }
        : {
            column: name,
            reason: `does not fit ${column.nativeType}`,
            condition: `${value} IS NOT NULL AND ${words.converted(column)} IS NULL`,
          };
    }),
  );
}

/** SQL that gives a text of the first thing wrong with a row, NULL where nothing is. Pure. */
export function firstMisfit(
  misfits: readonly Misfit[],
  textOf: (misfit: Misfit) => string,
): string {
  const whens = misfits.map((one) => `WHEN ${one.condition} THEN ${textOf(one)}`);
  return `CASE ${whens.join(' ')} END`;
}
