import {
  detectSemanticType,
  type CatalogColumn,
  type CatalogTable,
  type ColumnProfile,
  type SemanticFinding,
  type TableProfile,
} from '@ai-etl/core';
import { judgeColumn, type Judgement } from './judge-column.ts';

/** A column with all that is known and concluded of it. */
export interface ColumnView {
  readonly column: CatalogColumn;
  readonly profiled: ColumnProfile;
  readonly judgement: Judgement;
  /** What it means; null: nothing speaks for anything. */
  readonly meaning: SemanticFinding | null;
}

/** A table with all that is known and concluded of it. */
export interface TableView {
  readonly table: CatalogTable;
  readonly profile: TableProfile;
  readonly columns: readonly ColumnView[];
}

/** Draws the conclusions. Pure. */
export function viewTable(table: CatalogTable, profile: TableProfile): TableView {
  const columns = table.columns.flatMap((column, index): readonly ColumnView[] => {
    const profiled = profile.columns[index];
    if (profiled === undefined) return [];
    const meaning = detectSemanticType({
      name: column.name,
      table: table.object.name,
      type: column.type,
      values: (profiled.frequencies?.top ?? []).map((one) => one.value),
    });
    return [{ column, profiled, judgement: judgeColumn(profiled, table, profile), meaning }];
  });
  return { table, profile, columns };
}

/** NULLs among the rows looked at, 0 to 1; null when not known. */
export function nullShareOf({ profiled }: ColumnView, { sample }: TableProfile): number | null {
  return profiled.nulls === null || sample.rows === 0 ? null : profiled.nulls / sample.rows;
}

/** Least and greatest as the profile has them. */
export function rangeOf({ profiled }: ColumnView): {
  readonly min: string | null;
  readonly max: string | null;
} {
  const { wholeRange, values } = profiled;
  return wholeRange ?? { min: values?.min ?? null, max: values?.max ?? null };
}
