import type { CatalogTable } from '@ai-etl/core';
import type { JoinEdge } from '../query/join-graph.ts';

/** Keys to be crossed from one table to another; Infinity when there is no way. */
export type Distance = (from: CatalogTable, to: CatalogTable) => number;

/** Tables from which distances are remembered: all of them would be the square of a schema. */
const mostStarts = 200;

/** Distances over the joins of a schema, remembered by where they begin. */
export function measureDistances(edges: readonly JoinEdge[]): Distance {
  const neighbours = new Map<CatalogTable, CatalogTable[]>();
  const link = (a: CatalogTable, b: CatalogTable): void => {
    const list = neighbours.get(a);
    if (list === undefined) neighbours.set(a, [b]);
    else list.push(b);
  };
  for (const { many, one } of edges) {
    link(many, one);
    link(one, many);
  }
  const known = new Map<CatalogTable, Map<CatalogTable, number>>();
  const from = (start: CatalogTable): Map<CatalogTable, number> => {
    const found = known.get(start);
    if (found !== undefined) return found;
    const steps = new Map([[start, 0]]);
    const queue = [start];
    for (const table of queue) {
      for (const next of neighbours.get(table) ?? []) {
        if (steps.has(next)) continue;
        steps.set(next, (steps.get(table) ?? 0) + 1);
        queue.push(next);
      }
    }
    if (known.size >= mostStarts) known.clear();
    known.set(start, steps);
    return steps;
  };
  return (a, b) => from(a).get(b) ?? Number.POSITIVE_INFINITY;
}
