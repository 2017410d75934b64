import type { CatalogTable } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import { partsOf } from '../name-parts.ts';
import { verbRoot } from './verb-root.ts';

const particles: ReadonlySet<string> = new Set([
  'at',
  'on',
  'date',
  'time',
  'day',
  'ts',
  'timestamp',
]);
const noun = /(?:ing|ings|ion|ions|ment|ments|al|als|ure|ures)$/u;

/**
 * Tables by what happens to make a row of them: shipments that have a `booked_at` are bookings. Only
 * moments that every row has.
 */
export function eventNouns(
  tables: readonly CatalogTable[],
): ReadonlyMap<string, readonly CatalogTable[]> {
  const byRoot = new Map<string, CatalogTable[]>();
  for (const table of tables) {
    for (const column of table.columns) {
      if (column.nullable || !isMoment(column)) continue;
      const parts = partsOf(column.name).filter((part) => !particles.has(part));
      const [only] = parts;
      if (parts.length !== 1 || only === undefined || only === 'created') continue;
      const root = verbRoot(only);
      byRoot.set(root, [...(byRoot.get(root) ?? []), table]);
    }
  }
  return byRoot;
}

/** The root of a noun that names something done: booking, registration, admission; null for other words. */
export function eventRoot(lemma: string): string | null {
  return noun.test(lemma) ? verbRoot(lemma) : null;
}
