import type { PlanBranch } from '@ai-etl/compile';
import {
  invariant,
  type CheckReceipt,
  type ConnectorSession,
  type SourceSnapshot,
  type Staging,
} from '@ai-etl/core';
import { runChecks } from '../checks/run-checks.ts';
import type { Attempt } from './attempt.ts';
import { loadBranch, type LoadedBranch } from './load-branch.ts';
import type { PreparedRun } from './prepare.ts';
import { together } from './together.ts';

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
}

/**
 * Loads and verifies the branches, a few at a time, all on one snapshot per source connection; the
 * checks are measured beside them on the same snapshots. The first failure stops the others, but a
 * check that does not pass is only told. Snapshots are closed at the end, so that they hold no
 * lock when the targets are published.
 */
export async function loadBranches(
  attempt: Attempt,
  { prepared, branches, staged }: LoadBranchesRequest,
): Promise<LoadedBranches> {
  const snapshots = new Map<string, SourceSnapshot>();
  try {
    const checked = branches.length === 0 ? [] : prepared.plan.checks;
    const read = [
      ...branches.map(({ source }) => source),
      ...checked.map(({ measure }) => measure),
    ];
    for (const { connection } of read) {
      if (snapshots.has(connection)) continue;
      const session = prepared.session(connection);
      snapshots.set(connection, await session.openSnapshot(attempt.control.signal));
    }
    const snapshotOf = (connection: string): SourceSnapshot => {
      const snapshot = snapshots.get(connection);
      invariant(snapshot !== undefined, `no snapshot of "${connection}"`);
      return snapshot;
    };
    const loaded = new Map<string, LoadedBranch>();
    const waiting = [...branches];
    const lanes = Math.min(attempt.options.parallelBranches, branches.length);

    async function runLane(signal: AbortSignal): Promise<void> {
      const sessions = laneSessions(prepared);
      for (let branch = waiting.shift(); branch !== undefined; branch = waiting.shift()) {
        signal.throwIfAborted();
        const { connection } = branch.source;
        const { capabilities } = prepared.pool.connector(connection).spec;
        loaded.set(
          branch.id,
          await loadBranch(attempt, {
            prepared,
            branch,
            snapshot: snapshotOf(connection),
            target: await sessions(branch.target.connection),
            consistentSnapshot: capabilities.consistentSnapshot,
            staged,
            signal,
          }),
        );
      }
    }

    const checks = await together(attempt.control.signal, async (group) => {
      const checking = group.run(() =>
        runChecks(attempt, checked, {
          snapshotOf: ({ measure }) => snapshotOf(measure.connection),
          timezone: prepared.timezone,
          signal: group.signal,
        }),
      );
      await Promise.all(
        Array.from({ length: lanes }, () => group.run(() => runLane(group.signal))),
      );
      return checking;
    });
    return {
      checks,
      branches: branches.map(({ id }) => {
        const one = loaded.get(id);
        invariant(one !== undefined, `branch "${id}" was not loaded`);
        return one;
      }),
    };
  } finally {
    await Promise.allSettled([...snapshots.values()].map((one) => one.close()));
  }
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
