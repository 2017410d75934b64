import {
  diagnostic,
  type Diagnostic,
  type ResolveEnvironment,
  type Resolution,
  upstreamOf,
} from '@ai-etl/core';
import { checkSqlStep } from './check-sql-step.ts';

/** Joining a node with itself again and again doubles the text each time. */
const maxExpandedNodes = 2000;

/**
 * What keeps a node from running on the direct route: ops, several servers.
 * Empty: it can be lowered.
 */
export function checkExecutable(
  nodeId: string,
  resolution: Resolution,
  environment: ResolveEnvironment,
): readonly Diagnostic[] {
  const { spec } = resolution;
  const upstream = upstreamOf(nodeId, spec);
  const found: Diagnostic[] = [];
  spec.sources.forEach((source, index) => {
    if (!upstream.has(source.id)) return;
    const path = `sources.${index}`;
    const connection = environment.connections.get(source.connection);
    if (connection !== undefined && connection.capabilities.dialect === null) {
      found.push(
        diagnostic(
          'ROUTE_NOT_AVAILABLE',
          `${path}.connection`,
          `Connection "${connection.name}" does not take SQL.`,
        ),
      );
    }
  });
  return [
    ...found,
    ...spec.steps.flatMap((step, index) =>
      step.op === 'sql' && upstream.has(step.id)
        ? checkSqlStep(step, `steps.${index}`, { upstream, spec, environment })
        : [],
    ),
    ...checkOneServer(nodeId, resolution, environment),
    ...checkSize(nodeId, resolution),
  ];
}

/** Ops among these nodes that the scratch database does not execute. */
export function checkOps(nodes: ReadonlySet<string>, { spec }: Resolution): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  spec.steps.forEach((step, index) => {
    if (step.op !== 'sql' || !nodes.has(step.id)) return;
    found.push(
      diagnostic(
        'OP_NOT_EXECUTABLE',
        `steps.${index}.op`,
        `The SQL of "${step.id}" runs on the server of its rows, but they come from several.`,
        'load them into one server first, or write the step with other ops',
      ),
    );
  });
  return found;
}

function checkOneServer(
  nodeId: string,
  { spec }: Resolution,
  environment: ResolveEnvironment,
): readonly Diagnostic[] {
  const upstream = upstreamOf(nodeId, spec);
  const connections = spec.sources
    .filter((source) => upstream.has(source.id))
    .flatMap((source) => environment.connections.get(source.connection) ?? []);
  const servers = new Set(connections.map((one) => one.serverIdentity));
  if (servers.size <= 1) return [];
  const names = Array.from(new Set(connections.map((one) => `"${one.name}"`))).join(', ');
  const index = spec.steps.findIndex((step) => upstream.has(step.id) && step.inputs.length > 1);
  return [
    diagnostic(
      'ROUTE_NOT_AVAILABLE',
      index === -1 ? 'sources' : `steps.${index}.inputs`,
      `The rows come from several servers: ${names}.`,
      'combining servers takes the local route',
    ),
  ];
}

/** Queries grow with each path to a node; `leaves` are read from a table of their own. */
export function checkSize(
  nodeId: string,
  { spec }: Resolution,
  leaves: ReadonlySet<string> = new Set(),
): readonly Diagnostic[] {
  const sizes = new Map<string, number>();
  const sizeOf = (id: string): number => {
    const known = sizes.get(id);
    if (known !== undefined) return known;
    const step = leaves.has(id) ? undefined : spec.steps.find((one) => one.id === id);
    const size = 1 + (step?.inputs ?? []).reduce((sum, input) => sum + sizeOf(input), 0);
    sizes.set(id, size);
    return size;
  };
  if (sizeOf(nodeId) <= maxExpandedNodes) return [];
  return [
    diagnostic(
      'ROUTE_NOT_AVAILABLE',
      'steps',
      `"${nodeId}" reads the same steps so often that its query would have over ${maxExpandedNodes} parts.`,
      'split the pipeline, or write the shared step to a table first',
    ),
  ];
}
