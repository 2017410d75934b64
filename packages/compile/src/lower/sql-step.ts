import type { StepOf } from '@ai-etl/core';
import { selectAll, type ScriptRelation, type SelectRelation } from '../relation/relation.ts';
import type { Lowering } from './lowering.ts';

/** The user's text over its inputs, with the columns that the data system described. */
export function lowerSql(step: StepOf<'sql'>, lowering: Lowering): SelectRelation {
  const script: ScriptRelation = { ...scriptOf(step, lowering), schema: lowering.schema(step.id) };
  return selectAll(script, lowering.alias(step.id));
}

/** The same before anything is known of its columns. */
export function scriptOf(step: StepOf<'sql'>, lowering: Pick<Lowering, 'node'>): ScriptRelation {
  const inputs = [...new Set(step.inputs)].map((name) => ({ name, relation: lowering.node(name) }));
  return { kind: 'script', inputs, sql: step.text, schema: [] };
}
