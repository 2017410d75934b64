import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import { partsOf } from '../name-parts.ts';
import type { Field } from '../schema-index.ts';
import { verbRoot } from '../states/verb-root.ts';

/** The two moments between which what a row tells of lasts. */
export interface Stretch {
  readonly from: Field;
  readonly to: Field;
  readonly kind: StretchKind;
}

/** What lasts: somebody stays or drops in somewhere, is employed, has something of others; else just a piece of time. */
export type StretchKind = 'stay' | 'visit' | 'tenure' | 'loan' | 'plain';

/** Words with which something begins, those with which it ends, the surest pair first. */
const pairs: readonly (readonly [StretchKind, string, string])[] = [
  ['stay', 'admit', 'discharge'],
  ['stay', 'arrive', 'depart leave'],
  ['visit', 'check_in', 'check_out'],
  ['stay', 'move_in', 'move_out'],
  ['plain', 'in', 'out'],
  ['loan', 'pick_up borrow take lend loan', 'return bring_back drop_off'],
  ['tenure', 'hire employ', 'leave fire terminate resign dismiss quit retire end'],
  [
    'tenure',
    'join activate enrol subscribe',
    'leave churn deactivate cancel terminate graduate end',
  ],
  ['plain', 'start begin', 'end finish complete stop close'],
  ['tenure', 'start begin', 'leave terminate cancel'],
  ['plain', 'first_day first_date', 'last_day last_date'],
  ['plain', 'valid_from from since', 'valid_to valid_until to until till'],
  ['plain', 'open', 'close resolve solve fill end'],
  [
    'plain',
    'file report raise submit request create',
    'close resolve solve settle complete finish fill',
  ],
  ['plain', 'bring_in send_in', 'bring_out'],
  ['tenure', 'buy purchase', 'sell retire scrap'],
  ['plain', 'publish list', 'delist unpublish remove'],
  ['plain', 'issue', 'repay return'],
];

const roots: readonly (readonly [StretchKind, readonly string[], readonly string[]])[] = pairs.map(
  ([kind, from, to]) => [kind, rootsOf(from), rootsOf(to)],
);

function rootsOf(words: string): readonly string[] {
  return words.split(' ').map((one) => one.split('_').map(verbRoot).join(' '));
}

const asked = rootsOf('book request order schedule create place apply register');
const came = rootsOf('start begin happen hold visit see');

/** How long one waits for what rows of a table tell of: from the booking to the beginning. null: nothing says so. */
export function waitOf(table: CatalogTable): Stretch | null {
  const moments = table.columns.filter(isMoment);
  const begin = named(moments, asked);
  const end = named(
    moments.filter((one) => one !== begin),
    came,
  );
  if (begin === undefined || end === undefined) return null;
  return { from: { table, column: begin }, to: { table, column: end }, kind: 'loan' };
}

const known = new WeakMap<CatalogTable, Stretch | null>();

/** How long rows of a table last; null where no two of its moments say so. Pure. */
export function stretchOf(table: CatalogTable): Stretch | null {
  const found = known.get(table);
  if (found !== undefined) return found;
  const stretch = findStretch(table);
  known.set(table, stretch);
  return stretch;
}

function findStretch(table: CatalogTable): Stretch | null {
  const moments = table.columns.filter(isMoment);
  for (const [kind, from, to] of roots) {
    const begin = named(moments, from);
    const end = named(
      moments.filter((one) => one !== begin),
      to,
    );
    if (begin !== undefined && end !== undefined)
      return { from: { table, column: begin }, to: { table, column: end }, kind };
  }
  return null;
}

/** The first column that a root stands for; what is only planned comes after what was. */
function named(
  columns: readonly CatalogColumn[],
  wanted: readonly string[],
): CatalogColumn | undefined {
  const actual = columns.filter(({ name }) => !planned.test(name));
  return wanted
    .flatMap((root) => [...actual, ...columns].filter((column) => says(column, root)))
    .at(0);
}

const planned =
  /(?:^|_)(?:due|planned?|exp|expected|est|estimated|promised|sched|scheduled|target|trial)(?:_|$)/iu;

function says({ name }: CatalogColumn, root: string): boolean {
  const parts = partsOf(name).map(verbRoot);
  const words = root.split(' ');
  return parts.some((_, at) => words.every((word, place) => parts[at + place] === word));
}

/** Whether a table has a number that says how long its rows last. */
export function holdsLength(table: CatalogTable): boolean {
  return table.columns.some(({ name }) => length.test(name));
}

const length = /(?:duration|length|elapsed|minutes|hours|nights|days_(?:used|taken))/iu;
