import type { Logger } from 'pino';
import { messageOf, type Clock } from '@ai-etl/core';
import type { Retention, Store } from '@ai-etl/store';
import type { Running } from '../process/run-process.ts';
import { runUntilStopped } from '../process/run-until-stopped.ts';

export interface HousekeeperPorts {
  readonly store: Pick<Store, 'metrics' | 'housekeeping' | 'identity' | 'audit'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly retention: Retention;
  /** How long the audit log is kept, at least 30. */
  readonly auditDays: number;
}

const rollUpEveryMs = 5 * 60_000;
const tidyEveryMs = 60 * 60_000;

/**
 * Rolls metrics up every five minutes and deletes what has expired every hour. Any number of
 * workers may do so; the store lets one of them work. Trouble is logged and tried again.
 */
export function startHousekeeper(ports: HousekeeperPorts): Running {
  const { clock, random } = ports;
  return runUntilStopped(async (signal) => {
    let tidyAt = clock.now();
    while (!signal.aborted) {
      await keepingGoing(ports, 'metrics could not be rolled up', () => rollUpAll(ports, signal));
      if (clock.now() >= tidyAt) {
        tidyAt = clock.now() + tidyEveryMs;
        await keepingGoing(ports, 'what has expired could not be deleted', () => tidy(ports));
      }
      // Workers that started together do not stay together.
      await clock.sleep(rollUpEveryMs * (0.9 + 0.2 * random()), signal).catch(() => undefined);
    }
  });
}

/** A long history takes several turns. */
async function rollUpAll({ store }: HousekeeperPorts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await store.metrics.rollUp()) > 0);
}

async function tidy({ store, retention, auditDays, log }: HousekeeperPorts): Promise<void> {
  const deleted = await store.housekeeping.tidy(retention);
  if (deleted === null) return;
  const { identity } = store;
  const tidied = {
    ...deleted,
    refresh_tokens: await identity.deleteExpiredSessions(),
    one_time_tokens: await identity.deleteExpiredOneTimeTokens(),
    login_attempts: await identity.deleteExpiredAttempts(),
    audit_log: await store.audit.deleteOldAudit(auditDays),
  };
  if (Object.values(tidied).some((count) => count > 0))
    log.info(tidied, 'deleted what has expired');
}

async function keepingGoing(
  { log }: HousekeeperPorts,
  trouble: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn({ reason: messageOf(error) }, trouble);
  }
}
