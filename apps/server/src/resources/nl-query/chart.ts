import { isNumeric, type Query, type Schema } from '@ai-etl/core';
import type { NlQueryAnswerBody } from './contract.ts';

export type Chart = NonNullable<NlQueryAnswerBody['chart']>;

const mostLines = 5;
const moments: ReadonlySet<string> = new Set(['date', 'timestamp', 'timestamptz']);

/**
 * How rows of an answer may be drawn, by the types of its columns: numbers over time as lines, by
 * something else as bars, one value as itself. Null where a table says more.
 */
export function chartOf(query: Query, columns: Schema): Chart | null {
  const keys = new Set(keyNames(query));
  const measures = columns.filter(({ name, type }) => isNumeric(type) && !keys.has(name));
  const rest = columns.filter((one) => !measures.includes(one));
  const y = measures.map(({ name }) => name).slice(0, mostLines);
  if (y.length === 0) return null;
  const [x, ...more] = rest;
  if (x === undefined) return isOneRow(query) ? { type: 'number', x: null, y } : null;
  const time = rest.find(({ name, type }) => moments.has(type.kind) || isPartOfTime(name));
  if (time !== undefined) return more.length > 1 ? null : { type: 'line', x: time.name, y };
  if (isOneRow(query)) return null;
  // Of a key and a name of the same rows, the name.
  const label = rest.findLast(({ type }) => type.kind === 'text') ?? x;
  return rest.length > 2 ? null : { type: 'bar', x: label.name, y };
}

/** Columns of the answer that its groups are made by. */
function keyNames(query: Query): readonly string[] {
  if (query.kind === 'set' || query.groupBy === null) return [];
  const keys = new Set(query.groupBy.map((one) => JSON.stringify(one)));
  return query.select
    .filter(({ expression }) => keys.has(JSON.stringify(expression)))
    .map(({ name }) => name);
}

function isOneRow(query: Query): boolean {
  if (query.limit?.count === 1) return true;
  return query.kind === 'select' && query.groupBy?.length === 0;
}

function isPartOfTime(name: string): boolean {
  return /(?:^|_)(?:year|quarter|month|week|day|hour)(?:$|_)/iu.test(name);
}
