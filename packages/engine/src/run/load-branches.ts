import type { PlanBranch } from '@ai-etl/compile';
import {
  invariant,
  type CheckReceipt,
  type ConnectorSession,
  type CursorReceipt,
  type ExtractReceipt,
  type SourceSnapshot,
  type Staging,
} from '@ai-etl/core';
import { runChecks } from '../checks/run-checks.ts';
import { readCursors, type SnapshotOf } from '../incremental/read-boundary.ts';
import type { Attempt } from './attempt.ts';
import { gatherExtracts, type Gathered } from './gather-extracts.ts';
import { loadBranch, type LoadedBranch } from './load-branch.ts';
import type { PreparedRun } from './prepare.ts';
import { extractTask } from './task-ids.ts';
import { together, type Group } from './together.ts';

export interface LoadBranchesRequest {
  readonly prepared: PreparedRun;
  /** In the order of the plan. */
  readonly branches: readonly PlanBranch[];
  readonly staged: (staging: Staging) => void;
}

/** Everything that must be true before the first publication. */
export interface LoadedBranches {
  /** In the order asked. */
  readonly branches: readonly LoadedBranch[];
  readonly checks: readonly CheckReceipt[];
  /** What was gathered in the scratch database; empty: nothing needed it. */
  readonly extracts: readonly ExtractReceipt[];
}

/**
 * Loads and verifies the branches, a few at a time, all on one snapshot per source connection;
 * those of the local route from a scratch database that is filled first. The checks are measured
 * beside them on the same snapshots. The first failure stops the others, but a check that does not
 * pass is only told. Snapshots and scratch database are closed at the end, so that they hold no
 * lock and no memory when the targets are published.
 */
export async function loadBranches(
  attempt: Attempt,
  { prepared, branches, staged }: LoadBranchesRequest,
): Promise<LoadedBranches> {
  const { signal } = attempt.control;
  const checks = branches.length === 0 ? [] : prepared.plan.checks;
  const read = [...branches.map(({ source }) => source), ...checks.map(({ measure }) => measure)];
  const isLocal = read.some(({ connection }) => connection === null);
  const queries = [...(isLocal ? prepared.plan.extracts : []), ...read];
  const snapshots = new Map<string | null, SourceSnapshot>();
  const snapshotOf = (connection: string | null): SourceSnapshot => {
    const snapshot = snapshots.get(connection);
    invariant(snapshot !== undefined, `no snapshot of ${connection ?? 'the scratch database'}`);
    return snapshot;
  };
  let gathered: Gathered | null = null;
  try {
    for (const { connection } of queries) {
      if (connection === null || snapshots.has(connection)) continue;
      snapshots.set(connection, await prepared.session(connection).openSnapshot(signal));
    }
    const boundaries = await looksBefore(prepared, branches, { snapshotOf, signal });
    if (isLocal) {
      gathered = await gatherExtracts(attempt, prepared, snapshotOf);
      snapshots.set(null, gathered.snapshot);
    } else skipExtracts(attempt, prepared);
    return await together(signal, async (group) => {
      const checking = group.run(() =>
        runChecks(attempt, checks, {
          snapshotOf: ({ measure }) => snapshotOf(measure.connection),
          timezone: prepared.timezone,
          signal: group.signal,
        }),
      );
      const request = { prepared, branches, staged, snapshotOf, boundaries };
      const loaded = await loadInLanes(attempt, request, group);
      return { branches: loaded, checks: await checking, extracts: gathered?.receipts ?? [] };
    });
  } finally {
    await Promise.allSettled([...snapshots.values()].map((one) => one.close()));
    await gathered?.close();
  }
}

/** Of sources without a consistent snapshot, before anything of them is read. */
async function looksBefore(
  prepared: PreparedRun,
  branches: readonly PlanBranch[],
  { snapshotOf, signal }: { readonly snapshotOf: SnapshotOf; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly CursorReceipt[]>> {
  const looks = new Map<string, readonly CursorReceipt[]>();
  for (const branch of branches) {
    const read = branch.cursors?.flatMap(({ boundary }) => boundary?.connection ?? []) ?? [];
    if (read.every((connection) => prepared.isConsistent(connection))) continue;
    looks.set(branch.id, await readCursors(branch, snapshotOf, signal));
  }
  return looks;
}

/** What needs them was published by an earlier attempt. */
function skipExtracts({ tasks, progress }: Attempt, { plan }: PreparedRun): void {
  for (const { id } of plan.extracts) {
    tasks.move(extractTask(id), 'skipped');
    progress.setTotal(id, 0n, true);
  }
}

async function loadInLanes(
  attempt: Attempt,
  {
    prepared,
    branches,
    staged,
    snapshotOf,
    boundaries,
  }: LoadBranchesRequest & {
    readonly snapshotOf: (connection: string | null) => SourceSnapshot;
    readonly boundaries: ReadonlyMap<string, readonly CursorReceipt[]>;
  },
  group: Group,
): Promise<readonly LoadedBranch[]> {
  const loaded = new Map<string, LoadedBranch>();
  const waiting = [...branches];
  const lanes = Math.min(attempt.options.parallelBranches, branches.length);

  async function runLane(signal: AbortSignal): Promise<void> {
    const sessions = laneSessions(prepared);
    for (let branch = waiting.shift(); branch !== undefined; branch = waiting.shift()) {
      signal.throwIfAborted();
      const { connection } = branch.source;
      const request = {
        prepared,
        branch,
        snapshot: snapshotOf(connection),
        snapshotOf,
        boundaryBefore: boundaries.get(branch.id) ?? null,
        target: await sessions(branch.target.connection),
        consistentSnapshot: prepared.isConsistent(connection),
        staged,
        signal,
      };
      loaded.set(branch.id, await loadBranch(attempt, request));
    }
  }

  await Promise.all(Array.from({ length: lanes }, () => group.run(() => runLane(group.signal))));
  return branches.map(({ id }) => {
    const one = loaded.get(id);
    invariant(one !== undefined, `branch "${id}" was not loaded`);
    return one;
  });
}

/** A lane has its own target sessions: sessions are not for concurrent use. */
function laneSessions(prepared: PreparedRun): (connectionId: string) => Promise<ConnectorSession> {
  const sessions = new Map<string, ConnectorSession>();
  return async (connectionId) => {
    const known = sessions.get(connectionId);
    if (known !== undefined) return known;
    const fresh = await prepared.pool.open(connectionId);
    sessions.set(connectionId, fresh);
    return fresh;
  };
}
