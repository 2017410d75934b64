import type { PlanBranch } from '@ai-etl/compile';
import { invariant, type ConnectorSession, type SourceSnapshot, type Staging } from '@ai-etl/core';
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

/**
 * Loads and verifies the branches, a few at a time, all on one snapshot per source connection.
 * Answers in the order asked. The first failure stops the others; snapshots are closed at the
 * end, so that they hold no lock when the targets are published.
 */
export async function loadBranches(
  attempt: Attempt,
  { prepared, branches, staged }: LoadBranchesRequest,
): Promise<readonly LoadedBranch[]> {
  const snapshots = new Map<string, SourceSnapshot>();
  try {
    for (const { source } of branches) {
      if (snapshots.has(source.connection)) continue;
      const session = prepared.session(source.connection);
      snapshots.set(source.connection, await session.openSnapshot(attempt.control.signal));
    }
    const loaded = new Map<string, LoadedBranch>();
    const waiting = [...branches];
    const lanes = Math.min(attempt.options.parallelBranches, branches.length);

    async function runLane(signal: AbortSignal): Promise<void> {
      const sessions = laneSessions(prepared);
      for (let branch = waiting.shift(); branch !== undefined; branch = waiting.shift()) {
        signal.throwIfAborted();
        const { connection } = branch.source;
        const snapshot = snapshots.get(connection);
        invariant(snapshot !== undefined, `no snapshot of "${connection}"`);
        const { capabilities } = prepared.pool.connector(connection).spec;
        loaded.set(
          branch.id,
          await loadBranch(attempt, {
            prepared,
            branch,
            snapshot,
            target: await sessions(branch.target.connection),
            consistentSnapshot: capabilities.consistentSnapshot,
            staged,
            signal,
          }),
        );
      }
    }

    await together(attempt.control.signal, async (group) => {
      await Promise.all(
        Array.from({ length: lanes }, () => group.run(() => runLane(group.signal))),
      );
    });
    return branches.map(({ id }) => {
      const one = loaded.get(id);
      invariant(one !== undefined, `branch "${id}" was not loaded`);
      return one;
    });
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
