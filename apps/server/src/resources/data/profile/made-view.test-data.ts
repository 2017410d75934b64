import {
  parseColumnType,
  invariant,
  type CatalogTable,
  type ColumnProfile,
  type TableProfile,
} from '@ai-etl/core';
import { viewTable, type TableView } from './column-view.ts';

/** A column of a made up profile. */
export interface MadeColumn {
  /** Logical type; default text. */
  readonly type?: string;
  readonly nativeType?: string;
  readonly nullable?: boolean;
  readonly nulls?: number;
  /** Values with their counts in the rows looked at. */
  readonly top?: readonly (readonly [value: string, count: number])[];
  readonly distinct?: number;
  readonly min?: string;
  readonly max?: string;
  readonly longest?: number;
}

export interface MadeTable {
  readonly name?: string;
  readonly columns: Readonly<Record<string, MadeColumn>>;
  readonly rows?: number | null;
  readonly sampled?: number;
  readonly table?: Partial<CatalogTable>;
  readonly profile?: Partial<TableProfile>;
}

/** A table with its profile, for tests of what is concluded from it. */
export function makeView(made: MadeTable): TableView {
  const rows = made.rows === undefined ? 1000 : made.rows;
  const sampled = made.sampled ?? Math.min(rows ?? 1000, 10_000);
  const columns = Object.entries(made.columns);
  const table: CatalogTable = {
    object: { schema: 'public', name: made.name ?? 'things' },
    kind: 'table',
    columns: columns.map(([name, one]) => {
      const type = parseColumnType(one.type ?? 'text');
      invariant(type !== undefined, `${one.type ?? ''} is a type`);
      return {
        name,
        type,
        nullable: one.nullable ?? true,
        nativeType: one.nativeType ?? one.type ?? 'text',
      };
    }),
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: [],
    estimatedRows: rows,
    estimatedBytes: null,
    ...made.table,
  };
  const profile: TableProfile = {
    rows: { count: rows, exact: rows === sampled },
    sizeBytes: rows === null ? null : rows * 100,
    indexBytes: 0,
    sample: { method: rows === sampled ? 'all_rows' : 'rows', rows: sampled },
    columns: columns.map(([name, one]) => makeColumn(name, one, sampled)),
    repeated: null,
    indexes: [],
    partitionKey: null,
    sortedBy: [],
    lastWrittenAt: null,
    missing: [],
    ...made.profile,
  };
  return viewTable(table, profile);
}

function makeColumn(name: string, one: MadeColumn, sampled: number): ColumnProfile {
  const nulls = one.nulls ?? 0;
  const top = (one.top ?? []).map(([value, count]) => ({ value, count }));
  const distinct = one.distinct ?? (top.length > 0 ? top.length : sampled - nulls);
  return {
    name,
    typeName: one.nativeType ?? one.type ?? 'text',
    nulls,
    values: {
      min: one.min ?? null,
      max: one.max ?? null,
      mean: null,
      stddev: null,
      quantiles: null,
      notFinite: null,
      length: one.longest === undefined ? null : { min: 0, max: one.longest, mean: one.longest },
      empty: null,
    },
    frequencies: { distinct, single: distinct === sampled - nulls ? distinct : 0, top },
    systemDistinct: null,
    wholeRange: null,
  };
}
