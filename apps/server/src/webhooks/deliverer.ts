import type { Logger } from 'pino';
import type { Clock } from '@ai-etl/core';
import type { ClaimedDelivery, DeliveryOutcome, Store } from '@ai-etl/store';
import type { Running } from '../process/run-process.ts';
import { attemptDelivery, attemptTimeoutMs, type Attempted, type AttemptPorts } from './attempt.ts';
import { pauseAfterAttempt } from './retry-policy.ts';

export interface DelivererPorts extends AttemptPorts {
  readonly store: Pick<Store, 'eventLog' | 'deliveryWork'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  /** Days that events and finished deliveries are kept. */
  readonly retention: { readonly noticeDays: number; readonly deliveryDays: number };
}

/** Attempts of one process at the same time, and of them to one receiver. */
const concurrency = 32;
const perWebhook = 4;
/** An attempt, and storing what came of it. When a worker dies, its attempts are made again after this. */
const leaseMs = attemptTimeoutMs + 20_000;
const pruneEveryMs = 600_000;

/**
 * Delivers what is due, in any number of processes: each attempt is leased to one of them. Wakes when
 * something happens, and every second for what has to be tried again.
 */
export function startDeliverer(ports: DelivererPorts): Running {
  const { store, log, clock } = ports;
  const inFlight = new Map<string, { readonly lane: string; readonly done: Promise<void> }>();
  const stopping = new AbortController();
  let woken = false;
  let round: Promise<void> | null = null;
  let prunedAt = clock.now();

  const busyLanes = (): readonly string[] => {
    const counts = new Map<string, number>();
    for (const { lane } of inFlight.values()) counts.set(lane, (counts.get(lane) ?? 0) + 1);
    return [...counts].filter(([, count]) => count >= perWebhook).map(([lane]) => lane);
  };

  const startAttempt = (claimed: ClaimedDelivery): void => {
    const key = `${claimed.id} ${claimed.attempt}`;
    const done = deliver(ports, claimed)
      .catch((error: unknown) => {
        log.error({ err: error, delivery_id: claimed.id }, 'a delivery could not be stored');
      })
      .finally(() => {
        inFlight.delete(key);
        // The next one of its line, perhaps.
        wake();
      });
    inFlight.set(key, { lane: claimed.lane, done });
  };

  const lookOnce = async (): Promise<void> => {
    await store.eventLog.sequence();
    while (!stopping.signal.aborted) {
      const limit = concurrency - inFlight.size;
      const claimed = await store.deliveryWork.claimDeliveries({
        limit,
        leaseMs,
        perWebhook,
        except: busyLanes(),
      });
      for (const one of claimed) startAttempt(one);
      if (claimed.length === 0) break;
    }
    if (clock.now() - prunedAt < pruneEveryMs) return;
    prunedAt = clock.now();
    await store.eventLog.prune(ports.retention);
    await store.deliveryWork.pruneDeliveries(ports.retention.deliveryDays);
  };

  const look = async (): Promise<void> => {
    while (woken && !stopping.signal.aborted) {
      woken = false;
      try {
        await lookOnce();
      } catch (error) {
        // The bell rings again within a second; at once would be a busy loop.
        log.warn({ err: error }, 'deliveries could not be looked for; trying again');
        woken = false;
        return;
      }
    }
  };

  const wake = (): void => {
    woken = true;
    if (stopping.signal.aborted) return;
    round ??= look().finally(() => {
      round = null;
      // Woken between its last look and now.
      if (woken) wake();
    });
  };

  const bell = store.eventLog.listen(wake);
  return {
    stop: async () => {
      stopping.abort();
      await bell.stop();
      await round;
      // Each is over within its time limit.
      await Promise.all([...inFlight.values()].map((one) => one.done));
    },
  };
}

async function deliver(ports: DelivererPorts, claimed: ClaimedDelivery): Promise<void> {
  const { target } = claimed;
  const attempted: Attempted =
    target === null ? unopened : await attemptDelivery(claimed, target, ports);
  const outcome = outcomeOf(claimed, attempted, ports.random());
  const { disabled } = await ports.store.deliveryWork.finishDelivery(claimed, outcome, attempted);
  const fields = { webhook_id: claimed.webhookId, delivery_id: claimed.id };
  if (attempted.error !== null) {
    ports.log.info({ ...fields, reason: attempted.error, outcome: outcome.kind }, 'not delivered');
  }
  if (disabled) ports.log.warn(fields, 'a webhook was disabled: it cannot be reached');
}

const unopened: Attempted = {
  responseStatus: null,
  responseBody: null,
  error: 'The secret of this webhook does not open with the secret keys of the worker.',
  durationMs: 0,
  retryAfterSeconds: null,
  hopeless: false,
};

function outcomeOf(
  claimed: ClaimedDelivery,
  { error, responseStatus, retryAfterSeconds, hopeless }: Attempted,
  random: number,
): DeliveryOutcome {
  if (error === null) return { kind: 'delivered' };
  // 410: the receiver says that it will never be there again. Chats answer it for other reasons.
  if (responseStatus === 410 && claimed.target?.channel === 'webhook') return { kind: 'gone' };
  if (hopeless) return { kind: 'failed' };
  const inMs = pauseAfterAttempt(claimed.attempt, random, retryAfterSeconds);
  return inMs === null ? { kind: 'failed' } : { kind: 'retry', inMs };
}
