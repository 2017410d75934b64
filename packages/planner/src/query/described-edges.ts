import { sameType, type CatalogColumn, type CatalogTable } from '@ai-etl/core';
import type { JoinEdge } from './join-graph.ts';

const reference = /(?<![\p{L}\p{N}_.])(\p{L}[\p{L}\p{N}_]*)\.(\p{L}[\p{L}\p{N}_]*)/gu;
const longest = 500;

/** "emp_id of the line manager": the key of its own table, at the start. */
const ownKey = /^\s*(\p{L}[\p{L}\p{N}_]*)\s+of\s/u;

/**
 * Keys that only comments declare: "doctors.doctor_id" of a column `head_doctor_id`, "emp_id of the line manager" of a
 * column `mgr_id` beside the key `emp_id`.
 */
export function describedEdges(
  tables: readonly CatalogTable[],
  isKnown: (many: CatalogTable, column: string) => boolean,
): readonly JoinEdge[] {
  const byName = Map.groupBy(tables, ({ object }) => object.name.toLowerCase());
  return tables.flatMap((many) =>
    many.columns.flatMap((column): JoinEdge[] => {
      if (column.comment === undefined || isKnown(many, column.name)) return [];
      const found = referenced(column, byName) ?? referencedSelf(column, many);
      if (found === null || found.key === column) return [];
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

function referencedSelf(
  { comment = '', type }: CatalogColumn,
  one: CatalogTable,
): { readonly one: CatalogTable; readonly key: CatalogColumn } | null {
  const said = ownKey.exec(comment.slice(0, longest))?.[1]?.toLowerCase();
  const [name, ...more] = one.primaryKey;
  if (said === undefined || name?.toLowerCase() !== said || more.length > 0) return null;
  const key = one.columns.find((column) => column.name === name);
  return key !== undefined && sameType(type, key.type) ? { one, key } : null;
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
