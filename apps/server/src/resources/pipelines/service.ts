import { AiEtlError, type Clock, type Run } from '@ai-etl/core';
import { nextTimes } from '@ai-etl/engine';
import type {
  DeployedPipeline,
  Page,
  Pipeline,
  PipelineFilter,
  PipelinePage,
  PipelineVersion,
  Scope,
  Store,
  StoredSchedule,
} from '@ai-etl/store';
import {
  readProjectConnections,
  type ProjectConnectionPorts,
} from '../../planning/project-connections.ts';
import { needsLiveProof, type Proof, type Prover } from '../../planning/prove.ts';
import type { Principal } from '../../auth/principal.ts';
import { found, notFound, scopeOf } from '../../scope.ts';
import { backfillPipeline, type Backfill, type BackfillBody } from './backfill.ts';
import { deployPipeline, type Deployed, type DeployRequest } from './deploy.ts';
import { runPipeline, type RunRequest } from './run.ts';
import { describeStatus, type PipelineStatusBody } from './status.ts';

export interface PipelinePorts {
  readonly store: Pick<Store, 'pipelines' | 'runs' | 'schedules' | 'environments'>;
  readonly project: ProjectConnectionPorts;
  readonly prover: Prover;
  readonly clock: Clock;
}

export interface ListedPipeline {
  readonly pipeline: Pipeline;
  readonly lastRun: Run | null;
  readonly deployments: readonly DeployedPipeline[];
}

export interface PipelineDetail extends ListedPipeline {
  readonly version: PipelineVersion | null;
  /** Null while in doubt, and where only the live systems could tell. */
  readonly proof: Proof | null;
}

/** Pipelines of a caller's organisation. RESOURCE_NOT_FOUND for what is not theirs. */
export interface PipelineService {
  list(scope: Scope, filter: PipelineFilter, page: PipelinePage): Promise<Page<ListedPipeline>>;
  get(scope: Scope, pipelineId: string): Promise<PipelineDetail>;
  status(scope: Scope, pipelineId: string): Promise<PipelineStatusBody>;
  delete(scope: Scope, pipelineId: string): Promise<void>;
  /** Throws CONFLICT when it is not deleted. Its schedules stay paused. */
  restore(scope: Scope, pipelineId: string): Promise<ListedPipeline>;
  deploy(caller: Principal, pipelineId: string, request: DeployRequest): Promise<Deployed>;
  backfill(scope: Scope, pipelineId: string, request: BackfillBody): Promise<Backfill>;
  run(scope: Scope, pipelineId: string, request: RunRequest, signal: AbortSignal): Promise<Run>;
  /** Throws CONFLICT when it has no schedule in the environment. */
  pause(scope: Scope, pipelineId: string, environment: string): Promise<StoredSchedule>;
  /** Times missed while paused are skipped. Throws CONFLICT when it has no schedule in the environment. */
  resume(scope: Scope, pipelineId: string, environment: string): Promise<StoredSchedule>;
}

export function makePipelineService(ports: PipelinePorts): PipelineService {
  const { project, prover, clock } = ports;
  const { pipelines, runs, schedules, environments } = ports.store;
  const runPorts = { pipelines, runs, environments, project, prover, clock };

  const scheduleOf = async (
    scope: Scope,
    pipelineId: string,
    environment: string,
  ): Promise<StoredSchedule> => {
    const pipeline = await pipelines.getPipeline(scope, pipelineId);
    found(pipeline, 'pipeline', pipelineId);
    const schedule = await schedules.getSchedule(scope, pipelineId, environment);
    if (schedule !== null) return schedule;
    throw new AiEtlError(
      'CONFLICT',
      `The pipeline has no schedule in ${environment}. Deploy it there with one first.`,
      { details: [{ field: 'schedule', error: `there is none in ${environment}` }] },
    );
  };

  const withActivity = async (
    scope: Scope,
    items: readonly Pipeline[],
  ): Promise<readonly ListedPipeline[]> => {
    const ids = items.map((one) => one.id);
    const [latest, deployments] = await Promise.all([
      runs.latestRuns(scope, ids),
      pipelines.listDeployments(scope, ids),
    ]);
    return items.map((pipeline) => ({
      pipeline,
      lastRun: latest.get(pipeline.id) ?? null,
      deployments: deployments.get(pipeline.id) ?? [],
    }));
  };

  return {
    deploy: (caller, pipelineId, request) =>
      deployPipeline({ pipelines, environments, project, prover, clock }, scopeOf(caller), {
        pipelineId,
        request,
        userId: caller.userId,
      }),

    backfill: (scope, pipelineId, request) =>
      backfillPipeline(runPorts, scope, { pipelineId, request }),

    restore: async (scope, pipelineId) => {
      const restored = await pipelines.restorePipeline(scope, pipelineId);
      const [listed] = await withActivity(scope, [found(restored, 'pipeline', pipelineId)]);
      return found(listed, 'pipeline', pipelineId);
    },

    run: (scope, pipelineId, request, signal) =>
      runPipeline(runPorts, scope, { pipelineId, request, signal }),

    list: async (scope, filter, page) => {
      const { items, total } = await pipelines.listPipelines(scope, filter, page);
      return { total, items: await withActivity(scope, items) };
    },

    get: async (scope, pipelineId) => {
      const [stored, version, latest, deployments] = await Promise.all([
        pipelines.getPipeline(scope, pipelineId),
        pipelines.getVersion(scope, pipelineId),
        runs.latestRuns(scope, [pipelineId]),
        pipelines.listDeployments(scope, [pipelineId]),
      ]);
      const pipeline = found(stored, 'pipeline', pipelineId);
      const proof =
        version === null || pipeline.status !== 'ready' || needsLiveProof(version.spec)
          ? null
          : prover.proveOnCatalogs({
              scope,
              spec: version.spec,
              known: await readProjectConnections(project, scope, pipeline.projectId),
            });
      return {
        pipeline,
        version,
        proof,
        lastRun: latest.get(pipelineId) ?? null,
        deployments: deployments.get(pipelineId) ?? [],
      };
    },

    status: async (scope, pipelineId) => {
      const activity = await pipelines.getActivity(scope, pipelineId);
      return describeStatus(found(activity, 'pipeline', pipelineId), clock.now());
    },

    delete: async (scope, pipelineId) => {
      const deleted = await pipelines.deletePipeline(scope, pipelineId);
      if (!deleted) throw notFound('pipeline', pipelineId);
    },

    pause: async (scope, pipelineId, environment) => {
      await scheduleOf(scope, pipelineId, environment);
      const change = { paused: true, environment };
      const paused = await schedules.pauseSchedule(scope, pipelineId, change);
      return found(paused, 'pipeline', pipelineId);
    },

    resume: async (scope, pipelineId, environment) => {
      const schedule = await scheduleOf(scope, pipelineId, environment);
      const now = new Date(clock.now()).toISOString();
      const nextAt = nextTimes(schedule, now, 1)[0] ?? null;
      const change = { paused: false, environment, nextAt };
      const resumed = await schedules.pauseSchedule(scope, pipelineId, change);
      return found(resumed, 'pipeline', pipelineId);
    },
  };
}
