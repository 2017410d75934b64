import type { CatalogTable } from '@ai-etl/core';
import type { JoinEdge } from './join-graph.ts';
import type { QuestionSchema } from './question-types.ts';

/**
 * The same schema, whose tables hold the keys too that only names and comments declare: whoever asks what a column is
 * need not know who said so. The edges are those of the new tables.
 */
export function withNamedKeys(
  schema: QuestionSchema,
  edges: readonly JoinEdge[],
): { readonly schema: QuestionSchema; readonly edges: readonly JoinEdge[] } {
  const named = Map.groupBy(
    edges.filter(({ by, one, referencedColumns: [key] }) => by === 'name' && isKey(one, key)),
    ({ many }) => many,
  );
  if (named.size === 0) return { schema, edges };
  const made = new Map(
    schema.tables.map((table): [CatalogTable, CatalogTable] => {
      const keys = (named.get(table) ?? []).map(({ one, columns, referencedColumns }) => ({
        columns,
        references: one.object,
        referencedColumns,
      }));
      return [
        table,
        keys.length === 0 ? table : { ...table, foreignKeys: [...table.foreignKeys, ...keys] },
      ];
    }),
  );
  const now = (table: CatalogTable): CatalogTable => made.get(table) ?? table;
  return {
    schema: { ...schema, tables: schema.tables.map(now) },
    edges: edges.map((edge) => ({ ...edge, many: now(edge.many), one: now(edge.one) })),
  };
}

function isKey({ primaryKey }: CatalogTable, column: string | undefined): boolean {
  return primaryKey.length === 1 && primaryKey[0] === column;
}
