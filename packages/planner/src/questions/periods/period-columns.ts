import { isNumeric, type CatalogColumn, type TimeUnit } from '@ai-etl/core';
import { isKeyLike } from '../../query/table-facts.ts';
import { partsOf } from '../name-parts.ts';
import type { Field } from '../schema-index.ts';

const adjectives: ReadonlyMap<string, TimeUnit> = new Map([
  ['hourly', 'hour'],
  ['daily', 'day'],
  ['nightly', 'day'],
  ['weekly', 'week'],
  ['monthly', 'month'],
  ['quarterly', 'quarter'],
  ['annual', 'year'],
  ['annually', 'year'],
  ['yearly', 'year'],
  ['pa', 'year'],
]);
const nouns: ReadonlyMap<string, TimeUnit> = new Map([
  ['hour', 'hour'],
  ['day', 'day'],
  ['night', 'day'],
  ['week', 'week'],
  ['month', 'month'],
  ['quarter', 'quarter'],
  ['year', 'year'],
  ['annum', 'year'],
]);

/** The stretch of time that a number is of: a month for `monthly_rent`, a week for `hours_per_week`; null for others. */
export function periodOf({ column, table }: Field): TimeUnit | null {
  if (!isNumeric(column.type) || isKeyLike(column, table)) return null;
  return inName(column) ?? inComment(column);
}

function inName({ name }: CatalogColumn): TimeUnit | null {
  const parts = partsOf(name);
  const said = parts.map(
    (part, at) => adjectives.get(part) ?? (parts[at - 1] === 'per' ? nouns.get(part) : undefined),
  );
  return said.find((unit) => unit !== undefined) ?? null;
}

function inComment({ comment }: CatalogColumn): TimeUnit | null {
  const found = /(?:\b(?:per|a|an|each) |\/)(\p{L}+)/iu.exec(comment ?? '')?.[1];
  return nouns.get(found?.toLowerCase() ?? '') ?? null;
}

/** The stretch of time that words end with: "per month", "a night", "annually"; null for others. Lower case. */
export function periodSaid(words: readonly string[]): TimeUnit | null {
  const [first = '', second = '', ...more] = words;
  if (more.length > 0) return null;
  if (second === '') return first === 'annual' ? null : (adjectives.get(first) ?? null);
  return /^(?:per|a|an|each|every|the)$/u.test(first) ? (nouns.get(second) ?? null) : null;
}
