import type { CatalogTable, Expression, SelectQuery } from '@ai-etl/core';
import type { Building } from '../building.ts';
import { binary, column, numeral } from '../expressions.ts';
import type { Form, Show } from '../form.ts';
import type { SelectForm } from './select-form.ts';
import { outerQuery } from './outer-query.ts';

/**
 * "For each region, the client with the highest limit": rows are ranked within each group, and the best are
 * kept. With one place equal rows share it; with several there are never more than said. null: the form
 * ranks no rows within groups.
 */
export function bestOfEach(form: Form, building: Building, select: SelectForm): SelectQuery | null {
  const { limit, offset, order, groups } = form;
  const ranked = rankedShows(form, building);
  if (limit === null || order.length === 0 || ranked.length === 0) return null;
  const measures = order.map(({ by }) => by);
  const shows: readonly Show[] = [
    ...groups,
    ...ranked,
    ...measures.filter((by) => !isShown(by, ranked)),
  ];
  const { query, groupKeys } = select({ ...form, shows, limit: null, offset: 0 }, building);
  const names = new Set(query.select.map(({ name }) => name));
  const place = names.has('place') ? 'place_in_group' : 'place';
  const ranking: Expression = {
    kind: 'window',
    call: { kind: 'call', name: limit === 1 ? 'rank' : 'row_number', args: [] },
    partitionBy: groupKeys,
    orderBy: query.orderBy,
  };
  const inner = {
    ...query,
    orderBy: [],
    select: [...query.select, { name: place, expression: ranking }],
  };
  const wanted = column('ranked', place);
  const where =
    offset > 0 || limit === 1
      ? binary('eq', wanted, numeral(offset + 1))
      : binary('le', wanted, numeral(limit));
  const outer = outerQuery('ranked', inner, [...names]);
  const first = query.select[0]?.name ?? place;
  return {
    ...outer,
    where: [where],
    orderBy: [first, place].map((name) => ({
      by: column('ranked', name),
      direction: 'asc',
      nulls: 'last',
    })),
  };
}

function isShown(one: Show, shows: readonly Show[]): boolean {
  return shows.some((show) => JSON.stringify(show) === JSON.stringify(one));
}

/** What is ranked within the groups; empty when the groups themselves are. */
function rankedShows(form: Form, { resolution }: Building): readonly Show[] {
  const { groups, shows, entity } = form;
  if (groups.length === 0) return [];
  const grouped = groups.map((group) =>
    group.kind === 'table' ? resolution.tableOf(group) : resolution.fieldOf(group),
  );
  const isGroup = (what: Show): boolean => {
    if (what.kind === 'measure') return true;
    if (what.kind === 'table') return grouped.includes(resolution.tableOf(what));
    const field = resolution.fieldOf(what);
    const tables: readonly unknown[] = grouped;
    return tables.includes(field.table) || grouped.some((one) => sameField(one, field));
  };
  const others = shows.filter((show) => !isGroup(show));
  if (others.length > 0) return shows.filter((show) => show.kind === 'measure' || !isGroup(show));
  if (entity === null || isGroup(entity)) return [];
  return [entity, ...shows.filter((show) => show.kind === 'measure')];
}

function sameField(
  one: CatalogTable | { readonly table: CatalogTable; readonly column: unknown },
  field: { readonly table: CatalogTable; readonly column: unknown },
): boolean {
  return 'table' in one && one.table === field.table && one.column === field.column;
}
