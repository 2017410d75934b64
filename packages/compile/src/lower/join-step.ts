import { invariant, type Expression, type StepOf } from '@ai-etl/core';
import { block } from '../relation/block.ts';
import { inline } from '../relation/inline.ts';
import {
  selectAll,
  type From,
  type FromRelation,
  type JoinHow,
  type Projection,
  type SelectRelation,
} from '../relation/relation.ts';
import { lowerAsofJoin } from './asof-join.ts';
import type { Lowering } from './lowering.ts';

/** A join's side: what stands in FROM, what it yields, and conditions that move to WHERE. */
interface Side<F extends From = From> {
  readonly from: F;
  readonly projections: readonly Projection[];
  readonly where: readonly Expression[];
}

/**
 * Tables that are only read, filtered or renamed stand in FROM themselves, so that a chain of
 * joins prints as one SELECT; everything else becomes a subquery.
 */
export function lowerJoin(step: StepOf<'join'>, lowering: Lowering): SelectRelation {
  const [leftId, rightId] = step.inputs;
  const how = step.how;
  invariant(leftId !== undefined && rightId !== undefined, 'a join has two inputs');
  if (how === 'asof') return lowerAsofJoin(step, lowering);
  const left = leftSide(leftId, how, lowering);
  const right = rightSide(rightId, how, lowering);
  const on = inline(lowering.expression(step.on, [leftId, rightId]), [
    { id: leftId, projections: left.projections },
    { id: rightId, projections: right.projections },
  ]);
  const sources = [...left.projections, ...right.projections];
  return {
    kind: 'select',
    from: { kind: 'join', how, left: left.from, right: right.from, on },
    where: [...left.where, ...right.where],
    groupBy: null,
    projections: lowering.schema(step.id).map((column, index) => {
      const source = sources[index];
      invariant(source !== undefined, 'join columns are the left ones, then the right ones');
      return { ...column, expression: source.expression };
    }),
    distinct: false,
    orderBy: [],
    limit: null,
  };
}

/** Filters of the left side commute with joins that keep or drop its rows one by one. */
function leftSide(id: string, how: JoinHow, lowering: Lowering): Side {
  const input = lowering.node(id);
  const mayHoist = how !== 'right' && how !== 'full';
  const filters = input.where.length > 0 || filtersRows(input.from);
  const fits = block.isPlain(input) && (!filters || mayHoist);
  if (fits) return { from: input.from, projections: input.projections, where: input.where };
  return subquery(input, lowering.alias(id));
}

function rightSide(id: string, how: JoinHow, lowering: Lowering): Side<FromRelation> {
  const input = lowering.node(id);
  const { from } = input;
  const mayHoist = how === 'inner' || how === 'right';
  const fits =
    block.isPlain(input) && from.kind === 'relation' && (input.where.length === 0 || mayHoist);
  if (fits) return { from, projections: input.projections, where: input.where };
  return subquery(input, lowering.alias(id));
}

/** Semi and anti joins are conditions on their left rows. */
function filtersRows(from: From): boolean {
  if (from.kind === 'relation') return false;
  return from.how === 'semi' || from.how === 'anti' || filtersRows(from.left);
}

function subquery(input: SelectRelation, alias: string): Side<FromRelation> {
  const unordered = input.limit === null ? { ...input, orderBy: [] } : input;
  return {
    from: { kind: 'relation', alias, relation: unordered },
    projections: selectAll(unordered, alias).projections,
    where: [],
  };
}
