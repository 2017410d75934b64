import type { Expression, SelectQuery } from '@ai-etl/core';
import { keyColumns } from '../../query/table-facts.ts';
import { Block } from '../block.ts';
import { tableOfTest, testExpression } from '../build-tests.ts';
import { CannotBuild, type Building } from '../building.ts';
import { binary, call, column } from '../expressions.ts';
import type { Every, Test } from '../form.ts';

/** "who bought from every category": keeps rows that have as many different ones as there are. */
export function addEvery(
  block: Block,
  { table, tests, every }: Extract<Test, { kind: 'exists' }> & { readonly every: Every },
  building: Building,
): void {
  const { resolution, index } = building;
  const wanted = resolution.tableOf(table);
  const owner = block.root;
  const [ownerKey, ...more] = keyColumns(owner);
  const fact = every.via === null ? block.pathTo(wanted)?.[0]?.next : resolution.tableOf(every.via);
  if (ownerKey === undefined || more.length > 0 || fact === undefined || wanted === owner)
    throw new CannotBuild('no way to all of them');
  const had = new Block(fact, index);
  if (!had.reach(wanted) || !had.reach(owner)) throw new CannotBuild('no way to all of them');
  const all = new Block(wanted, index);
  const within: Building = { ...building, subqueries: [] };
  const owned = had.column({ table: owner, column: ownerKey });
  const total: SelectQuery = {
    ...plain(all, where(tests, all, within)),
    select: [{ name: 'value', expression: different(all) }],
    groupBy: [],
  };
  const query: SelectQuery = {
    ...plain(had, where([...tests, ...every.where], had, within)),
    subqueries: [...within.subqueries, { alias: 'all_of_them', query: total }],
    select: [{ name: 'owner', expression: owned }],
    groupBy: [owned],
    having: [binary('eq', different(had), column('all_of_them', 'value'))],
  };
  const alias = `every_${block.joins.length + 1}`;
  const on = binary('eq', block.column({ table: owner, column: ownerKey }), column(alias, 'owner'));
  block.add({ how: 'semi', source: { alias, query }, on });

  function different(of: Block): Expression {
    if (every.of !== null) return call('count', [of.column(resolution.fieldOf(every.of))], true);
    const [key, ...others] = keyColumns(wanted);
    if (key === undefined || others.length > 0)
      throw new CannotBuild('rows that nothing tells apart');
    return call('count', [of.column({ table: wanted, column: key })], true);
  }
}

function where(tests: readonly Test[], block: Block, building: Building): readonly Expression[] {
  return tests.map((test) => {
    const of = tableOfTest(test, building);
    if (of === null || !block.reach(of)) throw new CannotBuild('no way to the table of a test');
    return testExpression(test, block, building);
  });
}

function plain(
  block: Block,
  conditions: readonly Expression[],
): Omit<SelectQuery, 'select' | 'groupBy'> {
  return {
    kind: 'select',
    from: block.from,
    joins: block.joins,
    subqueries: [],
    where: conditions,
    having: [],
    distinct: false,
    orderBy: [],
    limit: null,
  };
}
