import {
  diagnostic,
  invariant,
  type Diagnostic,
  type Route,
  type Target,
  upstreamOf,
} from '@ai-etl/core';
import { compileSourceQuery } from '../compile-source-query.ts';
import type { PlanBranch } from '../plan.ts';
import type { CutContext, Cutter } from './cut.ts';
import { estimateNode, type NodeEstimate } from './estimate-node.ts';
import { estimatedRowsOf } from './estimated-rows.ts';
import { compileLocally, extractColumns, type LocalQuery } from './local-query.ts';

/** One way a target could get its rows. */
export interface RouteOption {
  readonly route: Route;
  readonly source: PlanBranch['source'];
  /** What leaves the sources, at most. */
  readonly read: NodeEstimate;
  /** Bytes out of sources and into the target, at most. */
  readonly movedBytes: number | null;
  /** local only. */
  readonly local?: LocalQuery;
}

/** All routes of a target: an option, or why it cannot be taken. */
export type RouteOptions = Readonly<
  Record<Route, RouteOption | { readonly diagnostics: readonly Diagnostic[] }>
>;

/** Cutters are shared by the targets: a node is tried once. */
export interface RouteContext extends CutContext {
  readonly cutters: readonly Cutter[];
}

/** Compiles a target for every route. Pure. */
export function routeOptions(target: Target, index: number, context: RouteContext): RouteOptions {
  const direct = directOption(target, context);
  return {
    direct,
    in_target: inTargetOption(direct, { target, index, context }),
    local: localOption(target, context),
  };
}

function directOption(target: Target, context: RouteContext): RouteOptions['direct'] {
  const compiled = compileSourceQuery(target.input, context.resolution, context);
  if ('diagnostics' in compiled) return compiled;
  const read = estimateNode(target.input, context);
  return {
    route: 'direct',
    source: { ...compiled.query, estimated_rows: estimatedRowsOf(target.input, context) },
    read,
    movedBytes: read.bytes === null ? null : 2 * read.bytes,
  };
}

function inTargetOption(
  direct: RouteOptions['direct'],
  {
    target,
    index,
    context,
  }: { readonly target: Target; readonly index: number; readonly context: RouteContext },
): RouteOptions['in_target'] {
  if ('diagnostics' in direct) return direct;
  const { environment } = context;
  const { connection } = direct.source;
  invariant(connection !== null, 'the direct route reads a connection');
  const from = environment.connections.get(connection);
  const into = environment.connections.get(target.connection);
  invariant(from !== undefined && into !== undefined, 'connections are known after resolving');
  const refuse = (message: string) => ({
    diagnostics: [diagnostic('ROUTE_NOT_AVAILABLE', `targets.${index}.connection`, message)],
  });
  if (from.serverIdentity !== into.serverIdentity) {
    return refuse(`"${from.name}" and "${into.name}" are not the same server.`);
  }
  if (into.capabilities.inTarget !== true) {
    return refuse(`"${into.name}" cannot be filled from inside.`);
  }
  const { spec } = context.resolution;
  const upstream = upstreamOf(target.input, spec);
  const written = spec.sources.find(({ id, query }) => upstream.has(id) && query !== undefined);
  if (written !== undefined) {
    return refuse(`"${written.id}" is SQL of yours, which is only run where it cannot write.`);
  }
  return { ...direct, route: 'in_target', movedBytes: 0 };
}

function localOption(target: Target, context: RouteContext): RouteOptions['local'] {
  const local = compileLocally(target.input, context.cutters, context);
  return 'diagnostics' in local ? local : measured(local, target, context);
}

function measured(local: LocalQuery, target: Target, context: RouteContext): RouteOption {
  const read = [...local.nodes.values()]
    .map((node) => estimateNode(node.id, context, extractColumns(node, local.reads)))
    .reduce(plus, { rows: 0, bytes: 0 });
  const { bytes } = estimateNode(target.input, context);
  return {
    route: 'local',
    source: local.query,
    read,
    movedBytes: add(read.bytes, bytes),
    local,
  };
}

function plus(one: NodeEstimate, other: NodeEstimate): NodeEstimate {
  return { rows: add(one.rows, other.rows), bytes: add(one.bytes, other.bytes) };
}

/** Unknown when one of both is. */
export function add(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}
