import type { Expression, Query, SelectQuery } from '@ai-etl/core';
import { Names } from '../../query/build/output-names.ts';
import { isAmong } from '../expressions.ts';
import type { Form } from '../form.ts';
import type { Word } from '../words.ts';

const rankings: ReadonlySet<string> = new Set(['top', 'bottom', 'топ']);

/**
 * "parcels sent today, newest first": the moment or number that all rows are ordered by stands beside them, where no
 * columns are named.
 */
export function showOrder(query: Query, words: readonly Word[], { shows }: Form): Query {
  if (query.kind === 'set' || !saysFirst(words)) return query;
  const { orderBy, select, groupBy, limit } = query;
  const isPlain = groupBy === null && limit === null && shows.every(({ kind }) => kind === 'table');
  const [order, ...more] = orderBy;
  const by = order?.by;
  if (!isPlain || by?.kind !== 'column' || more.length > 0) return query;
  const shown = select.map(({ expression }) => expression);
  return isAmong(shown, by) || query.distinct ? query : showBeside(query, by.name, by);
}

/** "newest first", "сначала новые". */
function saysFirst(words: readonly Word[]): boolean {
  const said = words.filter(({ kind }) => kind !== 'mark').map(({ lower }) => lower);
  return said.at(-1) === 'first' || said.some((one) => one === 'сначала' || one === 'сперва');
}

/**
 * "top 10 customers by revenue", "which 3 cities get the most parcels": what they are sorted by is shown beside them.
 * Where columns are named, these were asked for alone: "the names of the 3 cities with …".
 */
export function showRank(query: Query, words: readonly Word[]): Query {
  if (query.kind === 'set' || !asksForRows(words)) return query;
  const { orderBy, select, groupBy, limit } = query;
  const by = orderBy[0]?.by;
  if (by?.kind !== 'call' || groupBy === null || groupBy.length === 0) return query;
  const isShown = isAmong(
    select.map(({ expression }) => expression),
    by,
  );
  if (isShown || limit === null || limit.count < 2) return query;
  return showBeside(query, nameOf(by), by);
}

function showBeside(query: SelectQuery, name: string, expression: Expression): SelectQuery {
  const { select } = query;
  const names = new Names();
  for (const shown of select) names.free(shown.name);
  return { ...query, select: [...select, { name: names.free(name), expression }] };
}

function asksForRows(words: readonly Word[]): boolean {
  if (words.some(({ lower }) => rankings.has(lower))) return true;
  const number = words.findIndex(({ kind }) => kind === 'number');
  return number >= 0 && words.slice(0, number).every(({ lower }) => lower !== 'of');
}

function nameOf({ name, args }: Expression & { readonly kind: 'call' }): string {
  const [of] = args;
  return of?.kind === 'column' ? `${name}_${of.name}`.toLowerCase() : name;
}
