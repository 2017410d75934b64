import type { CatalogTable, Expression } from '@ai-etl/core';
import { Block } from '../block.ts';
import { CannotBuild, type Building } from '../building.ts';
import { tableOfTest, testExpression } from '../build-tests.ts';
import { column, every, some } from '../expressions.ts';
import type { Test } from '../form.ts';

/** A test of rows as a value, also one that asks for rows elsewhere: what CASE and OR need. */
export function conditionExpression(test: Test, block: Block, building: Building): Expression {
  if (test.kind === 'any')
    return some(test.tests.map((one) => conditionExpression(one, block, building)));
  if (test.kind === 'exists') {
    const table = building.resolution.tableOf(test.table);
    return heldKey(table, block, { tests: test.tests, negated: test.negated, building });
  }
  if (test.kind === 'apart')
    return every(test.tests.map((one) => conditionExpression(one, block, building)));
  const table = tableOfTest(test, building);
  if (table === null) throw new CannotBuild('a condition of several tables');
  const path = block.pathTo(table);
  if (path === null) throw new CannotBuild(`no way to ${table.object.name}`);
  if (!path.every(({ toOne }) => toOne))
    return heldKey(table, block, { tests: [test], negated: false, building });
  block.reach(table);
  return testExpression(test, block, building);
}

/** Whether a row's key is among those of the rows elsewhere that pass the tests. */
function heldKey(
  table: CatalogTable,
  block: Block,
  {
    tests,
    negated,
    building,
  }: { readonly tests: readonly Test[]; readonly negated: boolean; readonly building: Building },
): Expression {
  const [first, ...more] = block.pathTo(table) ?? [];
  if (first === undefined) throw new CannotBuild('no way to the table');
  const { edge, next } = first;
  const inner = new Block(next, building.index);
  for (const step of more)
    if (!inner.reach(step.next)) throw new CannotBuild('no way to the table');
  const where = tests.map((test) => {
    const of = tableOfTest(test, building);
    if (of === null || !inner.reach(of)) throw new CannotBuild('no way to the table of a test');
    return testExpression(test, inner, building);
  });
  const isMany = edge.many === next;
  const [mine] = isMany ? edge.columns : edge.referencedColumns;
  const [theirs] = isMany ? edge.referencedColumns : edge.columns;
  if (mine === undefined || theirs === undefined || edge.columns.length > 1)
    throw new CannotBuild('a key of several columns');
  const alias = `held_${building.subqueries.length + 1}`;
  building.subqueries.push({
    alias,
    query: {
      kind: 'select',
      from: inner.from,
      joins: inner.joins,
      subqueries: [],
      where,
      groupBy: null,
      having: [],
      select: [{ name: mine, expression: column(inner.aliases.of(next), mine) }],
      distinct: false,
      orderBy: [],
      limit: null,
    },
  });
  const outer = isMany ? edge.one : edge.many;
  const operand = column(block.aliases.of(outer), theirs);
  return { kind: 'in', operand, items: [column(alias, mine)], negated };
}
