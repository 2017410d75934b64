import { sameType, type CatalogColumn, type CatalogTable } from '@ai-etl/core';
import type { JoinEdge } from './join-graph.ts';

const reference = /(?<![\p{L}\p{N}_.])(\p{L}[\p{L}\p{N}_]*)\.(\p{L}[\p{L}\p{N}_]*)/gu;
const longest = 500;

/** Keys that only comments declare: "doctors.doctor_id" of a column `head_doctor_id`. Those of a table to itself are left out. */
export function describedEdges(
  tables: readonly CatalogTable[],
  isKnown: (many: CatalogTable, column: string) => boolean,
): readonly JoinEdge[] {
  const byName = Map.groupBy(tables, ({ object }) => object.name.toLowerCase());
  return tables.flatMap((many) =>
    many.columns.flatMap((column): JoinEdge[] => {
      if (column.comment?.includes('.') !== true || isKnown(many, column.name)) return [];
      const found = referenced(column, byName);
      if (found === null || found.one === many) return [];
      return [
        {
          many,
          one: found.one,
          columns: [column.name],
          referencedColumns: [found.key.name],
          by: 'name',
        },
      ];
    }),
  );
}

/** The column of a table that a comment names. */
function referenced(
  { comment = '', type }: CatalogColumn,
  byName: ReadonlyMap<string, readonly CatalogTable[]>,
): { readonly one: CatalogTable; readonly key: CatalogColumn } | null {
  for (const [, table = '', name = ''] of comment.slice(0, longest).matchAll(reference)) {
    const [one, ...others] = byName.get(table.toLowerCase()) ?? [];
    const key = one?.columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
    if (one !== undefined && others.length === 0 && key !== undefined && sameType(type, key.type))
      return { one, key };
  }
  return null;
}
