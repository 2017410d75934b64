import { invariant, type ChecksumAlgorithm, type SourceSnapshot, type Staging } from '@ai-etl/core';
import type { PlanBranch } from '@ai-etl/compile';
import type { Attempt } from './attempt.ts';
import type { Moved } from './stream-rows.ts';
import { currentTask, taskIds } from './task-ids.ts';
import { together } from './together.ts';

export interface FillRequest {
  readonly branch: PlanBranch;
  readonly snapshot: SourceSnapshot;
  readonly staging: Staging;
  readonly algorithm: ChecksumAlgorithm | null;
  readonly signal: AbortSignal;
}

/**
 * Lets the target's server fill the staging table from its own tables. No byte passes here, so
 * there is nothing to watch for a stall: the run's time limit bounds it. The source is summed, or
 * at least counted, beside it.
 */
export async function fillRows(
  attempt: Attempt,
  { branch, snapshot, staging, algorithm, signal: parent }: FillRequest,
): Promise<Moved> {
  const { progress, tasks, log, claimed } = attempt;
  const { sql, columns } = branch.source;
  const { fidelity } = branch.target;
  const id = taskIds(branch.id).load;
  const fill = staging.fill?.bind(staging);
  invariant(fill !== undefined, `"${branch.id}" is planned in a target that can be filled`);
  tasks.move(id, 'running');
  progress.setTask(currentTask('loading', branch.id));
  return together(parent, async (group) => {
    const { signal } = group;
    const checksum =
      algorithm === null
        ? null
        : group.run(() => snapshot.checksum({ sql, columns, fidelity, algorithm, signal }));
    const counted =
      algorithm === null && claimed.spec.policy.verify === 'counts'
        ? group.run(() => snapshot.count(sql, signal))
        : null;
    const filled = await group.run(() => fill({ sql, columns, fidelity, snapshot, signal }));
    const sums = await checksum;
    const sourceRows = sums === null ? ((await counted) ?? filled.rows) : BigInt(sums.rows);
    progress.follow(branch.id, () => ({ rows: filled.rows, bytes: 0n }));
    progress.setTotal(branch.id, filled.rows, true);
    tasks.move(id, 'success', { rows: filled.rows });
    log.write('info', `The server loaded ${filled.rows} rows by itself.`, id);
    return { sourceRows, loadedRows: filled.rows, bytes: 0n, checksum: sums };
  });
}
