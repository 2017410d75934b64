import type { Expression } from '@ai-etl/core';
import { nameWords } from '../../link/name-words.ts';
import type { Asked } from '../asked.ts';
import type { JoinEdge } from '../join-graph.ts';
import type { Aliases } from './aliases.ts';

/** Between two keys to the same table, the one whose name the words hold. */
export function edgeFit(edge: JoinEdge, asked: Asked): number {
  const said = new Set(asked.reading.tokens.flatMap((token) => nameWords(token.text)));
  const words = edge.columns.flatMap((name) => nameWords(name)).filter((word) => word !== 'id');
  const hits = words.filter((word) => said.has(word)).length;
  const plain = words.every((word) => nameWords(edge.one.object.name).includes(word)) ? 0.5 : 0;
  return hits + plain;
}

/** Tells a join that no key declares, or that one key of several makes. */
export function noteJoin(
  asked: Asked,
  { edge, alternatives }: { readonly edge: JoinEdge; readonly alternatives: readonly JoinEdge[] },
): void {
  const name = (one: JoinEdge) =>
    `${one.many.object.name}.${one.columns.join(', ')} = ${one.one.object.name}.${one.referencedColumns.join(', ')}`;
  if (edge.by === 'name') {
    asked.assumptions.push({
      path: 'join',
      value: name(edge),
      because: 'no key is declared between these tables; the names fit',
      alternatives: [],
    });
  } else if (alternatives.length > 0 && edgeFit(edge, asked) < 1) {
    asked.assumptions.push({
      path: 'join',
      value: name(edge),
      because: 'several keys lead there',
      alternatives: alternatives.map(name),
    });
  }
}

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
