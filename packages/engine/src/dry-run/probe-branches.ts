import type { PlanBranch, RunPlan } from '@ai-etl/compile';
import {
  diagnostic,
  messageOf,
  type ConnectorSession,
  type Diagnostic,
  type PipelineSpec,
  type QueryEstimate,
  type Sample,
} from '@ai-etl/core';

export interface ProbeRequest {
  readonly plan: RunPlan;
  readonly spec: PipelineSpec;
  readonly sessions: ReadonlyMap<string, ConnectorSession>;
  readonly sampleRows: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface Probes {
  readonly diagnostics: readonly Diagnostic[];
  readonly samples: ReadonlyMap<string, Sample>;
  readonly estimates: ReadonlyMap<string, QueryEstimate>;
}

/**
 * Lets each branch's source explain its query and sample some rows. Connections work at the same
 * time, the branches of one connection one after the other: a session is not for concurrent use.
 */
export async function probeBranches(request: ProbeRequest): Promise<Probes> {
  const byConnection = Map.groupBy(request.plan.branches, ({ source }) => source.connection);
  const samples = new Map<string, Sample>();
  const estimates = new Map<string, QueryEstimate>();
  const found = new Map<string, Diagnostic>();

  async function probe(session: ConnectorSession, { id, source }: PlanBranch): Promise<void> {
    const { signal, sampleRows: limit, timeoutMs } = request;
    try {
      estimates.set(id, await session.explain(source.sql, signal));
      if (limit === 0) return;
      const sample = await session.sample({ sql: source.sql, limit, timeoutMs, signal });
      samples.set(id, sample);
      if (sample.rows.length === 0) {
        const message = `"${id}" reads no rows now.`;
        found.set(id, diagnostic('EMPTY_SOURCE', pathOf(request.spec, id), message));
      }
    } catch (error) {
      signal.throwIfAborted();
      const message = `The source refused the query of "${id}": ${messageOf(error)}`;
      found.set(id, diagnostic('QUERY_REJECTED', pathOf(request.spec, id), message));
    }
  }

  await Promise.all(
    [...byConnection].map(async ([connection, branches]) => {
      const session = request.sessions.get(connection);
      if (session === undefined) return;
      for (const branch of branches) await probe(session, branch);
    }),
  );
  const diagnostics = request.plan.branches.flatMap(({ id }) => found.get(id) ?? []);
  return { diagnostics, samples, estimates };
}

function pathOf(spec: PipelineSpec, branch: string): string {
  return `targets.${spec.targets.findIndex(({ id }) => id === branch)}.input`;
}
