import { invariant } from '@ai-etl/core';
import { printOrExplain } from '../compile-source-query.ts';
import type { PlanExtract } from '../plan.ts';
import { pruneTo } from '../relation/prune.ts';
import type { Pushable } from './cut.ts';
import { extractColumns, type LocalQuery } from './local-query.ts';

/**
 * The extracts of all queries of the scratch database, in the order in which these need them: a
 * node that several read is extracted once, with what any of them reads.
 */
export function planExtracts(queries: readonly LocalQuery[]): readonly PlanExtract[] {
  const nodes = new Map(
    queries.flatMap((one) => [...one.nodes.values()].map((node) => [node.name, node] as const)),
  );
  return [...nodes.values()].map((node) => planExtract(node, queries));
}

function planExtract(node: Pushable, queries: readonly LocalQuery[]): PlanExtract {
  const names = new Set(queries.flatMap(({ reads }) => [...(reads.get(node.name) ?? [])]));
  const columns = extractColumns(node, new Map([[node.name, names]]));
  const pruned = pruneTo(node.table, new Set(columns.map(({ name }) => name)));
  const printed = printOrExplain(pruned, node.dialect, node.path);
  invariant('sql' in printed, 'fewer columns of a query that prints can be printed');
  return {
    id: node.name,
    connection: node.connection.id,
    dialect: node.dialect.name,
    sql: printed.sql,
    columns,
    ...node.contents,
  };
}
