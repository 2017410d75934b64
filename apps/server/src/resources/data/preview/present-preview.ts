import { spokenTypeName } from '@ai-etl/connectors';
import {
  invariant,
  maskValue,
  printColumnType,
  type CatalogColumn,
  type CatalogTable,
  type Sample,
  type SemanticFinding,
} from '@ai-etl/core';
import { jsonValue, type JsonValue } from '../../../data/json-value.ts';
import type { PreviewAnswer } from '../contract.ts';
import type { PreviewQuery } from './preview-query.ts';

export interface PreviewToPresent {
  readonly source: string;
  readonly table: CatalogTable;
  readonly defaultSchema: string;
  readonly query: PreviewQuery;
  readonly sample: Sample;
  /** Characters beyond which values were cut. */
  readonly longestValue: number;
  readonly meanings: ReadonlyMap<string, SemanticFinding>;
  /** Columns whose values are hidden from this caller. */
  readonly hidden: ReadonlySet<string>;
  readonly limit: number;
}

/** A preview as the API shows it. */
export function presentPreview(one: PreviewToPresent): PreviewAnswer {
  const { source, table, query, sample, meanings, hidden, longestValue } = one;
  const columns = query.columns.map((name): CatalogColumn => {
    const column = table.columns.find((other) => other.name === name);
    invariant(column !== undefined, 'a previewed column is in the catalog');
    return column;
  });
  let cut = 0;
  const rows = sample.rows.map((row) =>
    columns.map((column, place): JsonValue => {
      const text = row[place] ?? null;
      if (text === null) return null;
      if (hidden.has(column.name)) {
        return maskValue(text, meanings.get(column.name)?.kind ?? null);
      }
      if (text.length <= longestValue) return jsonValue(text, column.type);
      cut += 1;
      return `${text.slice(0, longestValue)}…`;
    }),
  );
  return {
    source,
    table: {
      schema: table.object.schema ?? one.defaultSchema,
      name: table.object.name,
      kind: table.kind,
    },
    columns: columns.map((column) => {
      const meaning = meanings.get(column.name);
      return {
        name: column.name,
        type: spokenTypeName(column.nativeType),
        logical_type: printColumnType(column.type),
        nullable: column.nullable,
        semantic_type: meaning?.kind ?? null,
        pii: meaning?.pii ?? false,
        masked: hidden.has(column.name),
      };
    }),
    rows,
    row_count: rows.length,
    limit: one.limit,
    truncated: sample.truncated,
    filter: query.filter,
    cut_values: cut,
  };
}
