import type {
  CatalogTable,
  Expression,
  OrderKey,
  QueryColumn,
  QueryJoin,
  SelectQuery,
} from '@ai-etl/core';
import { belongsTo } from '../../query/join-graph.ts';
import { Names } from '../../query/build/output-names.ts';
import { CannotBuild, type Building } from '../building.ts';
import { isGroupTest, tableOfTest } from '../build-tests.ts';
import { binary, call, column, every, numeral } from '../expressions.ts';
import type { Form, Measure, Test } from '../form.ts';
import { measureName } from './measure-expression.ts';
import { measuredTable } from './measured-table.ts';
import type { SelectForm } from './select-form.ts';

/** Measures of one table, in a query of their own. */
interface Part {
  readonly table: CatalogTable;
  readonly measures: readonly Measure[];
}

/**
 * "For each tier: number of clients, orders placed and tickets opened": measures of several tables, each in a
 * query of its own, so that no row is counted for each row of another. Groups without rows count 0. null:
 * one query can say it.
 */
export function severalMeasures(
  form: Form,
  building: Building,
  select: SelectForm,
): SelectQuery | null {
  const { groups, frame, tests } = form;
  if (frame !== null || tests.some(isGroupTest)) return null;
  const measures = form.shows.filter((show): show is Measure => show.kind === 'measure');
  if (measures.length < form.shows.length && groups.length === 0) return null;
  const parts = partsOf(measures.flatMap(atoms), building);
  const least = form.keepsEmpty && groups.length > 0 ? 1 : 2;
  if (parts === null || parts.length < least || !areApart(parts, form, building)) return null;
  const sources = parts.map(({ table, measures: own }, at) => {
    const { query, groupKeys } = select(
      {
        ...form,
        entity: groups.length === 0 ? null : form.entity,
        shows: own,
        tests: tests.filter((test) => appliesTo(test, table, building)),
        order: [],
        limit: null,
        offset: 0,
      },
      building,
    );
    const keys = groupKeys.map((expression, place) => ({ name: `key_${place + 1}`, expression }));
    const shown = [...query.select.slice(0, own.length), ...keys];
    return { alias: `part_${at + 1}`, query: { ...query, select: shown }, own };
  });
  const spine = groups.length === 0 ? null : spineOf(form, building, select);
  const valueOf = (measure: Measure): Expression => {
    const { reckoned, ...left } = measure;
    const value = atomValue(reckoned === undefined ? measure : left, sources);
    if (reckoned === undefined) return value;
    const right = valueOf(reckoned.right);
    return binary(
      reckoned.op,
      reckoned.op === 'divide' ? binary('multiply', decimalOne, value) : value,
      right,
    );
  };
  const names = new Names();
  const shown: QueryColumn[] = (spine?.names ?? []).map((name) => ({
    name: names.free(name),
    expression: column('grouped', name),
  }));
  for (const measure of measures)
    shown.push({
      name: names.free(measureName(measure, building.resolution)),
      expression: valueOf(measure),
    });
  return {
    kind: 'select',
    ...joined(sources, spine),
    subqueries: [],
    where: [],
    groupBy: null,
    having: [],
    select: shown,
    distinct: false,
    orderBy: orderOf(form, measures, valueOf),
    limit: form.limit === null ? null : { count: form.limit, offset: form.offset },
  };
}

const decimalOne: Expression = { kind: 'literal', type: 'decimal', value: '1.0' };

interface Source {
  readonly alias: string;
  readonly query: SelectQuery;
  readonly own: readonly Measure[];
}

/** A measure and those that it is reckoned with. */
function atoms(measure: Measure): readonly Measure[] {
  const { reckoned, ...left } = measure;
  return reckoned === undefined ? [measure] : [left, ...atoms(reckoned.right)];
}

