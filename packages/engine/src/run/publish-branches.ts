import type { TargetReceipt } from '@ai-etl/core';
import type { Attempt } from './attempt.ts';
import { stopErrors } from './attempt-control.ts';
import { keepTrying } from './keep-trying.ts';
import type { LoadedBranch } from './load-branch.ts';
import { handleAnswer } from './pulse.ts';
import { currentTask, taskIds } from './task-ids.ts';

/**
 * Publishes verified branches one after the other, in the order of the plan. Each is atomic and
 * happens at most once per (run, target), whatever the attempt. Every publication first asks the
 * store whether the run is still ours.
 */
export async function publishBranches(
  attempt: Attempt,
  loaded: readonly LoadedBranch[],
): Promise<readonly TargetReceipt[]> {
  const receipts: TargetReceipt[] = [];
  for (const one of loaded) receipts.push(await publishBranch(attempt, one));
  return receipts;
}

async function publishBranch(attempt: Attempt, loaded: LoadedBranch): Promise<TargetReceipt> {
  const { clock } = attempt.ports;
  const { branch, staging, rows, receipt } = loaded;
  const id = taskIds(branch.id).publish;
  const startedAt = clock.now();
  attempt.tasks.move(id, 'running');
  attempt.progress.setTask(currentTask('publishing', branch.id));
  const publication = await staging.publish({
    expectedRows: rows,
    fence: () => passFence(attempt, branch.id),
    signal: attempt.control.signal,
  });
  attempt.published.add(branch.id);
  attempt.publishing.delete(branch.id);
  attempt.tasks.move(id, 'success', { rows });
  attempt.log.write('info', `Published ${publication.rows} rows to ${receipt.object}.`, id);
  return {
    ...receipt,
    published_at: publication.publishedAt,
    publish_seconds: (clock.now() - startedAt) / 1000,
  };
}

/** The last look before the point of no return. */
async function passFence(attempt: Attempt, branch: string): Promise<void> {
  const { control, fence, options } = attempt;
  const { store, clock } = attempt.ports;
  const answer = await keepTrying(clock, () => store.heartbeat(fence, options.leaseMs, null), {
    signal: control.signal,
  });
  handleAnswer(attempt, answer);
  // A cancel that came after the first publication has not stopped anything.
  control.signal.throwIfAborted();
  if (answer === 'lost') throw stopErrors.leaseLost();
  control.postponeCancel();
  attempt.publishing.add(branch);
}
