import type { PlanQuery, RunPlan } from '@ai-etl/compile';
import {
  diagnostic,
  messageOf,
  type ConnectorSession,
  type Diagnostic,
  type OpenScratch,
  type PipelineSpec,
  type QueryEstimate,
  type Sample,
} from '@ai-etl/core';
import { proveScratch } from './prove-scratch.ts';

export interface ProbeRequest {
  readonly plan: RunPlan;
  readonly spec: PipelineSpec;
  readonly sessions: ReadonlyMap<string, ConnectorSession>;
  /** Absent: what local branches do beyond their extracts is not proved. */
  readonly openScratch?: OpenScratch;
  readonly sampleRows: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface Probes {
  readonly diagnostics: readonly Diagnostic[];
  /** By branch, or by extract where the branch reads the scratch database. */
  readonly samples: ReadonlyMap<string, Sample>;
  readonly estimates: ReadonlyMap<string, QueryEstimate>;
}

/** A query of a source, and where the spec says it. */
interface Probe {
  readonly id: string;
  readonly query: PlanQuery;
  readonly path: string;
}

/**
 * Lets each source explain its queries and sample some rows, and the scratch database prove its
 * own on no rows. Connections work at the same time, the queries of one connection one after the
 * other: a session is not for concurrent use.
 */
export async function probeBranches(request: ProbeRequest): Promise<Probes> {
  const { plan, openScratch, signal } = request;
  const all = probesOf(plan, request.spec);
  const byConnection = Map.groupBy(all, ({ query }) => query.connection);
  const samples = new Map<string, Sample>();
  const estimates = new Map<string, QueryEstimate>();
  const found = new Map<string, Diagnostic>();

  async function probe(session: ConnectorSession, { id, query, path }: Probe): Promise<void> {
    const { sampleRows: limit, timeoutMs } = request;
    try {
      estimates.set(id, await session.explain(query.sql, signal));
      if (limit === 0) return;
      const sample = await session.sample({ sql: query.sql, limit, timeoutMs, signal });
      samples.set(id, sample);
      if (sample.rows.length === 0) {
        found.set(id, diagnostic('EMPTY_SOURCE', path, `"${id}" reads no rows now.`));
      }
    } catch (error) {
      signal.throwIfAborted();
      const message = `The source refused the query of "${id}": ${messageOf(error)}`;
      found.set(id, diagnostic('QUERY_REJECTED', path, message));
    }
  }

  const [ofScratch] = await Promise.all([
    openScratch === undefined ? [] : proveScratch({ plan, openScratch, signal }),
    ...[...byConnection].map(async ([connection, probes]) => {
      const session = request.sessions.get(connection);
      if (session === undefined) return;
      for (const one of probes) await probe(session, one);
    }),
  ]);
  const diagnostics = [...all.flatMap(({ id }) => found.get(id) ?? []), ...ofScratch];
  return { diagnostics, samples, estimates };
}

function probesOf(plan: RunPlan, spec: PipelineSpec): readonly Probe[] {
  const extracts = plan.extracts.map((query) => ({
    id: query.id,
    query,
    path: nodePath(spec, query.id),
  }));
  const branches = plan.branches.flatMap(({ id, source }) => {
    const { connection } = source;
    if (connection === null) return [];
    const index = spec.targets.findIndex((one) => one.id === id);
    return { id, query: { ...source, connection }, path: `targets.${index}.input` };
  });
  return [...extracts, ...branches];
}

function nodePath(spec: PipelineSpec, id: string): string {
  const step = spec.steps.findIndex((one) => one.id === id);
  if (step >= 0) return `steps.${step}`;
  return `sources.${spec.sources.findIndex((one) => one.id === id)}`;
}
