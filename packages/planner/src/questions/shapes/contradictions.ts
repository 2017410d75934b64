import type { CatalogTable } from '@ai-etl/core';
import type { ColumnMention, Form, Measure, Test } from '../form.ts';
import { keyColumns } from '../../query/table-facts.ts';
import { namingColumns } from '../naming.ts';
import type { Resolution } from '../resolve.ts';
import type { Field } from '../schema-index.ts';
import { weights } from '../weights.ts';

/** What it costs that nothing is shown but what was said: the names of rows of one name. */
export function saidAgain(
  shown: readonly Field[],
  tests: readonly Test[],
  resolution: Resolution,
): number {
  const said = tests.flatMap((test) =>
    test.kind === 'held' && !test.negated && test.values.length === 1
      ? [resolution.fieldOf(test.left)]
      : [],
  );
  // In another role the same table has other rows.
  const isSaid = ({ table, column }: Field): boolean =>
    said.some((one) => one.table === table && one.column === column);
  const isAll = shown.length > 0 && shown.every(isSaid);
  return isAll ? weights.odd.saidAgain : 0;
}

/** What it costs that one column of one row is to hold two values, one and not another, or none and more than one. */
export function contradictions(tests: readonly Test[], resolution: Resolution): number {
  const held = new Map<Field, number>();
  for (const test of tests) {
    if (test.kind !== 'held') continue;
    const field = resolution.fieldOf(test.left);
    held.set(field, (held.get(field) ?? 0) + 1);
  }
  const several = [...held.values()].reduce((sum, count) => sum + count - 1, 0);
  return (several + comparedThoughEmpty(tests, resolution)) * weights.odd.twoValues;
}

/** How many tests compare a column that another says is empty: "not paid late" is no payment that is missing. */
function comparedThoughEmpty(tests: readonly Test[], resolution: Resolution): number {
  const empty = new Set(
    tests.flatMap((test) =>
      test.kind === 'null' && !test.negated ? [resolution.fieldOf(test.left).column] : [],
    ),
  );
  const compared = tests.filter(
    (test) =>
      (test.kind === 'compare' || test.kind === 'between' || test.kind === 'time') &&
      test.left.kind === 'column' &&
      test.left.derived === undefined &&
      empty.has(resolution.fieldOf(test.left).column),
  );
  return compared.length;
}

/** What it costs that one row is to be put in order: a total of all rows. */
export function orderedTotal({ shows, groups, order, limit, frame }: Form): number {
  const isTotal = shows.length > 0 && shows.every(({ kind }) => kind === 'measure');
  const isOne = isTotal && groups.length === 0 && frame === null;
  // What is ranked by its rows is a total of the best of them.
  const isRanked = limit !== null && !order.some(({ by }) => by.kind === 'measure');
  return isOne && order.length > 0 && !isRanked ? weights.odd.orderedTotal : 0;
}

/** What it costs that a column is shown beside others though the words say which one value it has: "the albums of Queen". */
export function knownShown({ shows, tests }: Form, resolution: Resolution): number {
  if (shows.length < 2) return 0;
  const known = new Set(
    tests.flatMap((test): Field[] =>
      test.kind === 'held' && !test.negated && test.values.length === 1
        ? [resolution.fieldOf(test.left)]
        : [],
    ),
  );
  const isMeasured = shows.some(({ kind }) => kind === 'measure');
  const again = shows.filter((show) => {
    if (show.kind === 'measure') return false;
    if (show.kind === 'column') {
      // "name and age of the cook named Ann": a name may be asked for again.
      const field = resolution.fieldOf(show);
      const isKnown =
        [...known].some(({ column }) => column === field.column) || isGivenRight(show, tests);
      return isKnown && (isMeasured || !namingColumns(field.table).includes(field.column));
    }
    const table = resolution.tableOf(show);
    const keys = keyColumns(table);
    // "employees with role HR": the role is known by its key, too.
    if (keys.length === 1 && [...known].some(({ column }) => column === keys[0])) return true;
    return namingColumns(table).every((column) =>
      [...known].some((field) => field.table === table && field.column === column),
    );
  });
  return again.length * weights.odd.knownShown;
}

/** What it costs that each row alone is to have an average: "students with an average grade above 8" have several grades. */
export function averagesOfOne(
  { entity, groups, shows, tests, order, frame }: Form,
  resolution: Resolution,
): number {
  const isOfInner = shows.some(
    (show) =>
      show.kind === 'measure' &&
      show.fn !== 'count' &&
      show.of?.kind === 'column' &&
      frame?.inner.some(
        (group) =>
          group.kind === 'table' && isRowOf(show.of, resolution.tableOf(group), resolution),
      ) === true,
  );
  if (isOfInner) return weights.odd.averageOfOne;
  if (entity === null || groups.length > 0 || shows.some(({ kind }) => kind === 'measure'))
    return 0;
  const own = resolution.tableOf(entity);
  const compared = tests.flatMap((test) =>
    (test.kind === 'compare' || test.kind === 'between') && test.left.kind === 'measure'
      ? [test.left]
      : [],
  );
  const ranked = order.flatMap(({ by }) => (by.kind === 'measure' ? [by] : []));
  const isOfOne = [...compared, ...ranked].some(
    ({ fn, of }) => fn !== 'count' && of?.kind === 'column' && resolution.fieldOf(of).table === own,
  );
  return isOfOne ? weights.odd.averageOfOne : 0;
}

function isRowOf(of: Measure['of'], table: CatalogTable, resolution: Resolution): boolean {
  return of?.kind === 'column' && resolution.fieldOf(of).table === table;
}

/** "phones with carrier Sprint or Orange": values right behind the column say which rows are meant. */
function isGivenRight(show: ColumnMention, tests: readonly Test[]): boolean {
  const end = show.at + show.words.split(' ').length;
  return tests.some(
    (test) =>
      test.kind === 'held' &&
      !test.negated &&
      test.left.at >= end &&
      test.left.at - end <= 1 &&
      test.left.alternatives.some(({ what }) =>
        show.alternatives.some((one) => one.what.table === what.table),
      ),
  );
}

/** What it costs that each row alone is to be counted: "cancelled orders: how many" asks for one number. */
export function countsOfOne({ shows, groups }: Form, resolution: Resolution): number {
  const listed = shows.flatMap((show) => (show.kind === 'table' ? [resolution.tableOf(show)] : []));
  const isCounted = shows.some(
    (show) =>
      show.kind === 'measure' &&
      show.fn === 'count' &&
      show.of?.kind === 'table' &&
      listed.includes(resolution.tableOf(show.of)),
  );
  return isCounted && groups.length === 0 ? weights.odd.countOfOne : 0;
}
