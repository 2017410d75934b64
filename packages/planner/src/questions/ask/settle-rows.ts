import type { CatalogTable, Expression, OrderKey, Query, SelectQuery } from '@ai-etl/core';
import { isAmong } from '../expressions.ts';
import type { QuestionSchema } from '../../query/question-types.ts';

/**
 * A query whose rows are the same each time: one that lists rows without saying how many gets a limit,
 * and where a limit cuts, rows that sort alike are told apart by their key, or by what is shown.
 */
export function settleRows(query: Query, listLimit: number, schema: QuestionSchema): Query {
  const isCut = query.limit !== null;
  const isList = query.kind === 'set' || query.groupBy === null;
  if (!isCut && !isList) return query;
  const limited = { ...query, limit: query.limit ?? { count: listLimit, offset: 0 } };
  return limited.kind === 'set' ? limited : { ...limited, orderBy: orderOf(limited, schema) };
}

function orderOf(query: SelectQuery, schema: QuestionSchema): readonly OrderKey[] {
  const sorted = query.orderBy.map(({ by }) => by);
  const more = tieBreakers(query, schema).filter(
    (one, at, all) => !isAmong(sorted, one) && !isAmong(all.slice(0, at), one),
  );
  return [
    ...query.orderBy,
    ...more.map((by): OrderKey => ({ by, direction: 'asc', nulls: 'last' })),
  ];
}

function tieBreakers(query: SelectQuery, schema: QuestionSchema): readonly Expression[] {
  const { groupBy, distinct, select, from } = query;
  if (groupBy !== null) return groupBy;
  const shown = select.map(({ expression }) => expression).filter(({ kind }) => kind === 'column');
  if (distinct) return shown;
  const table = 'object' in from ? find(schema, from.object) : undefined;
  const key = (table?.primaryKey ?? []).map((name): Expression => ({
    kind: 'column',
    table: from.alias,
    name,
  }));
  return key.length > 0 ? key : shown;
}

function find(
  { tables, defaultSchema }: QuestionSchema,
  { schema = defaultSchema, name }: CatalogTable['object'],
): CatalogTable | undefined {
  return tables.find(
    ({ object }) => object.name === name && (object.schema ?? defaultSchema) === schema,
  );
}
