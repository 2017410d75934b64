import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import { partsOf } from '../name-parts.ts';

/** Words of names of where a stay, a rental or a trip begins, and where it ends. */
const pairs: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    ['arrival', 'arrive'],
    ['departure', 'depart'],
  ],
  [
    ['check in', 'checkin'],
    ['check out', 'checkout'],
  ],
  [
    ['start', 'begin'],
    ['end', 'finish'],
  ],
  [['from'], ['to', 'till', 'until']],
  [
    ['pickup', 'pick up', 'collected', 'rented', 'rental'],
    ['return', 'dropoff', 'drop off', 'returned'],
  ],
];

/** The two days between which rows last; null where no two columns say so. */
export function stretchOf(
  table: CatalogTable,
): { readonly from: CatalogColumn; readonly to: CatalogColumn } | null {
  const moments = table.columns.filter(isMoment);
  for (const [starts, ends] of pairs) {
    const from = moments.find((column) => saysAny(column, starts));
    const to = moments.find((column) => column !== from && saysAny(column, ends));
    if (from !== undefined && to !== undefined) return { from, to };
  }
  return null;
}

function saysAny({ name }: CatalogColumn, words: readonly string[]): boolean {
  const said = ` ${partsOf(name).join(' ')} `;
  const plain = ` ${name.toLowerCase().replaceAll('_', ' ')} `;
  return words.some((word) => said.includes(` ${word} `) || plain.includes(` ${word} `));
}
