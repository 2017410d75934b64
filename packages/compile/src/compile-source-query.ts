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
} from '@ai-etl/core';
import { createExpressionReader } from './bind/expression-reader.ts';
import { dialects } from './dialects/catalog.ts';
import { printQuery } from './dialects/print-query.ts';
import { checkExecutable } from './lower/check-executable.ts';
import { lowerNode } from './lower/lower-node.ts';
import { upstreamOf } from './lower/upstream.ts';
import type { PlanBinding } from './plan.ts';
import { relationSchema } from './relation/relation.ts';

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
  options: { readonly environment: ResolveEnvironment; readonly binding: PlanBinding },
): SourceQueryResult {
  if (hasErrors(resolution.diagnostics)) return { diagnostics: resolution.diagnostics };
  const { environment, binding } = options;
  const reader = createExpressionReader(resolution, binding);
  const findings = [...reader.diagnostics, ...checkExecutable(nodeId, resolution, environment)];
  if (hasErrors(findings)) return { diagnostics: findings };

  const pushed = upstreamOf(nodeId, resolution.spec);
  const connection = connectionOf(pushed, resolution, environment);
  const { dialect: dialectName } = connection.capabilities;
  invariant(dialectName !== null, 'sources without SQL are refused');
  const dialect = dialects[dialectName];
  const relation = lowerNode(nodeId, { resolution, environment, expression: reader.read });
  const unsupported: Diagnostic[] = [];
  const sql = printQuery(relation, dialect, (what, hint) => {
    const message = `${dialect.title} cannot express ${what}.`;
    if (unsupported.some((one) => one.message === message)) return;
    unsupported.push(diagnostic('DIALECT_UNSUPPORTED', pathOf(nodeId, resolution), message, hint));
  });
  if (unsupported.length > 0) return { diagnostics: unsupported };
  const { sources, steps } = resolution.spec;
  return {
    query: {
      connection: connection.id,
      dialect: dialectName,
      sql,
      // Resolving knows more about NULLs than the relation: what filters rule out.
      columns: resolution.schemas.get(nodeId) ?? relationSchema(relation),
      pushed: [...sources, ...steps].map(({ id }) => id).filter((id) => pushed.has(id)),
      objects: sources.flatMap(({ id, object }) =>
        object === undefined || !pushed.has(id) ? [] : [object],
      ),
    },
  };
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

function pathOf(nodeId: string, { spec }: Resolution): string {
  const step = spec.steps.findIndex(({ id }) => id === nodeId);
  return step === -1
    ? `sources.${spec.sources.findIndex(({ id }) => id === nodeId)}`
    : `steps.${step}`;
}
