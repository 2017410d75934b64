import { AiEtlError, type Run, type RunTask } from '@ai-etl/core';
import { isTerminal } from '@ai-etl/engine';
import type { LogRequest, Page, PageRequest, Scope, Store, StoredLogLine } from '@ai-etl/store';
import { found, notFound } from '../../scope.ts';

/** Runs of a caller's organisation. RESOURCE_NOT_FOUND for what is not theirs. */
export interface RunService {
  list(scope: Scope, pipelineId: string, page: PageRequest): Promise<Page<Run>>;
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
    list: async (scope, pipelineId, page) => {
      const [pipeline, listed] = await Promise.all([
        pipelines.getPipeline(scope, pipelineId),
        runs.listRuns(scope, pipelineId, page),
      ]);
      found(pipeline, 'pipeline', pipelineId);
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
