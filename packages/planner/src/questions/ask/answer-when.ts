import type { Query } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import type { SchemaIndex } from '../schema-index.ts';
import type { Word } from '../words.ts';

const asking: ReadonlySet<string> = new Set(['when', 'когда']);

/** "When was the latest order": the moment that rows are ranked by is what is asked for. */
export function answerWhen(query: Query, words: readonly Word[], index: SchemaIndex): Query {
  if (query.kind === 'set' || !asking.has(words[0]?.lower ?? '')) return query;
  const { orderBy, groupBy, limit, select } = query;
  const by = orderBy[0]?.by;
  if (by?.kind !== 'column' || groupBy !== null || limit?.count !== 1) return query;
  const isAsked = index.schema.tables.some(({ columns }) =>
    columns.some((column) => column.name === by.name && isMoment(column)),
  );
  const isShown = select.some(
    ({ expression }) => expression.kind === 'column' && expression.name === by.name,
  );
  return isAsked && !isShown ? { ...query, select: [{ name: by.name, expression: by }] } : query;
}
