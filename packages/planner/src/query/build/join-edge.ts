import type { Expression } from '@ai-etl/core';
import type { JoinEdge } from '../join-graph.ts';
import type { Aliases } from './aliases.ts';

/** The columns of a key, equal pair by pair. */
export function joinCondition(edge: JoinEdge, aliases: Aliases): Expression {
  const pairs = edge.columns.map((name, index): Expression => ({
    kind: 'binary',
    op: 'eq',
    left: { kind: 'column', table: aliases.of(edge.many), name },
    right: {
      kind: 'column',
      table: aliases.of(edge.one),
      name: edge.referencedColumns[index] ?? 'id',
    },
  }));
  return pairs.reduce((left, right) => ({ kind: 'binary', op: 'and', left, right }));
}
