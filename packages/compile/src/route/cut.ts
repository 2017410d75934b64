import { type Diagnostic, upstreamOf } from '@ai-etl/core';
import {
  contentsOf,
  lowerSourceNode,
  pathOf,
  printOrExplain,
  type LoweredNode,
  type SourceQueryOptions,
} from '../compile-source-query.ts';
import type { TargetReading } from '../incremental/target-reading.ts';
import type { PlanExtract } from '../plan.ts';
import { nest } from '../relation/block.ts';
import type { SelectRelation } from '../relation/relation.ts';
import { estimateNode } from './estimate-node.ts';
import { estimatedRowsOf } from './estimated-rows.ts';
import type { EstimateContext } from './source-table.ts';

/** A node that its own server can give as a whole: it and all upstream of it are one query there. */
export interface Pushable extends LoweredNode {
  readonly id: string;
  /** Its table in the scratch database. */
  readonly name: string;
  /** Parts of the spec and tables in it, and its rows where statistics know them. */
  readonly contents: Pick<PlanExtract, 'pushed' | 'objects' | 'estimated_rows'>;
  /** Where it stands in the spec. */
  readonly path: string;
  /** As it is read elsewhere: with a column for each sort key, since tables have no order. */
  readonly table: SelectRelation;
}

export type CutContext = EstimateContext & SourceQueryOptions & TargetReading;

/** Finds where a graph is cut between the servers and the scratch database; remembers nodes. */
export interface Cutter {
  /** The nodes to extract for a node, or every reason why some part of it cannot be read. */
  cut(id: string): CutResult;
}

export type CutResult =
  | { readonly nodes: ReadonlyMap<string, Pushable> }
  | { readonly diagnostics: readonly Diagnostic[] };

/**
 * A cut takes the largest parts that servers can do themselves, so that filters, projections and
 * groups are pushed down; except where a join would send more bytes than its two inputs.
 */
export function createCutter(
  context: CutContext,
  options: { readonly bySize: boolean } = { bySize: true },
): Cutter {
  const pushables = new Map<string, Pushable | { readonly diagnostics: readonly Diagnostic[] }>();
  const cuts = new Map<string, CutResult>();

  function pushable(id: string): Pushable | { readonly diagnostics: readonly Diagnostic[] } {
    const known = pushables.get(id);
    if (known !== undefined) return known;
    const found = tryToPush(id, context);
    pushables.set(id, found);
    return found;
  }

  function cut(id: string): CutResult {
    const known = cuts.get(id);
    if (known !== undefined) return known;
    const found = findCut(id);
    cuts.set(id, found);
    return found;
  }

  function findCut(id: string): CutResult {
    const whole = pushable(id);
    const step = context.resolution.spec.steps.find((one) => one.id === id);
    if (step === undefined) {
      return 'diagnostics' in whole ? whole : { nodes: new Map([[id, whole]]) };
    }
    if ('diagnostics' in whole) return below(step.inputs);
    const own = new Map([[id, whole]]);
    if (step.op !== 'join' || !options.bySize) return { nodes: own };
    const inputs = below(step.inputs);
    if ('diagnostics' in inputs) return { nodes: own };
    return { nodes: sendsLess(inputs.nodes, own, context) ? inputs.nodes : own };
  }

  function below(inputs: readonly string[]): CutResult {
    const results = inputs.map(cut);
    const diagnostics = results.flatMap((one) => ('diagnostics' in one ? one.diagnostics : []));
    if (diagnostics.length > 0) return { diagnostics };
    return { nodes: new Map(results.flatMap((one) => ('nodes' in one ? [...one.nodes] : []))) };
  }

  return { cut };
}

function tryToPush(
  id: string,
  context: CutContext,
): Pushable | { readonly diagnostics: readonly Diagnostic[] } {
  const { resolution } = context;
  const lowered = lowerSourceNode(id, resolution, context);
  if ('diagnostics' in lowered) return lowered;
  const table = tableOfRows(lowered.relation, id);
  const path = pathOf(id, resolution);
  const printed = printOrExplain(table, lowered.dialect, path);
  if ('diagnostics' in printed) return printed;
  const contents = {
    ...contentsOf(upstreamOf(id, resolution.spec), resolution),
    estimated_rows: estimatedRowsOf(id, context),
  };
  const name = context.extractName?.(id) ?? id;
  return { ...lowered, id, name, table, contents, path };
}

/** The rows with what orders them, but in no order: a sort without a limit would be lost work. */
function tableOfRows(relation: SelectRelation, id: string): SelectRelation {
  const { from } = nest(relation, id);
  return from.kind === 'relation' && from.relation.kind === 'select' ? from.relation : relation;
}

function sendsLess(
  these: ReadonlyMap<string, Pushable>,
  those: ReadonlyMap<string, Pushable>,
  context: EstimateContext,
): boolean {
  const less = bytesOf(these.keys(), context);
  const more = bytesOf(those.keys(), context);
  return less !== null && more !== null && less < more;
}

function bytesOf(ids: Iterable<string>, context: EstimateContext): number | null {
  let sum = 0;
  for (const id of ids) {
    const { bytes } = estimateNode(id, context);
    if (bytes === null) return null;
    sum += bytes;
  }
  return sum;
}
