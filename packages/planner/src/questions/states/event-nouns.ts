import type { CatalogTable } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import { partsOf } from '../name-parts.ts';
import { verbRoot } from './verb-root.ts';

/** Words of a moment's name that say only that it is one. */
export const momentParticles: ReadonlySet<string> = new Set([
  'at',
  'on',
  'date',
  'time',
  'day',
  'ts',
  'dt',
  'tm',
  'timestamp',
]);
const noun = /(?:ing|ings|ion|ions|ment|ments|al|als|ure|ures|ery|eries)$/u;

/**
 * Roots of what happens to make a row of a table: shipments that have a `booked_at` are bookings. Only
 * moments that every row has.
 */
export function eventRoots(table: CatalogTable): readonly string[] {
  return table.columns.flatMap((column): string[] => {
    if (column.nullable || !isMoment(column)) return [];
    const parts = partsOf(column.name).filter((part) => !momentParticles.has(part));
    const [only] = parts;
    return parts.length !== 1 || only === undefined || only === 'created' ? [] : [verbRoot(only)];
  });
}

/** The root of a noun that names something done: booking, registration, admission; null for other words. */
export function eventRoot(lemma: string): string | null {
  return noun.test(lemma) ? verbRoot(lemma) : null;
}
