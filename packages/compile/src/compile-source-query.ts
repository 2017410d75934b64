import {
  diagnostic,
  hasErrors,
  invariant,
  type Diagnostic,
  type DialectName,
  type ObjectName,
  type ResolveEnvironment,
  type ResolvedConnection,
  type Resolution,
  type Schema,
  upstreamOf,
} from '@ai-etl/core';
import { createExpressionReader } from './bind/expression-reader.ts';
import { createMaskKeys } from './bind/mask-keys.ts';
import { dialects } from './dialects/catalog.ts';
import type { Dialect } from './dialects/dialect.ts';
import { printQuery } from './dialects/print-query.ts';
import type { ReadWindows } from './incremental/cursors-of.ts';
import { checkExecutable } from './lower/check-executable.ts';
import { lowerNode } from './lower/lower-node.ts';
import type { PlanBinding, PlanKey } from './plan.ts';
import { rangeKeyOf } from './relation/range-key.ts';
import { relationSchema, type SelectRelation } from './relation/relation.ts';

/** Everything upstream of a node as one query of its server. */
export interface SourceQuery {
  readonly connection: string;
  readonly dialect: DialectName;
  readonly sql: string;
  /** Its result, in order. */
  readonly columns: Schema;
  /** Ids of the sources and steps in it, in the order of the spec. */
  readonly pushed: readonly string[];
  readonly objects: readonly ObjectName[];
  readonly key?: PlanKey;
}

export interface SourceQueryOptions {
  readonly environment: ResolveEnvironment;
  readonly binding: PlanBinding;
  /** What of incremental sources is read; one that is not named is read whole. */
  readonly windows?: ReadWindows;
}

export type SourceQueryResult =
  { readonly query: SourceQuery } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Compiles a source or step, with all that is upstream of it, into one SQL query with literals
 * bound. Pure. Answers all reasons when it cannot: the resolution's own errors, or ops, servers
 * and dialects that cannot do it.
 */
export function compileSourceQuery(
  nodeId: string,
  resolution: Resolution,
  options: SourceQueryOptions,
): SourceQueryResult {
  const lowered = lowerSourceNode(nodeId, resolution, options);
  if ('diagnostics' in lowered) return lowered;
  const { relation, connection, dialect } = lowered;
  const printed = printOrExplain(relation, dialect, pathOf(nodeId, resolution));
  if ('diagnostics' in printed) return printed;
  const key = rangeKeyOf(relation, connection.catalog);
  return {
    query: {
      connection: connection.id,
      dialect: dialect.name,
      sql: printed.sql,
      // Resolving knows more about NULLs than the relation: what filters rule out.
      columns: resolution.schemas.get(nodeId) ?? relationSchema(relation),
      ...contentsOf(upstreamOf(nodeId, resolution.spec), resolution),
      ...(key === null ? {} : { key }),
    },
  };
}

/** A node as a relation over its server's tables. */
export interface LoweredNode {
  readonly relation: SelectRelation;
  readonly connection: ResolvedConnection;
  readonly dialect: Dialect;
}

/** The first half of `compileSourceQuery`: what its dialect can say of it, printing tells. */
export function lowerSourceNode(
  nodeId: string,
  resolution: Resolution,
  { environment, binding, windows }: SourceQueryOptions,
): LoweredNode | { readonly diagnostics: readonly Diagnostic[] } {
  if (hasErrors(resolution.diagnostics)) return { diagnostics: resolution.diagnostics };
  const reader = createExpressionReader(resolution, binding);
  const findings = [...reader.diagnostics, ...checkExecutable(nodeId, resolution, environment)];
  if (hasErrors(findings)) return { diagnostics: findings };
  const pushed = upstreamOf(nodeId, resolution.spec);
  const connection = connectionOf(pushed, resolution, environment);
  const { dialect } = connection.capabilities;
  invariant(dialect !== null, 'sources without SQL are refused');
  return {
    relation: lowerNode(nodeId, {
      resolution,
      environment,
      expression: reader.read,
      maskKey: createMaskKeys(binding, resolution.spec),
      ...(windows === undefined ? {} : { windows }),
    }),
    connection,
    dialect: dialects[dialect],
  };
}

/** The text of a relation, or everything that the dialect cannot say, each once. */
export function printOrExplain(
  relation: SelectRelation,
  dialect: Dialect,
  path: string,
): { readonly sql: string } | { readonly diagnostics: readonly Diagnostic[] } {
  const unsupported: Diagnostic[] = [];
  const sql = printQuery(relation, dialect, (what, hint) => {
    const message = `${dialect.title} cannot express ${what}.`;
    if (unsupported.some((one) => one.message === message)) return;
    unsupported.push(diagnostic('DIALECT_UNSUPPORTED', path, message, hint));
  });
  return unsupported.length > 0 ? { diagnostics: unsupported } : { sql };
}

/** Which parts of the spec, and which tables and files, these nodes are. */
export function contentsOf(
  nodes: ReadonlySet<string>,
  { spec: { sources, steps } }: Resolution,
): Pick<SourceQuery, 'pushed' | 'objects'> {
  return {
    pushed: [...sources, ...steps].map(({ id }) => id).filter((id) => nodes.has(id)),
    objects: sources.flatMap(({ id, object, path }) => {
      if (!nodes.has(id)) return [];
      return object ?? (path === undefined ? [] : { name: path });
    }),
  };
}

/** Where a node stands in the spec: `steps.3`. */
export function pathOf(nodeId: string, { spec }: Resolution): string {
  const step = spec.steps.findIndex(({ id }) => id === nodeId);
  return step === -1
    ? `sources.${spec.sources.findIndex(({ id }) => id === nodeId)}`
    : `steps.${step}`;
}

function connectionOf(
  pushed: ReadonlySet<string>,
  resolution: Resolution,
  environment: ResolveEnvironment,
): ResolvedConnection {
  const source = resolution.spec.sources.find(({ id }) => pushed.has(id));
  invariant(source !== undefined, 'every node is fed by a source');
  const connection = environment.connections.get(source.connection);
  invariant(connection !== undefined, `connection ${source.connection} is known after resolving`);
  return connection;
}
