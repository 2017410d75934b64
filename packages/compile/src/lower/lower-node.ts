import {
  invariant,
  unreachable,
  type Expression,
  type ResolveEnvironment,
  type Resolution,
  type Schema,
  type Step,
  type StepOf,
} from '@ai-etl/core';
import type { MaskKeys } from '../bind/mask-keys.ts';
import type { ReadWindows } from '../incremental/cursors-of.ts';
import { prune } from '../relation/prune.ts';
import type { ScriptRelation, SelectRelation } from '../relation/relation.ts';
import type { Lowering } from './lowering.ts';
import { lowerJoin } from './join-step.ts';
import { lowerMask } from './mask-step.ts';
import { lowerPivot } from './pivot-step.ts';
import {
  lowerCast,
  lowerDerive,
  lowerFilter,
  lowerRename,
  lowerSample,
  lowerSelect,
} from './rowwise-steps.ts';
import { lowerAggregate, lowerDedupe, lowerLimit, lowerSort, lowerUnion } from './set-steps.ts';
import { lowerSource } from './source-relation.ts';
import { lowerSql, scriptOf } from './sql-step.ts';
import { lowerUnpivot } from './unpivot-step.ts';

/** Reads expression text over the named inputs, with parameters and relative dates bound. */
export type ReadExpression = (text: string, inputIds: readonly string[]) => Expression;

export interface LowerNodeOptions {
  readonly resolution: Resolution;
  readonly environment: ResolveEnvironment;
  readonly expression: ReadExpression;
  /** Reads a node from where its rows lie already, or answers undefined: it is lowered. */
  readonly extracted?: (
    nodeId: string,
    alias: (wanted: string) => string,
  ) => SelectRelation | undefined;
  readonly maskKey: MaskKeys;
  /** What of incremental sources is read; one that is not named is read whole. */
  readonly windows?: ReadWindows;
}

/**
 * Lowers a source or step with everything upstream of it to one relation that reads only the
 * columns it needs. The steps must have passed `checkExecutable`.
 */
export function lowerNode(id: string, options: LowerNodeOptions): SelectRelation {
  return prune(createLowering(options).node(id));
}

/** A step of the user's SQL before its columns are known, for the data system to describe them. */
export function lowerScript(step: StepOf<'sql'>, options: LowerNodeOptions): ScriptRelation {
  const script = scriptOf(step, createLowering(options));
  const inputs = script.inputs.map((one) => ({ ...one, relation: prune(one.relation) }));
  return { ...script, inputs };
}

function createLowering({
  resolution,
  environment,
  expression,
  maskKey,
  extracted,
  windows = {},
}: LowerNodeOptions): Lowering {
  const aliases = new Set<string>();
  const lowering: Lowering = {
    node(nodeId) {
      const known = extracted?.(nodeId, lowering.alias);
      if (known !== undefined) return known;
      const source = resolution.spec.sources.find((one) => one.id === nodeId);
      if (source === undefined) return lowerStep(stepOf(nodeId, resolution), lowering);
      return lowerSource(
        source,
        { environment, schema: lowering.schema(nodeId), windows },
        lowering.alias(nodeId),
      );
    },
    schema: (nodeId) => schemaOf(nodeId, resolution),
    expression,
    maskKey,
    pipeline: resolution.spec.name,
    alias(wanted) {
      let name = wanted;
      for (let count = 2; aliases.has(name); count += 1) name = `${wanted}_${count}`;
      aliases.add(name);
      return name;
    },
  };
  return lowering;
}

function stepOf(id: string, resolution: Resolution): Step {
  const step = resolution.spec.steps.find((one) => one.id === id);
  invariant(step !== undefined, `node ${id} exists`);
  return step;
}

function lowerStep(step: Step, lowering: Lowering): SelectRelation {
  switch (step.op) {
    case 'filter':
      return lowerFilter(step, lowering);
    case 'select':
      return lowerSelect(step, lowering);
    case 'rename':
      return lowerRename(step, lowering);
    case 'cast':
      return lowerCast(step, lowering);
    case 'derive':
    case 'window':
      return lowerDerive(step, lowering);
    case 'join':
      return lowerJoin(step, lowering);
    case 'union':
      return lowerUnion(step, lowering);
    case 'aggregate':
      return lowerAggregate(step, lowering);
    case 'dedupe':
      return lowerDedupe(step, lowering);
    case 'sort':
      return lowerSort(step, lowering);
    case 'limit':
      return lowerLimit(step, lowering);
    case 'pivot':
      return lowerPivot(step, lowering);
    case 'unpivot':
      return lowerUnpivot(step, lowering);
    case 'sample':
      return lowerSample(step, lowering);
    case 'mask':
      return lowerMask(step, lowering);
    case 'sql':
      return lowerSql(step, lowering);
    default:
      return unreachable(step);
  }
}

function schemaOf(id: string, resolution: Resolution): Schema {
  const schema = resolution.schemas.get(id);
  invariant(schema !== undefined, `the schema of ${id} is known after resolving without errors`);
  return schema;
}
