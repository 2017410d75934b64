import {
  diagnostic,
  hasErrors,
  invariant,
  resolveSpec,
  type Diagnostic,
  type DialectName,
  type PipelineSpec,
  type ResolveEnvironment,
  type StepOf,
  upstreamOf,
} from '@ai-etl/core';
import { createExpressionReader } from './bind/expression-reader.ts';
import { createMaskKeys } from './bind/mask-keys.ts';
import { dialects } from './dialects/catalog.ts';
import { printScriptQuery } from './dialects/print-query.ts';
import { checkExecutable } from './lower/check-executable.ts';
import { lowerScript } from './lower/lower-node.ts';
import type { PlanBinding } from './plan.ts';

/** A query whose result has the columns of a step of the user's SQL. */
export interface SqlStepQuery {
  readonly connection: string;
  readonly dialect: DialectName;
  readonly sql: string;
}

export type SqlStepResult =
  { readonly query: SqlStepQuery } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Compiles a step of the user's SQL over its inputs, so that its data system can describe the columns.
 * Pure, once `loadUserSqlParser` has ended. Steps of the same kind upstream must be described already (`environment.querySchemas`).
 */
export function compileSqlStep(
  step: StepOf<'sql'>,
  spec: PipelineSpec,
  {
    environment,
    binding,
  }: { readonly environment: ResolveEnvironment; readonly binding: PlanBinding },
): SqlStepResult {
  const upstream = upstreamOf(step.id, spec);
  const part: PipelineSpec = {
    ...spec,
    sources: spec.sources.filter(({ id }) => upstream.has(id)),
    steps: spec.steps.filter(({ id }) => upstream.has(id)),
    targets: [],
    checks: [],
  };
  // Its own columns are what is asked for.
  const querySchemas = new Map([...environment.querySchemas, [step.id, []]]);
  const resolution = resolveSpec(part, { ...environment, querySchemas });
  const wrong = resolution.diagnostics.filter(({ code }) => code !== 'NO_TARGET');
  const reader = createExpressionReader(resolution, binding);
  if (hasErrors(wrong)) return { diagnostics: wrong };
  const findings = [...reader.diagnostics, ...checkExecutable(step.id, resolution, environment)];
  if (hasErrors(findings)) return { diagnostics: findings };
  const connection = environment.connections.get(part.sources[0]?.connection ?? '');
  const name = connection?.capabilities.dialect ?? null;
  invariant(connection !== undefined && name !== null, 'sources without SQL are refused');
  const script = lowerScript(step, {
    resolution,
    environment,
    expression: reader.read,
    maskKey: createMaskKeys({}, spec),
  });
  const dialect = dialects[name];
  const unsupported: Diagnostic[] = [];
  const sql = printScriptQuery(script, dialect, (what, hint) => {
    const path = `steps.${spec.steps.indexOf(step)}`;
    const message = `${dialect.title} cannot express ${what}.`;
    unsupported.push(diagnostic('DIALECT_UNSUPPORTED', path, message, hint));
  });
  if (unsupported.length > 0) return { diagnostics: unsupported };
  return { query: { connection: connection.id, dialect: name, sql } };
}
