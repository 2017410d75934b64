import {
  AiEtlError,
  type ClaimedRun,
  type Clock,
  type Fence,
  type PipelineSpec,
  type Run,
  type RunConnection,
  type RunLogLine,
  type RunStore,
  type RunTask,
} from '@ai-etl/core';
import { isActive, isTerminal, isWaiting } from '../states/run-states.ts';
import type { Checkpoint } from './checkpoint.ts';

/** A run store in memory that keeps the port's promises: fences, leases, idempotent creation. */
export interface MemoryRunStore extends RunStore {
  readonly logs: RunLogLine[];
  tasks(runId: string): readonly RunTask[];
  /** A queued run of this spec. */
  add(spec: PipelineSpec, connections: readonly RunConnection[]): Promise<Run>;
}

interface Row {
  run: Run;
  readonly spec: PipelineSpec;
  readonly connections: readonly RunConnection[];
  leaseUntil: number;
  retryAt: number;
  lostAttempts: number;
  tasks: readonly RunTask[];
}

export function createMemoryRunStore(clock: Clock, checkpoint: Checkpoint): MemoryRunStore {
  const rows = new Map<string, Row>();
  const logs: RunLogLine[] = [];
  const now = () => new Date(clock.now()).toISOString();

  function owned(fence: Fence): Row | null {
    const row = rows.get(fence.runId);
    if (row === undefined || row.run.attempt !== fence.attempt) return null;
    return isActive(row.run.status) ? row : null;
  }

  function isWorkable(row: Row): boolean {
    if (isTerminal(row.run.status)) return false;
    if (isWaiting(row.run.status)) return row.retryAt <= clock.now();
    return row.leaseUntil < clock.now();
  }

  return {
    logs,
    tasks: (runId) => rows.get(runId)?.tasks ?? [],
    async add(spec, connections) {
      const id = `run_${rows.size + 1}`;
      const run: Run = {
        id,
        pipelineId: 'pipe_1',
        pipelineVersion: 1,
        specHash: 'sha256:test',
        status: 'queued',
        trigger: 'manual',
        fullRefresh: false,
        environment: 'production',
        params: {},
        logicalTime: now(),
        attempt: 0,
        createdAt: now(),
        startedAt: null,
        finishedAt: null,
        progress: null,
        receipt: null,
        error: null,
      };
      rows.set(id, {
        run,
        spec,
        connections,
        leaseUntil: 0,
        retryAt: 0,
        lostAttempts: 0,
        tasks: [],
      });
      return run;
    },
    createRun() {
      throw new AiEtlError('INTERNAL_ERROR', 'These tests add runs with add().');
    },
    async getRun(runId) {
      return rows.get(runId)?.run ?? null;
    },
    async claimRun(runId, lease): Promise<ClaimedRun | null> {
      const row = rows.get(runId);
      if (row === undefined || !isWorkable(row)) return null;
      if (isActive(row.run.status)) row.lostAttempts += 1;
      row.leaseUntil = clock.now() + lease.leaseMs;
      row.run = {
        ...row.run,
        status: row.run.status === 'cancelling' ? 'cancelling' : 'running',
        attempt: row.run.attempt + 1,
        startedAt: row.run.startedAt ?? now(),
      };
      await checkpoint('claimRun');
      return {
        run: row.run,
        spec: row.spec,
        projectId: 'proj_1',
        lostAttempts: row.lostAttempts,
        connections: new Map(row.connections.map((one) => [one.id, one])),
      };
    },
    async heartbeat(fence, leaseMs, progress) {
      await checkpoint('heartbeat');
      const row = owned(fence);
      if (row === null) return 'lost';
      row.leaseUntil = leaseMs === 0 ? -1 : clock.now() + leaseMs;
      if (progress !== null) row.run = { ...row.run, progress };
      return row.run.status === 'cancelling' ? 'cancel_requested' : 'held';
    },
    async transition(fence, from, change) {
      await checkpoint('transition');
      const row = owned(fence);
      if (row === null || !from.includes(row.run.status)) return false;
      row.run = {
        ...row.run,
        status: change.to,
        finishedAt: isTerminal(change.to) ? now() : null,
        ...(change.error === undefined ? {} : { error: change.error }),
        ...(change.receipt === undefined ? {} : { receipt: change.receipt }),
        ...(change.progress === undefined ? {} : { progress: change.progress }),
      };
      row.retryAt = change.retryAt === undefined ? 0 : Date.parse(change.retryAt);
      row.leaseUntil = 0;
      await checkpoint('transitioned');
      return true;
    },
    async saveTasks(fence, tasks) {
      await checkpoint('saveTasks');
      const row = owned(fence);
      if (row === null) return false;
      row.tasks = tasks;
      return true;
    },
    async saveReceipt(fence, receipt) {
      await checkpoint('saveReceipt');
      const row = owned(fence);
      if (row === null) return false;
      row.run = { ...row.run, receipt };
      await checkpoint('savedReceipt');
      return true;
    },
    async earlierCursors(runId) {
      const earlier = [...rows.values()]
        .map(({ run }) => run)
        .filter(({ id, receipt }) => id !== runId && receipt?.targets.some((one) => one.cursors))
        .toReversed();
      const success = earlier.findIndex(({ status }) => status === 'success');
      const needed = success === -1 ? earlier : earlier.slice(0, success + 1);
      return needed.flatMap(({ id, attempt, receipt }) =>
        receipt === null ? [] : [{ runId: id, attempt, receipt }],
      );
    },
    async earlierReceipts(runId, limit) {
      return [...rows.values()]
        .filter(({ run }) => run.id !== runId && run.status === 'success')
        .flatMap(({ run }) => run.receipt ?? [])
        .toReversed()
        .slice(0, limit);
    },
    async appendLogs(_runId, lines) {
      logs.push(...lines);
    },
    async requestCancel(runId) {
      const row = rows.get(runId);
      if (row === undefined) return null;
      if (isWaiting(row.run.status)) {
        row.run = { ...row.run, status: 'cancelled', finishedAt: now() };
      } else if (row.run.status === 'running') {
        row.run = { ...row.run, status: 'cancelling' };
      }
      return row.run;
    },
    async findWorkable(limit) {
      return [...rows.values()]
        .filter(isWorkable)
        .slice(0, limit)
        .map(({ run }) => run.id);
    },
    async endedRuns(runIds) {
      const ended = runIds.filter((id) => {
        const row = rows.get(id);
        return row !== undefined && isTerminal(row.run.status);
      });
      return new Set(ended);
    },
  };
}
