import type { Query, SelectQuery } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import type { SchemaIndex } from '../schema-index.ts';
import type { Word } from '../words.ts';

const asking: ReadonlySet<string> = new Set(['when', 'когда']);

/** "When was the latest order": the moment that rows are ranked by is what is asked for. */
export function answerWhen(query: Query, words: readonly Word[], index: SchemaIndex): Query {
  if (query.kind === 'set') return query;
  if (!asksDate(words) && !words.some(({ lower }) => asking.has(lower))) return query;
  const only = onlyMoment(query, words, index);
  if (only !== null) return only;
  if (!asking.has(words[0]?.lower ?? '') && !asksDate(words)) return query;
  const { orderBy, groupBy, limit, select } = query;
  const [ranked] = orderBy;
  const by = ranked?.by;
  if (by?.kind !== 'column' || groupBy !== null || limit?.count !== 1) return query;
  // "When did any clerk leave last": the moment of that verb ranks.
  const [first, ...others] = select;
  const shown = others.length === 0 ? first?.expression : undefined;
  if (shown?.kind === 'column' && shown.name !== by.name && isMomentName(shown.name, index))
    return {
      ...query,
      orderBy: [{ by: shown, direction: ranked?.direction ?? 'asc', nulls: 'last' }],
    };
  const isAsked = isMomentName(by.name, index);
  const isShown = select.some(
    ({ expression }) => expression.kind === 'column' && expression.name === by.name,
  );
  return isAsked && !isShown ? { ...query, select: [{ name: by.name, expression: by }] } : query;
}

const ranks: ReadonlyMap<string, 'asc' | 'desc'> = new Map([
  ['first', 'asc'],
  ['earliest', 'asc'],
  ['last', 'desc'],
  ['latest', 'desc'],
]);

/** "When was the first claim made", "the date when the last one was closed": one moment of all. */
function onlyMoment(
  query: SelectQuery,
  words: readonly Word[],
  index: SchemaIndex,
): SelectQuery | null {
  const [shown, ...others] = query.select;
  const direction = words.flatMap(({ lower }) => ranks.get(lower) ?? [])[0];
  if (direction === undefined || shown === undefined || others.length > 0) return null;
  if (query.orderBy.length > 0 || query.limit !== null || query.groupBy !== null) return null;
  const { expression } = shown;
  if (expression.kind !== 'column' || !isMomentName(expression.name, index)) return null;
  return {
    ...query,
    distinct: false,
    orderBy: [{ by: expression, direction, nulls: 'last' }],
    limit: { count: 1, offset: 0 },
  };
}

function isMomentName(name: string, { schema }: SchemaIndex): boolean {
  return schema.tables.some(({ columns }) =>
    columns.some((column) => column.name === name && isMoment(column)),
  );
}

const dates: ReadonlySet<string> = new Set(['date', 'day', 'time', 'moment']);

/** "What was the earliest date": the words ask for it, as "when" does. */
function asksDate(words: readonly Word[]): boolean {
  const at = words.findIndex(({ lower }) => ranks.has(lower));
  if (at <= 0 || at >= 12 || !dates.has(words[at + 1]?.lemma ?? '')) return false;
  // "the clerk with the earliest date of birth": somebody is asked for.
  const before = words[at - 1]?.lower === 'the' ? words[at - 2] : words[at - 1];
  return !/^(?:with|having|has|have|had)$/u.test(before?.lower ?? '');
}
