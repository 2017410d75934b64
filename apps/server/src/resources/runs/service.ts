import { AiEtlError, type Run, type RunTask } from '@ai-etl/core';
import { isTerminal } from '@ai-etl/engine';
import type {
  FoundRuns,
  LogRequest,
  RunFilter,
  RunPage,
  Scope,
  Store,
  StoredLogLine,
} from '@ai-etl/store';
import { found, notFound } from '../../scope.ts';

/** Runs of a caller's organisation. RESOURCE_NOT_FOUND for what is not theirs. */
export interface RunService {
  /** Of one pipeline where the filter names it. */
  list(scope: Scope, filter: RunFilter, page: RunPage): Promise<FoundRuns>;
  get(
    scope: Scope,
    runId: string,
  ): Promise<{ readonly run: Run; readonly tasks: readonly RunTask[] }>;
  logs(scope: Scope, runId: string, request: LogRequest): Promise<readonly StoredLogLine[]>;
  /** Throws CONFLICT when the run has ended. */
  cancel(scope: Scope, runId: string): Promise<Run>;
}

export function makeRunService({ runs, pipelines }: Pick<Store, 'runs' | 'pipelines'>): RunService {
  return {
    list: async (scope, filter, page) => {
      const { pipelineId } = filter;
      const [pipeline, listed] = await Promise.all([
        pipelineId === undefined ? null : pipelines.getPipeline(scope, pipelineId),
        runs.searchRuns(scope, filter, page),
      ]);
      if (pipelineId !== undefined) found(pipeline, 'pipeline', pipelineId);
      return listed;
    },

    get: async (scope, runId) => {
      const [run, tasks] = await Promise.all([
        runs.getRun(scope, runId),
        runs.listTasks(scope, runId),
      ]);
      return { run: found(run, 'run', runId), tasks };
    },

    logs: async (scope, runId, request) => {
      const [run, lines] = await Promise.all([
        runs.getRun(scope, runId),
        runs.listLogs(scope, runId, request),
      ]);
      found(run, 'run', runId);
      return lines;
    },

    cancel: async (scope, runId) => {
      const before = found(await runs.getRun(scope, runId), 'run', runId);
      if (isTerminal(before.status)) throw ended(before);
      const after = await runs.cancelRun(scope, runId);
      if (after === null) throw notFound('run', runId);
      // It may have ended between the two looks.
      if (after.status === 'success' || after.status === 'failed') throw ended(after);
      return after;
    },
  };
}

function ended(run: Run): AiEtlError {
  return new AiEtlError('CONFLICT', `Run ${run.id} has ended already (${run.status}).`, {
    details: [{ field: 'status', error: run.status }],
  });
}
