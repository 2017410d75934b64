import type { PlanBranch } from '@ai-etl/compile';
import { AiEtlError, messageOf, type Publication, type TargetReceipt } from '@ai-etl/core';
import { withCommitted, withDrafts } from '../incremental/committed-cursors.ts';
import type { Attempt } from './attempt.ts';
import { stopErrors } from './attempt-control.ts';
import { changesOf, publicationKey } from './find-published.ts';
import { keepTrying } from './keep-trying.ts';
import type { LoadedBranch } from './load-branch.ts';
import type { PreparedRun } from './prepare.ts';
import { handleAnswer } from './pulse.ts';
import { currentTask, taskIds } from './task-ids.ts';
import { within } from './within.ts';

/** For asking a target that has just failed. */
const askMs = 20_000;

/**
 * Publishes verified branches one after the other, in the order of the plan. Each is atomic and
 * happens at most once per (run, target), whatever the attempt. Every publication first asks the
 * store whether the run is still ours.
 */
export async function publishBranches(
  attempt: Attempt,
  prepared: PreparedRun,
  loaded: readonly LoadedBranch[],
): Promise<readonly TargetReceipt[]> {
  const receipts: TargetReceipt[] = [];
  for (const one of loaded) receipts.push(await publishBranch(attempt, prepared, one));
  return receipts;
}

async function publishBranch(
  attempt: Attempt,
  prepared: PreparedRun,
  loaded: LoadedBranch,
): Promise<TargetReceipt> {
  const { clock } = attempt.ports;
  const { branch, staging, rows, receipt } = loaded;
  const id = taskIds(branch.id).publish;
  const startedAt = clock.now();
  attempt.tasks.move(id, 'running');
  attempt.progress.setTask(currentTask('publishing', branch.id));
  const publication = await staging
    .publish({
      expectedRows: rows,
      fence: () => passFence(attempt, branch.id),
      signal: attempt.control.signal,
    })
    .catch((error: unknown) => askTarget(attempt, { prepared, branch, error }));
  attempt.published.add(branch.id);
  attempt.publishing.delete(branch.id);
  attempt.tasks.move(id, 'success', { rows });
  logPublished(attempt, { publication, object: receipt.object, task: id });
  const earlier = attempt.claimed.run.receipt?.targets.find((one) => one.target === branch.id);
  return {
    ...withCommitted(withDrafts(receipt, earlier, attempt.fence.attempt), publication),
    published_at: publication.publishedAt,
    ...changesOf(publication),
    publish_seconds: (clock.now() - startedAt) / 1000,
  };
}

function logPublished(
  { log }: Attempt,
  {
    publication: { rows, quarantinedRows = '0', quarantineTable = '' },
    object,
    task,
  }: { readonly publication: Publication; readonly object: string; readonly task: string },
): void {
  const published = BigInt(rows) - BigInt(quarantinedRows);
  log.write('info', `Published ${published} rows to ${object}.`, task);
  if (quarantinedRows === '0') return;
  const message = `${quarantinedRows} rows do not fit ${object} and were set apart in ${quarantineTable}.`;
  log.write('warning', message, task);
}

/**
 * A publication that failed past the fence may have happened, with only its answer lost: then the
 * last attempt must not end as a failure, or somebody would run it again. Throws what publishing
 * threw when the target knows of no publication, or cannot be asked.
 */
async function askTarget(
  attempt: Attempt,
  {
    prepared,
    branch,
    error,
  }: {
    readonly prepared: PreparedRun;
    readonly branch: PlanBranch;
    readonly error: unknown;
  },
): Promise<Publication> {
  if (!attempt.publishing.has(branch.id)) throw error;
  const { connection, object } = branch.target;
  const { signal } = attempt.control;
  const found = await within(attempt.ports.clock, askMs, async () => {
    const { loader } = await prepared.pool.open(connection);
    return loader.publication(object, publicationKey(attempt, branch), signal);
  }).catch(() => undefined);
  // Without an answer, or while a statement may still be at work there, it stays unknown.
  const isLost = error instanceof AiEtlError && error.code === 'CONNECTION_LOST';
  if (found === null && !isLost) attempt.publishing.delete(branch.id);
  if (found === null || found === undefined) throw error;
  attempt.log.write('warning', `Publishing was reported as failed: ${messageOf(error)}`);
  return found;
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
