import {
  AiEtlError,
  messageOf,
  type ExtractReceipt,
  type Scratch,
  type SourceSnapshot,
} from '@ai-etl/core';
import type { Attempt } from './attempt.ts';
import { loadExtract } from './load-extract.ts';
import type { PreparedRun } from './prepare.ts';
import { together } from './together.ts';
import { within } from './within.ts';

/** For ending the process of a scratch database. */
const closeMs = 10_000;

/** The scratch database of an attempt, holding all extracts. */
export interface Gathered {
  readonly snapshot: SourceSnapshot;
  readonly receipts: readonly ExtractReceipt[];
  close(): Promise<void>;
}

/**
 * Opens a scratch database and loads the extracts into it, a few at a time. The first failure
 * stops the others and closes it again. Throws SERVICE_UNAVAILABLE where there is none.
 */
export async function gatherExtracts(
  attempt: Attempt,
  prepared: PreparedRun,
  snapshotOf: (connectionId: string) => SourceSnapshot,
): Promise<Gathered> {
  const scratch = await openScratch(attempt);
  try {
    const receipts = await loadAll(attempt, prepared, { scratch, snapshotOf });
    return {
      snapshot: await scratch.openSnapshot(attempt.control.signal),
      receipts,
      close: () => closeScratch(attempt, scratch),
    };
  } catch (error) {
    await closeScratch(attempt, scratch);
    throw error;
  }
}

/** Answers in the order of the plan. */
async function loadAll(
  attempt: Attempt,
  { plan, isConsistent }: PreparedRun,
  {
    scratch,
    snapshotOf,
  }: {
    readonly scratch: Scratch;
    readonly snapshotOf: (connectionId: string) => SourceSnapshot;
  },
): Promise<readonly ExtractReceipt[]> {
  const receipts = new Map<string, ExtractReceipt>();
  const waiting = [...plan.extracts];

  async function runLane(signal: AbortSignal): Promise<void> {
    for (let extract = waiting.shift(); extract !== undefined; extract = waiting.shift()) {
      signal.throwIfAborted();
      const { id, connection } = extract;
      const snapshot = snapshotOf(connection);
      const consistentSnapshot = isConsistent(connection);
      const request = { extract, scratch, snapshot, consistentSnapshot, signal };
      receipts.set(id, await loadExtract(attempt, request));
    }
  }

  const lanes = Math.min(attempt.options.parallelExtracts, plan.extracts.length);
  await together(attempt.control.signal, async (group) => {
    await Promise.all(Array.from({ length: lanes }, () => group.run(() => runLane(group.signal))));
  });
  return plan.extracts.flatMap(({ id }) => receipts.get(id) ?? []);
}

async function openScratch(attempt: Attempt): Promise<Scratch> {
  const { openScratch: open } = attempt.ports;
  if (open === undefined) {
    throw new AiEtlError(
      'SERVICE_UNAVAILABLE',
      'This worker has no scratch database, which the local route needs.',
    );
  }
  const { signal } = attempt.control;
  attempt.progress.setTask('opening_scratch');
  return open({ label: `ai-etl ${attempt.fence.runId}`, signal });
}

/** What is left of it when this fails is swept when the next one opens. */
async function closeScratch(attempt: Attempt, scratch: Scratch): Promise<void> {
  const { clock, log } = attempt.ports;
  await within(clock, closeMs, () => scratch.close()).catch((error: unknown) => {
    log('warning', 'A scratch database did not close', {
      run_id: attempt.fence.runId,
      error: attempt.hideSecrets(messageOf(error)),
    });
  });
}
