import { randomBytes } from 'node:crypto';
import type { PlanBinding, RunPlan } from '@ai-etl/compile';
import {
  AiEtlError,
  diagnostic,
  hasErrors,
  type Catalog,
  type Diagnostic,
  type PipelineSpec,
  type QueryEstimate,
  type ResolveEnvironment,
  type RunConnection,
  type Sample,
  type TablePlan,
} from '@ai-etl/core';
import { planRun, type ConnectorsByConnection } from '../environment/plan-run.ts';
import { asAiEtlError } from '../environment/as-ai-etl-error.ts';
import { readEnvironment, type EnvironmentFailure } from '../environment/read-environment.ts';
import { createSessionPool } from '../environment/session-pool.ts';
import type { EnginePorts } from '../ports.ts';
import { probeBranches } from './probe-branches.ts';

export interface DryRunRequest {
  readonly spec: PipelineSpec;
  /** By id, with decrypted settings; those the spec names and that exist. */
  readonly connections: ReadonlyMap<string, RunConnection>;
  readonly binding: PlanBinding;
  /** Catalogs read before, by connection id: these are not read again. */
  readonly catalogs?: ReadonlyMap<string, Catalog>;
  /** Rows sampled per branch or extract; default 100, 0: none. */
  readonly sampleRows?: number;
  /** For all of it; default 30 000. What is not done by then is reported. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** What a run would do, proved on the live systems without writing anything. */
export interface DryRun {
  /** All findings, in the order of the spec; a run is refused when one is an error. */
  readonly diagnostics: readonly Diagnostic[];
  readonly plan: RunPlan | null;
  /** The target's table by branch id, with the CREATE TABLE a run would execute. */
  readonly tables: ReadonlyMap<string, TablePlan>;
  /** By branch; where it reads a scratch database, those of its extracts by their ids. */
  readonly samples: ReadonlyMap<string, Sample>;
  readonly estimates: ReadonlyMap<string, QueryEstimate>;
  /** What the spec was resolved against. */
  readonly environment: ResolveEnvironment;
}

export type DryRunPorts = Pick<EnginePorts, 'connectors' | 'log' | 'openScratch'>;

/**
 * Resolves, compiles and plans a spec on live catalogs, lets each source explain its query and
 * samples rows. Trouble with the data systems is a diagnostic; throws only when `signal` is
 * aborted by the caller.
 */
export async function dryRun(ports: DryRunPorts, request: DryRunRequest): Promise<DryRun> {
  const { spec, connections } = request;
  const timeoutMs = request.timeoutMs ?? 30_000;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([
    timeout,
    ...(request.signal === undefined ? [] : [request.signal]),
  ]);
  const pool = createSessionPool({
    connections,
    connectors: ports.connectors,
    log: ports.log,
    label: 'ai-etl dry run',
    connectTimeoutMs: Math.min(10_000, timeoutMs),
    signal,
  });
  let known: DryRun = nothing;

  async function work(): Promise<DryRun> {
    const live = await readEnvironment({
      spec,
      connections,
      pool,
      binding: request.binding,
      signal,
      ...(request.catalogs === undefined ? {} : { catalogs: request.catalogs }),
    });
    const planned = planRun(spec, live.environment, { binding: request.binding, pool });
    const failures = live.failures.map(describeFailure);
    const diagnostics = [...failures, ...withoutEchoes(planned.diagnostics, spec, live.failures)];
    known = { ...nothing, ...planned, diagnostics, environment: live.environment };
    if (planned.plan === null || hasErrors(diagnostics)) return known;
    const probes = await probeBranches({
      plan: probedPlan(request, live.environment, pool) ?? planned.plan,
      spec,
      sessions: live.sessions,
      ...(ports.openScratch === undefined ? {} : { openScratch: ports.openScratch }),
      sampleRows: request.sampleRows ?? 100,
      timeoutMs,
      signal,
    });
    return { ...known, ...probes, diagnostics: [...diagnostics, ...probes.diagnostics] };
  }

  try {
    return await Promise.race([work(), untilAborted(signal)]);
  } catch (error) {
    request.signal?.throwIfAborted();
    if (!timeout.aborted) throw error;
    return { ...known, diagnostics: [...known.diagnostics, tooSlow(timeoutMs)] };
  } finally {
    await pool.closeAll();
  }
}

/**
 * The plan whose queries are run: masked values of a sample are made with a key that nobody knows,
 * for with the placeholder of the shown plan anybody could try values until a hash fits.
 */
function probedPlan(
  { spec, binding }: DryRunRequest,
  environment: ResolveEnvironment,
  pool: ConnectorsByConnection,
): RunPlan | null {
  if (!spec.steps.some(({ op }) => op === 'mask')) return null;
  const maskKey = randomBytes(32).toString('hex');
  return planRun(spec, environment, { binding: { ...binding, maskKey }, pool }).plan;
}

const nothing: DryRun = {
  diagnostics: [],
  plan: null,
  tables: new Map(),
  samples: new Map(),
  estimates: new Map(),
  environment: { connections: new Map(), querySchemas: new Map() },
};

/** A system that hangs without hearing the signal must not keep the caller waiting. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(asAiEtlError(signal.reason)), { once: true });
  });
}

function describeFailure({ path, what, error }: EnvironmentFailure): Diagnostic {
  return what === 'query'
    ? diagnostic('QUERY_REJECTED', path, error.message)
    : diagnostic(
        'CONNECTION_UNREACHABLE',
        path,
        error.message,
        'test the connection; nothing can be proved while it does not answer',
      );
}

/**
 * Findings that only echo a connection which did not answer are left out: its tables are not
 * missing, they are unknown.
 */
function withoutEchoes(
  diagnostics: readonly Diagnostic[],
  spec: PipelineSpec,
  failures: readonly EnvironmentFailure[],
): readonly Diagnostic[] {
  if (failures.every(({ what }) => what !== 'connection')) return diagnostics;
  const failed = new Set(failures.map(({ path }) => connectionAt(spec, path)));
  const echoes = new Set(
    [...spec.sources.entries()]
      .filter(([, { connection }]) => failed.has(connection))
      .map(([index]) => `sources.${index}.connection`)
      .concat(
        [...spec.targets.entries()]
          .filter(([, { connection }]) => failed.has(connection))
          .map(([index]) => `targets.${index}.connection`),
      ),
  );
  return diagnostics.filter(({ code, path }) => code !== 'UNKNOWN_CONNECTION' || !echoes.has(path));
}

function connectionAt(spec: PipelineSpec, path: string): string | undefined {
  const [list, index] = path.split('.');
  const node = list === 'sources' ? spec.sources[Number(index)] : spec.targets[Number(index)];
  return node?.connection;
}

function tooSlow(timeoutMs: number): Diagnostic {
  const error = new AiEtlError(
    'SERVICE_UNAVAILABLE',
    `The dry run was not finished after ${Math.round(timeoutMs / 1000)} s.`,
  );
  return diagnostic(
    'CONNECTION_UNREACHABLE',
    'sources',
    error.message,
    'try again, or give it more time',
  );
}
