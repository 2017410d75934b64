import type { Expression, Query } from '@ai-etl/core';
import { Names } from '../../query/build/output-names.ts';
import { isAmong } from '../expressions.ts';
import type { Word } from '../words.ts';

const rankings: ReadonlySet<string> = new Set(['top', 'bottom', 'топ']);

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
  const names = new Names();
  for (const { name } of select) names.free(name);
  return { ...query, select: [...select, { name: names.free(nameOf(by)), expression: by }] };
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
