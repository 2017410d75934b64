import type { CatalogTable, Expression, SelectQuery } from '@ai-etl/core';
import { keyColumns } from '../../query/table-facts.ts';
import { Block } from '../block.ts';
import { CannotBuild, type Building } from '../building.ts';
import { binary, call, column, every, numeral } from '../expressions.ts';
import type { Form, Group, Operand, Test } from '../form.ts';
import type { Field } from '../schema-index.ts';
import { nestedAggregate } from './nested-aggregate.ts';
import type { SelectForm } from './select-form.ts';

type Aggregated = Extract<Operand, { kind: 'aggregate' }>;

/** "more orders than the average client": the average, least or greatest of a measure over all groups. */
export function aggregateOfGroups(
  test: Extract<Test, { kind: 'compare' }>,
  form: Form,
  { building, select }: { readonly building: Building; readonly select: SelectForm },
): Expression {
  const { left, right } = test;
  if (left.kind !== 'measure' || right.kind !== 'aggregate')
    throw new CannotBuild('no aggregate of groups');
  const shown = form.shows.filter((show): show is Group => show.kind !== 'measure');
  const rows = form.groups.length > 0 ? form.groups : form.entity === null ? shown : [form.entity];
  if (rows.length === 0) throw new CannotBuild('groups of nothing');
  const inside = { ...building, subqueries: [] };
  const whole = { ...form, groups: [], tests: [], order: [], limit: null, offset: 0 };
  const isOverall = right.overall === true && left.of?.kind === 'column' && left.fn !== 'count';
  const query = isOverall
    ? select({ ...whole, entity: null, shows: [{ ...left, fn: right.fn }] }, inside).query
    : nestedAggregate(
        { ...whole, frame: { kind: 'nested', fn: right.fn, inner: rows }, shows: [left] },
        inside,
        select,
      );
  const expression = query?.select[0]?.expression;
  if (query === null || expression === undefined) throw new CannotBuild('groups of nothing');
  const alias = `${right.fn}_${building.subqueries.length + 1}`;
  const value = { ...query, select: [{ name: 'value', expression }] };
  building.subqueries.push({ alias, query: value });
  return timesOf(right, column(alias, 'value'));
}

/** "twice the average": the aggregate so many times. */
export function timesOf({ times }: Aggregated, value: Expression): Expression {
  return times === undefined ? value : binary('multiply', numeral(times), value);
}

/** "above the average of their category": the aggregate of a column over the rows of one group. */
export function aggregateOfPeers(
  field: Field,
  right: Aggregated,
  { block, building }: { readonly block: Block; readonly building: Building },
): Expression {
  const { per, fn, of } = right;
  if (per === undefined) throw new CannotBuild('no group of peers');
  const { resolution, index } = building;
  const measured = of === null ? field : resolution.fieldOf(of);
  const keys = peerKeys(per, building);
  const table = keys[0]?.table;
  if (table === undefined || !block.reach(table)) throw new CannotBuild('no way to the peers');
  const inner = new Block(measured.table, index);
  if (!inner.reach(table)) throw new CannotBuild('no way to the peers');
  const alias = `peers_${block.joins.length + 1}`;
  const groupBy = keys.map((key) => inner.column(key));
  const named = groupBy.map((expression, at) => ({ name: `key_${at + 1}`, expression }));
  const query: SelectQuery = {
    kind: 'select',
    from: inner.from,
    joins: inner.joins,
    subqueries: [],
    where: [],
    groupBy,
    having: [],
    select: [...named, { name: 'value', expression: call(fn, [inner.column(measured)]) }],
    distinct: false,
    orderBy: [],
    limit: null,
  };
  const on = keys.map((key, at) => binary('eq', block.column(key), column(alias, `key_${at + 1}`)));
  block.add({ how: 'inner', source: { alias, query }, on: every(on) });
  return column(alias, 'value');
}

function peerKeys(per: Group, { resolution }: Building): readonly Field[] {
  if (per.kind === 'column') return [resolution.fieldOf(per)];
  const table: CatalogTable = resolution.tableOf(per);
  return keyColumns(table).map((one) => ({ table, column: one }));
}