/** The measures by their tables; null where one is of none. */
function partsOf(measures: readonly Measure[], building: Building): readonly Part[] | null {
  const byTable = new Map<CatalogTable, Measure[]>();
  for (const measure of measures) {
    const table = measuredTable(measure, building);
    if (table === null) return null;
    const list = byTable.get(table);
    if (list === undefined) byTable.set(table, [measure]);
    else list.push(measure);
  }
  return [...byTable].map(([table, own]) => ({ table, measures: own }));
}

/** Whether each part can be had for the groups without the others. */
function areApart(
  parts: readonly Part[],
  { groups }: Form,
  { index, resolution }: Building,
): boolean {
  const grouped = groups.map((group) =>
    group.kind === 'table' ? resolution.tableOf(group) : resolution.fieldOf(group).table,
  );
  if (new Set(grouped).size > 1) return false;
  return parts.every(({ table }) =>
    grouped.every((one) => one === table || belongsTo(index.edges, table, one)),
  );
}

/** Conditions on the rows of a part, or on what they belong to. */
function appliesTo(test: Test, table: CatalogTable, building: Building): boolean {
  const of = tableOfTest(test, building);
  return of === null || of === table || belongsTo(building.index.edges, table, of);
}

/** The groups themselves, with or without rows. */
function spineOf(
  form: Form,
  building: Building,
  select: SelectForm,
): { readonly query: SelectQuery; readonly names: readonly string[]; readonly keys: number } {
  const { groups } = form;
  const [first] = groups;
  if (first === undefined) throw new CannotBuild('no groups');
  const table =
    first.kind === 'table'
      ? building.resolution.tableOf(first)
      : building.resolution.fieldOf(first).table;
  const { query, groupKeys } = select(
    {
      ...form,
      shows: [...groups],
      entity: null,
      tests: form.tests.filter((test) => tableOfTest(test, building) === table),
      order: [],
      limit: null,
      offset: 0,
    },
    building,
  );
  const keys = groupKeys.map((expression, place) => ({ name: `key_${place + 1}`, expression }));
  return {
    query: { ...query, select: [...query.select, ...keys], distinct: true },
    names: query.select.map(({ name }) => name),
    keys: keys.length,
  };
}

function joined(
  sources: readonly Source[],
  spine: ReturnType<typeof spineOf> | null,
): Pick<SelectQuery, 'from' | 'joins'> {
  const [first, ...rest] = sources.map(({ alias, query }) => ({ alias, query }));
  if (first === undefined) throw new CannotBuild('no measures');
  if (spine === null) {
    const on: Expression = { kind: 'literal', type: 'bool', value: true };
    return { from: first, joins: rest.map((source): QueryJoin => ({ how: 'cross', source, on })) };
  }
  const joins = [first, ...rest].map((source): QueryJoin => {
    const on = Array.from({ length: spine.keys }, (_, at) => {
      const key = `key_${at + 1}`;
      return binary('eq', column('grouped', key), column(source.alias, key));
    });
    return { how: 'left', source, on: every(on) };
  });
  return { from: { alias: 'grouped', query: spine.query }, joins };
}

function atomValue(measure: Measure, sources: readonly Source[]): Expression {
  const text = JSON.stringify(measure);
  for (const { alias, query, own } of sources) {
    const at = own.findIndex((one) => JSON.stringify(one) === text);
    const name = at < 0 ? undefined : query.select[at]?.name;
    if (name === undefined) continue;
    const value = column(alias, name);
    return measure.fn === 'count' && measure.share !== true
      ? call('coalesce', [value, numeral(0)])
      : value;
  }
  throw new CannotBuild('a measure of no part');
}

function orderOf(
  { order }: Form,
  measures: readonly Measure[],
  valueOf: (measure: Measure) => Expression,
): readonly OrderKey[] {
  return order.map(({ by, direction }): OrderKey => {
    const measure = measures.find((one) => JSON.stringify(one) === JSON.stringify(by));
    if (measure === undefined) throw new CannotBuild('an order by what is not shown');
    return { by: valueOf(measure), direction, nulls: 'last' };
  });
}
