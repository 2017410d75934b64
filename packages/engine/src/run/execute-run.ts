import {
  AiEtlError,
  messageOf,
  type ClaimedRun,
  type Receipt,
  type Staging,
  type TargetReceipt,
} from '@ai-etl/core';
import { requirePassed } from '../checks/run-checks.ts';
import { withDrafts } from '../incremental/committed-cursors.ts';
import { createSessionPool } from '../environment/session-pool.ts';
import type { EnginePorts } from '../ports.ts';
import { beginAttempt, type Attempt, type ExecuteOptions } from './attempt.ts';
import { stopErrors } from './attempt-control.ts';
import { findPublished } from './find-published.ts';
import { keepTrying } from './keep-trying.ts';
import { loadBranches } from './load-branches.ts';
import { orAbandon } from './or-abandon.ts';
import { prepareRun } from './prepare.ts';
import { publishBranches } from './publish-branches.ts';
import { startPulse } from './pulse.ts';
import { makeReceipt, type ReceiptFacts } from './receipt.ts';
import { maxLostAttempts } from './retry-policy.ts';
import { isFollowed, settleFailure, settleSuccess, type AttemptOutcome } from './settle.ts';
import { sweepLeftovers } from './sweep-leftovers.ts';
import { within } from './within.ts';

/** For dropping and closing at the end: a server that hangs must not keep the run. */
const cleanUpMs = 10_000;

/** `not_claimed`: the run is not to be had now (taken, ended, held back or not yet due). */
export type RunOutcome = AttemptOutcome | 'not_claimed';

/**
 * Makes one attempt at a run: claims it, works, and ends the attempt in the store. Failures of
 * the run are an outcome, not an exception; throws only when the store cannot be reached, and
 * then the lease ends by itself and another worker takes over.
 */
export async function executeRun(
  ports: EnginePorts,
  runId: string,
  options: ExecuteOptions,
): Promise<RunOutcome> {
  const claimed = await claim(ports, runId, options);
  return claimed === null ? 'not_claimed' : executeClaimed(ports, claimed, options);
}

/** Takes the run for this worker, or answers null. */
export function claim(
  { store }: EnginePorts,
  runId: string,
  { workerId, leaseMs }: ExecuteOptions,
): Promise<ClaimedRun | null> {
  return store.claimRun(runId, { workerId, leaseMs });
}

/** The attempt itself, for a run that was claimed a moment ago. */
export async function executeClaimed(
  ports: EnginePorts,
  claimed: ClaimedRun,
  options: ExecuteOptions,
): Promise<AttemptOutcome> {
  const attempt = beginAttempt(ports, claimed, options);
  attempt.log.write('info', `Attempt ${claimed.run.attempt} begins on worker ${options.workerId}.`);
  const handBack = () => attempt.control.stop('handed_back', stopErrors.handedBack());
  options.handBack?.addEventListener('abort', handBack);
  if (options.handBack?.aborted === true) handBack();
  const pulse = startPulse(attempt);
  try {
    const done = await orAbandon(attempt, work(attempt)).then(
      (receipt) => ({ receipt }),
      (error: unknown) => ({ error }),
    );
    await pulse.stop();
    return 'receipt' in done
      ? await settleSuccess(attempt, done.receipt)
      : await settleFailure(attempt, done.error);
  } finally {
    options.handBack?.removeEventListener('abort', handBack);
    await pulse.stop();
    await attempt.log.flush();
  }
}

