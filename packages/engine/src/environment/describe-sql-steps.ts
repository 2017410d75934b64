import { compileSqlStep, loadUserSqlParser } from '@ai-etl/compile';
import {
  topologicalOrder,
  type ConnectorSession,
  type ResolveEnvironment,
  type Schema,
} from '@ai-etl/core';
import { asAiEtlError } from './as-ai-etl-error.ts';
import type { EnvironmentFailure, ReadEnvironmentRequest } from './read-environment.ts';

interface Known {
  readonly environment: ResolveEnvironment;
  readonly sessions: ReadonlyMap<string, ConnectorSession>;
  /** What data systems refuse is added here. */
  readonly failures: EnvironmentFailure[];
}

/**
 * Lets the data systems describe the columns of steps that are the user's SQL, each after those it reads.
 * Steps that cannot be compiled are left out: planning says why. Planning needs the parser loaded here.
 */
export async function describeSqlSteps(
  { spec, binding, signal }: Pick<ReadEnvironmentRequest, 'spec' | 'binding' | 'signal'>,
  { environment, sessions, failures }: Known,
): Promise<ReadonlyMap<string, Schema>> {
  const querySchemas = new Map(environment.querySchemas);
  if (!spec.steps.some(({ op }) => op === 'sql')) return querySchemas;
  await loadUserSqlParser();
  for (const step of topologicalOrder(spec.steps).ordered) {
    if (step.op !== 'sql') continue;
    const compiled = compileSqlStep(step, spec, {
      environment: { ...environment, querySchemas },
      binding,
    });
    if (!('query' in compiled)) continue;
    const session = sessions.get(compiled.query.connection);
    if (session === undefined) continue;
    try {
      querySchemas.set(step.id, await session.describe(compiled.query.sql, signal));
    } catch (error) {
      signal.throwIfAborted();
      const path = `steps.${spec.steps.indexOf(step)}.text`;
      failures.push({ path, what: 'query', error: asAiEtlError(error) });
    }
  }
  return querySchemas;
}
