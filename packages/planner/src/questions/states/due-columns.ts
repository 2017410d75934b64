import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import { partsOf } from '../name-parts.ts';
import type { Field } from '../schema-index.ts';
import { verbRoot } from './verb-root.ts';

/** When something has to be, and when it was. */
export interface DueColumns {
  readonly due: Field;
  /** Filled when it came; null where no column says so. */
  readonly done: Field | null;
  /** The moment ends something: a card, a contract. */
  readonly expires: boolean;
}

const dueWords = [
  'due',
  'deadline',
  'promised',
  'expected',
  'target',
  'estimated',
  'scheduled',
  'planned',
];
const endWords = /(?:^|_)(?:expires?|expiry|expiration|valid_(?:to|until|till|thru))(?:$|_)/iu;
/** What settles a thing that is due, the surest first. */
const doneWords = [
  'pay',
  'repay',
  'return',
  'deliver',
  'complete',
  'submit',
  'arrive',
  'receive',
  'close',
  'resolve',
  'finish',
  'ship',
  'settle',
  'end',
].map(verbRoot);

/** The due columns of a table: the surest one of each kind. */
export function dueColumns(table: CatalogTable): readonly DueColumns[] {
  const moments = table.columns.filter(isMomentLike);
  const [due] = moments
    .map((column) => ({ column, rank: dueRank(column) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank);
  const end = moments.find((column) => endWords.test(column.name));
  return [
    ...(due === undefined
      ? []
      : [{ due: { table, column: due.column }, done: doneOf(due.column, table), expires: false }]),
    ...(end === undefined ? [] : [{ due: { table, column: end }, done: null, expires: true }]),
  ];
}

function isMomentLike(column: CatalogColumn): boolean {
  return (
    isMoment(column) || (column.type.kind === 'text' && /(?:_at|_on|date)$/iu.test(column.name))
  );
}

function dueRank(column: CatalogColumn): number {
  const parts = partsOf(column.name);
  return dueWords.findIndex((word) => parts.includes(word));
}

/** `delivered_at` for `expected_delivery_date`; else whatever settles things. */
function doneOf(due: CatalogColumn, table: CatalogTable): Field | null {
  const roots = partsOf(due.name).map(verbRoot);
  const ranked = table.columns
    .filter(
      (column) => column !== due && column.nullable && isMomentLike(column) && dueRank(column) < 0,
    )
    .map((column) => {
      const own = partsOf(column.name).map(verbRoot);
      const shared = own.some((root) => doneWords.includes(root) && roots.includes(root));
      const rank = doneWords.findIndex((root) => own.includes(root));
      return { column, rank: shared ? -1 : rank === -1 ? Number.POSITIVE_INFINITY : rank };
    })
    .filter(({ rank }) => Number.isFinite(rank))
    .sort((a, b) => a.rank - b.rank);
  const [best] = ranked;
  return best === undefined ? null : { table, column: best.column };
}
