import type { CatalogTable, Expression } from '@ai-etl/core';
import type { Block } from './block.ts';
import { addExistence, tableOfTest, testExpression } from './build-tests.ts';
import { CannotBuild, type Building } from './building.ts';
import { addEnds } from './ends/build-ends.ts';
import { addEvery } from './every/build-every.ts';
import type { Test } from './form.ts';
import { testsOfOneRow } from './shapes/linked-rows.ts';
import { onlyTests, refuted } from './shapes/none-of.ts';

/** Tests of rows at hand are conditions; those of rows elsewhere ask whether there are any. */
export function placeTests(
  tests: readonly Test[],
  block: Block,
  building: Building,
): readonly Expression[] {
  const where: Expression[] = [];
  const elsewhere = new Map<CatalogTable, Test[]>();
  for (const test of tests) {
    if (test.kind === 'exists') {
      const { ends, every } = test;
      if (every !== undefined) {
        addEvery(block, { ...test, every }, building);
        continue;
      }
      if (ends !== undefined) {
        addEnds(block, { ...test, ends }, building);
        continue;
      }
      const table = building.resolution.tableOf(test.table);
      const isHere = !test.negated && block.tables.includes(table);
      const only = test.negated ? undefined : test.tests.find((one) => one.kind === 'only');
      const others = only === undefined ? null : onlyTests(only);
      if (others !== null && !isHere)
        addExistence(block, table, { tests: [others.none], negated: true, building });
      if (isHere) where.push(...test.tests.map((one) => placed(one, block, building)));
      else addExistence(block, table, { tests: test.tests, negated: test.negated, building });
      continue;
    }
    if (comparesTables(test, building)) {
      const own = tableOfTest(test, building);
      if (own === null || !block.reach(own)) throw new CannotBuild('no way to what is compared');
      where.push(testExpression(test, block, building));
      continue;
    }
    const table = tableOfTest(test, building);
    if (table === null) {
      where.push(placed(test, block, building));
      continue;
    }
    if (test.kind === 'apart') {
      for (const one of test.tests)
        addExistence(block, table, { tests: [one], negated: false, building });
      continue;
    }
    const path = block.pathTo(table);
    if (path === null) throw new CannotBuild(`no way to ${table.object.name}`);
    if (path.every(({ toOne }) => toOne)) {
      block.reach(table);
      where.push(testExpression(test, block, building));
      continue;
    }
    const none = refuted(test);
    const only = onlyTests(test);
    if (none !== null) addExistence(block, table, { tests: [none], negated: true, building });
    else if (only !== null) {
      addExistence(block, table, { tests: [only.some], negated: false, building });
      addExistence(block, table, { tests: [only.none], negated: true, building });
    } else {
      const list = elsewhere.get(table);
      if (list === undefined) elsewhere.set(table, [test]);
      else list.push(test);
    }
  }
  for (const [table, list] of elsewhere) {
    if (!block.tables.includes(table)) continue;
    where.push(...list.map((test) => testExpression(test, block, building)));
    elsewhere.delete(table);
  }
  for (const { table, tests: ofRow } of testsOfOneRow(elsewhere, block))
    addExistence(block, table, { tests: ofRow, negated: false, building });
  return where;
}

/** Joins whatever the parts of a test need. */
function placed(test: Test, block: Block, building: Building): Expression {
  const parts = test.kind === 'any' ? test.tests : [test];
  for (const part of parts) {
    const table = tableOfTest(part, building);
    if (table === null || !block.reach(table))
      throw new CannotBuild('no way to the table of a test');
  }
  return testExpression(test, block, building);
}

/** "higher than the savings balance": columns of two tables, which have to be joined. */
function comparesTables(test: Test, { resolution }: Building): boolean {
  if (test.kind !== 'compare' || test.left.kind !== 'column' || test.right.kind !== 'column')
    return false;
  return resolution.fieldOf(test.left).table !== resolution.fieldOf(test.right.of).table;
}
