import { AiEtlError, type Clock, type Run } from '@ai-etl/core';
import { nextTimes } from '@ai-etl/engine';
import type {
  Page,
  PageRequest,
  Pipeline,
  PipelineFilter,
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
import { found, notFound } from '../../scope.ts';
import { deployPipeline, type Deployed, type DeployRequest } from './deploy.ts';
import { runPipeline, type RunRequest } from './run.ts';
import { describeStatus, type PipelineStatusBody } from './status.ts';

export interface PipelinePorts {
  readonly store: Pick<Store, 'pipelines' | 'runs' | 'schedules'>;
  readonly project: ProjectConnectionPorts;
  readonly prover: Prover;
  readonly clock: Clock;
}

export interface ListedPipeline {
  readonly pipeline: Pipeline;
  readonly lastRun: Run | null;
}

export interface PipelineDetail extends ListedPipeline {
  readonly version: PipelineVersion | null;
  /** Null while in doubt, and where only the live systems could tell. */
  readonly proof: Proof | null;
}

/** Pipelines of a caller's organisation. RESOURCE_NOT_FOUND for what is not theirs. */
export interface PipelineService {
  list(scope: Scope, filter: PipelineFilter, page: PageRequest): Promise<Page<ListedPipeline>>;
  get(scope: Scope, pipelineId: string): Promise<PipelineDetail>;
  status(scope: Scope, pipelineId: string): Promise<PipelineStatusBody>;
  delete(scope: Scope, pipelineId: string): Promise<void>;
  deploy(scope: Scope, pipelineId: string, request: DeployRequest): Promise<Deployed>;
  run(scope: Scope, pipelineId: string, request: RunRequest, signal: AbortSignal): Promise<Run>;
  /** Throws CONFLICT when it has no schedule. */
  pause(scope: Scope, pipelineId: string): Promise<StoredSchedule>;
  /** Times missed while paused are skipped. Throws CONFLICT when it has no schedule. */
  resume(scope: Scope, pipelineId: string): Promise<StoredSchedule>;
}

export function makePipelineService(ports: PipelinePorts): PipelineService {
  const { project, prover, clock } = ports;
  const { pipelines, runs, schedules } = ports.store;

  const scheduleOf = async (scope: Scope, pipelineId: string): Promise<StoredSchedule> => {
    const pipeline = await pipelines.getPipeline(scope, pipelineId);
    const { schedule } = found(pipeline, 'pipeline', pipelineId);
    if (schedule !== null) return schedule;
    throw new AiEtlError('CONFLICT', 'The pipeline has no schedule. Deploy it with one first.', {
      details: [{ field: 'schedule', error: 'there is none' }],
    });
  };

  return {
    deploy: (scope, pipelineId, request) =>
      deployPipeline({ pipelines, project, prover, clock }, scope, { pipelineId, request }),

    run: (scope, pipelineId, request, signal) =>
      runPipeline({ pipelines, runs, project, prover, clock }, scope, {
        pipelineId,
        request,
        signal,
      }),

    list: async (scope, filter, page) => {
      const { items, total } = await pipelines.listPipelines(scope, filter, page);
      const latest = await runs.latestRuns(
        scope,
        items.map((one) => one.id),
      );
      return {
        total,
        items: items.map((pipeline) => ({ pipeline, lastRun: latest.get(pipeline.id) ?? null })),
      };
    },

    get: async (scope, pipelineId) => {
      const [stored, version, latest] = await Promise.all([
        pipelines.getPipeline(scope, pipelineId),
        pipelines.getVersion(scope, pipelineId),
        runs.latestRuns(scope, [pipelineId]),
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
      return { pipeline, version, proof, lastRun: latest.get(pipelineId) ?? null };
    },

    status: async (scope, pipelineId) => {
      const activity = await pipelines.getActivity(scope, pipelineId);
      return describeStatus(found(activity, 'pipeline', pipelineId), clock.now());
    },

    delete: async (scope, pipelineId) => {
      const deleted = await pipelines.deletePipeline(scope, pipelineId);
      if (!deleted) throw notFound('pipeline', pipelineId);
    },

    pause: async (scope, pipelineId) => {
      await scheduleOf(scope, pipelineId);
      const paused = await schedules.pauseSchedule(scope, pipelineId, { paused: true });
      return found(paused, 'pipeline', pipelineId);
    },

    resume: async (scope, pipelineId) => {
      const schedule = await scheduleOf(scope, pipelineId);
      const now = new Date(clock.now()).toISOString();
      const resumed = await schedules.pauseSchedule(scope, pipelineId, {
        paused: false,
        nextAt: nextTimes(schedule, now, 1)[0] ?? null,
      });
      return found(resumed, 'pipeline', pipelineId);
    },
  };
}