/** The steps of an attempt, in order; whatever they opened is closed and dropped again. */
async function work(attempt: Attempt): Promise<Receipt> {
  refusePoisonRun(attempt);
  considerCancel(attempt);
  const { claimed, control, fence, ports } = attempt;
  const pool = createSessionPool({
    connections: claimed.connections,
    connectors: ports.connectors,
    log: ports.log,
    label: `ai-etl ${fence.runId}`,
    connectTimeoutMs: attempt.options.connectTimeoutMs,
    signal: control.signal,
  });
  const stagings: Staging[] = [];
  let goesOn = false;
  const startedAt = ports.clock.now();
  const receiptOf = (facts: Omit<ReceiptFacts, 'seconds'>) => {
    const seconds = (ports.clock.now() - startedAt) / 1000;
    return makeReceipt(claimed.spec.policy.verify, { ...facts, seconds });
  };
  try {
    const prepared = await prepareRun(attempt, pool);
    const earlier = await findPublished(attempt, prepared);
    const branches = prepared.plan.branches.filter(({ id }) => !earlier.has(id));
    if (branches.length > 0) control.resumeCancel();
    control.signal.throwIfAborted();
    await sweepLeftovers(attempt, prepared);
    const loaded = await loadBranches(attempt, {
      prepared,
      branches,
      staged: (staging) => stagings.push(staging),
    });
    const earlierReceipt = claimed.run.receipt;
    // With nothing left to load, an earlier attempt has checked what it published.
    const checks = branches.length > 0 ? loaded.checks : (earlierReceipt?.checks ?? []);
    // Where this attempt gathered nothing, an earlier one may have, for what it published.
    const extracts =
      loaded.extracts.length > 0 ? loaded.extracts : (earlierReceipt?.extracts ?? []);
    if (branches.length > 0) {
      const drafted = [
        ...earlier.values(),
        ...loaded.branches.map((one) => draftOf(attempt, one.receipt)),
      ];
      await saveDraft(attempt, receiptOf({ targets: drafted, extracts, checks }));
      requirePassed(checks);
    }
    const published = await publishBranches(attempt, prepared, loaded.branches);
    const byTarget = new Map([...earlier.values(), ...published].map((one) => [one.target, one]));
    const targets = prepared.plan.branches.flatMap(({ id }) => byTarget.get(id) ?? []);
    return receiptOf({ targets, extracts, checks });
  } catch (error) {
    goesOn = isFollowed(attempt, error);
    throw error;
  } finally {
    await discardAll(attempt, stagings, goesOn);
    await within(ports.clock, cleanUpMs, () => pool.closeAll()).catch((error: unknown) => {
      ports.log('warning', 'Sessions were left open', {
        run_id: fence.runId,
        error: messageOf(error),
      });
    });
  }
}

/** A run that took each worker down with it must end. */
function refusePoisonRun({ claimed }: Attempt): void {
  if (claimed.lostAttempts <= maxLostAttempts) return;
  throw new AiEtlError(
    'INTERNAL_ERROR',
    `${claimed.lostAttempts} attempts ended without a word (their workers died or lost contact), ` +
      'so the run was given up. Look at the workers\u2019 memory and logs.',
  );
}

/**
 * A run taken over while cancelling stops at once, unless an earlier attempt may have published:
 * then the cancel waits until that is known, since with every target published it is a success.
 */
function considerCancel({ claimed, control }: Attempt): void {
  if (claimed.run.receipt !== null) control.postponeCancel();
  if (claimed.run.status === 'cancelling') control.stop('cancelled', stopErrors.cancelled());
  control.signal.throwIfAborted();
}

/** With what earlier attempts may have published instead. */
function draftOf({ claimed, fence }: Attempt, receipt: TargetReceipt): TargetReceipt {
  const earlier = claimed.run.receipt?.targets.find((one) => one.target === receipt.target);
  return withDrafts(receipt, earlier, fence.attempt);
}

/** The facts of what is about to be published must outlive this process. */
async function saveDraft(attempt: Attempt, draft: Receipt): Promise<void> {
  const { store, clock } = attempt.ports;
  const { signal } = attempt.control;
  const saved = await keepTrying(clock, () => store.saveReceipt(attempt.fence, draft), { signal });
  if (!saved) attempt.control.stop('lease_lost', stopErrors.leaseLost());
  signal.throwIfAborted();
}

/**
 * Published ones are gone already; the next run sweeps what cannot be dropped now. Durable chunks stay
 * for the attempt that goes on from them.
 */
async function discardAll(
  attempt: Attempt,
  stagings: readonly Staging[],
  goesOn: boolean,
): Promise<void> {
  for (const staging of stagings) {
    const { clock } = attempt.ports;
    const leave = () =>
      goesOn && staging.chunks !== undefined ? staging.chunks.keep() : staging.discard();
    await within(clock, cleanUpMs, leave).catch((error: unknown) => {
      attempt.log.write('debug', `${staging.name} could not be dropped now: ${messageOf(error)}`);
    });
  }
}
