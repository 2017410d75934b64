import type { Query } from '@ai-etl/core';
import { areWantedOnce } from '../repeated-values.ts';
import type { Field, SchemaIndex } from '../schema-index.ts';
import type { Word } from '../words.ts';

const askers: ReadonlySet<string> = new Set(['we', 'you', 'they']);

/** "What currencies do we use in orders?": each value once, not that of every order. */
export function listOnce(query: Query, words: readonly Word[], index: SchemaIndex): Query {
  if (query.kind === 'set' || query.groupBy !== null || query.limit !== null) return query;
  const first = words[0]?.lower;
  const verb = words.findIndex(({ lower }) => lower === 'do' || lower === 'did');
  const isAsked = (first === 'what' || first === 'which') && verb > 1 && verb < 5;
  if (!isAsked || !askers.has(words[verb + 1]?.lower ?? '')) return query;
  const sources = [query.from, ...query.joins.map(({ source }) => source)];
  const fields = query.select.flatMap(({ expression }): Field[] => {
    if (expression.kind !== 'column') return [];
    const source = sources.find(({ alias }) => alias === expression.table);
    const table =
      source !== undefined && 'object' in source
        ? index.schema.tables.find(({ object }) => object.name === source.object.name)
        : undefined;
    const column = table?.columns.find(({ name }) => name === expression.name);
    return table === undefined || column === undefined ? [] : [{ table, column }];
  });
  const isList = fields.length === query.select.length && areWantedOnce(fields);
  return isList && query.orderBy.length === 0 ? { ...query, distinct: true } : query;
}
