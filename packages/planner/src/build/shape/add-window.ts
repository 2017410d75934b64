import type { CatalogColumn, Expression, OrderKey, WindowExpression } from '@ai-etl/core';
import type { OperationIntent } from '../../ir/index.ts';
import { linkAll, linkIn, push, setRows, type Draft } from '../step-draft.ts';
import { certain } from '../../link/score-name.ts';
import { columnOf, printMade, typeOf, withColumns } from './made-rows.ts';
import { momentColumn } from './moments.ts';
import { settleRepeated } from './measures.ts';
import { numericColumn } from './numeric-column.ts';
import type { ShapePlace } from './shape-place.ts';

type WindowColumn = Extract<OperationIntent, { op: 'window_column' }>;

/** Adds a column computed over the rows around each row: a rank, a running total, the row before. */
export function addWindowColumn(draft: Draft, window: WindowColumn, place: ShapePlace): void {
  const partition =
    window.partitionBy.length === 0 ? [] : linkAll(draft, window.partitionBy, place);
  const order = partition === null ? null : orderOf(draft, window, place);
  const value = order === null ? null : valueOf(draft, window, place);
  if (partition === null || order === null || value === null) {
    draft.isOpen = true;
    return;
  }
  const expression: WindowExpression = {
    kind: 'window',
    call: value.call,
    partitionBy: partition.map(columnOf),
    orderBy: [order],
    ...(window.fn === 'running_sum'
      ? { frame: { start: { kind: 'unbounded' }, end: { kind: 'current' } } as const }
      : {}),
  };
  const made = { name: freeName(draft, window.as ?? value.name), expression };
  const column = typeOf(made, draft.rows, 'window');
  push(draft, 'window', (base) => ({ ...base, op: 'window', columns: [printMade(made)] }));
  const { members, columns } = draft;
  setRows(draft, withColumns(draft.rows, [column]));
  draft.members = members;
  draft.columns = [...columns, made.name];
  draft.aliases = new Map([...draft.aliases, [window.fn, made.name], ['rank', made.name]]);
}

/** By what places and running totals are counted: as named, of totals else when a row came to be. */
function orderOf(draft: Draft, window: WindowColumn, place: ShapePlace): OrderKey | null {
  const said = window.evidence.text;
  const isPlace = ['rank', 'dense_rank', 'row_number'].includes(window.fn);
  const linked = window.orderBy === null ? null : linkIn(draft, window.orderBy);
  const column =
    linked !== null && linked.column !== null && linked.score >= certain
      ? linked.column
      : isPlace
        ? numericColumn(
            draft,
            { named: window.orderBy ?? said, done: 'ranked by', id: `measure_${place.index}` },
            place,
          )
        : momentColumn(draft, { named: window.orderBy, said, id: `order_${place.index}` }, place);
  return column === null
    ? null
    : { by: columnOf(column.name), direction: window.direction, nulls: 'last' };
}

interface WindowValue {
  readonly call: WindowExpression['call'];
  readonly name: string;
}

function valueOf(draft: Draft, window: WindowColumn, place: ShapePlace): WindowValue | null {
  const { fn } = window;
  if (fn === 'rank' || fn === 'dense_rank' || fn === 'row_number')
    return { call: { kind: 'call', name: fn, args: [] }, name: fn };
  const named = window.column ?? '';
  const column =
    fn === 'running_sum'
      ? numericColumn(draft, { named, done: 'summed', id: `measure_${place.index}` }, place)
      : anyColumn(draft, named, place);
  const settled =
    column !== null && fn === 'running_sum'
      ? settleRepeated(draft, column, { id: `measure_${place.index}`, place })
      : column;
  if (settled === null) return null;
  const name = fn === 'running_sum' ? 'sum' : fn;
  const args: readonly Expression[] = [columnOf(settled.name)];
  const prefix = fn === 'running_sum' ? 'running' : fn === 'lag' ? 'previous' : 'next';
  return { call: { kind: 'call', name, args }, name: `${prefix}_${settled.name}` };
}

function anyColumn(draft: Draft, named: string, place: ShapePlace): CatalogColumn | null {
  const name = linkAll(draft, [named], place)?.[0];
  return draft.rows.columns.find((column) => column.name === name) ?? null;
}

/** A window column has a name of its own. */
function freeName({ rows }: Draft, wanted: string): string {
  const used = new Set(rows.columns.map((column) => column.name));
  let name = wanted;
  for (let count = 2; used.has(name); count += 1) name = `${wanted}_${count}`;
  return name;
}
