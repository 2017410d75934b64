import type { Expression, SelectQuery } from '@ai-etl/core';
import { keyColumns } from '../../query/table-facts.ts';
import { Block } from '../block.ts';
import { tableOfTest, testExpression } from '../build-tests.ts';
import { CannotBuild, type Building } from '../building.ts';
import { binary, call, column, every, numeral } from '../expressions.ts';
import type { Ends, Group, Test } from '../form.ts';
import { conditionExpression } from '../shapes/condition-expression.ts';
import { mentionExpression } from '../shapes/mention-expression.ts';
import { outerQuery } from '../shapes/outer-query.ts';

/**
 * Keeps rows by their first and last rows of another table: "whose latest order was cancelled", "whose latest
 * order was smaller than their first". `filters` say which rows count, `tests` what the one at the end has to be.
 */
export function addEnds(
  block: Block,
  { table: rows, tests, ends }: Extract<Test, { kind: 'exists' }> & { readonly ends: Ends },
  building: Building,
): void {
  const { resolution, index } = building;
  const owner = block.root;
  const inner = new Block(resolution.tableOf(rows), index);
  const [key, ...more] = keyColumns(owner);
  if (key === undefined || more.length > 0 || !inner.reach(owner))
    throw new CannotBuild('no way to the owner of rows');
  // The day that an owner has is the same for all of its rows.
  if (resolution.fieldOf(ends.moment).table === owner)
    throw new CannotBuild('no moment of the rows');
  const owned = inner.column({ table: owner, column: key });
  const within: Building = { ...building, subqueries: [] };
  const { compared } = ends;
  const value = compared === null ? null : valueOf(compared.of, inner, within);
  const passes =
    tests.length === 0 ? null : every(tests.map((one) => conditionExpression(one, inner, within)));
  if (value === null && passes === null) throw new CannotBuild('nothing is asked of the last row');
  const where = ends.filters.map((test) => {
    const of = tableOfTest(test, within);
    if (of === null || !inner.reach(of)) throw new CannotBuild('no way to the table of a test');
    return testExpression(test, inner, within);
  });
  if (inner.multiplies) throw new CannotBuild('several rows for one');
  const moment = mentionExpression(ends.moment, inner, within);
  const ids = keyColumns(inner.root).map((one) => inner.column({ table: inner.root, column: one }));
  const place = (direction: 'asc' | 'desc'): Expression => ({
    kind: 'window',
    call: { kind: 'call', name: 'row_number', args: [] },
    partitionBy: [owned],
    orderBy: [moment, ...ids].map((by) => ({ by, direction, nulls: 'last' })),
  });
  const [first, last] = ['from_first', 'from_last'];
  const query: SelectQuery = {
    kind: 'select',
    from: inner.from,
    joins: inner.joins,
    subqueries: within.subqueries,
    where,
    groupBy: null,
    having: [],
    select: [
      { name: 'owner', expression: owned },
      ...(value === null ? [] : [{ name: 'value', expression: value }]),
      ...(passes === null
        ? []
        : [{ name: 'passes', expression: whenever(passes, numeral(1), numeral(0)) }]),
      { name: first, expression: place('asc') },
      { name: last, expression: place('desc') },
    ],
    distinct: false,
    orderBy: [],
    limit: null,
  };
  const at = (end: string, name: string): Expression =>
    call('max', [
      whenever(binary('eq', column('rows', end), numeral(1)), column('rows', name), nothing),
    ]);
  const [mine, other] = ends.which === 'last' ? [last, first] : [first, last];
  const having = [
    ...(compared === null ? [] : [binary(compared.op, at(mine, 'value'), at(other, 'value'))]),
    ...(passes === null ? [] : [binary('eq', at(mine, 'passes'), numeral(1))]),
  ];
  const kept = {
    ...outerQuery('rows', query, ['owner']),
    groupBy: [column('rows', 'owner')],
    having,
  };
  const alias = `ends_${block.joins.length + 1}`;
  const on = binary('eq', block.column({ table: owner, column: key }), column(alias, 'owner'));
  block.add({ how: 'semi', source: { alias, query: kept }, on });
}

function valueOf(of: Group, block: Block, building: Building): Expression {
  const table =
    of.kind === 'table' ? building.resolution.tableOf(of) : building.resolution.fieldOf(of).table;
  if (!block.reach(table)) throw new CannotBuild('no way to what is compared');
  if (of.kind === 'column') return mentionExpression(of, block, building);
  const [key] = keyColumns(table);
  if (key === undefined) throw new CannotBuild('rows that nothing tells apart');
  return block.column({ table, column: key });
}

const nothing: Expression = { kind: 'literal', type: 'null', value: null };

function whenever(when: Expression, value: Expression, otherwise: Expression): Expression {
  // oxlint-disable-next-line unicorn/no-thenable -- the AST's field; never awaited
  return { kind: 'case', branches: [{ when, then: value }], otherwise };
}
