import type { Logger } from 'pino';
import { AiEtlError, type Clock } from '@ai-etl/core';
import { openStore, type Store, type StoreOptions } from '@ai-etl/store';

export interface PatientOptions {
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

const patienceMs = 60_000;

/** Opens the store, waiting up to a minute for a database that is still starting. */
export async function openStorePatiently(
  options: StoreOptions,
  { clock, log, signal }: PatientOptions,
): Promise<Store> {
  const until = clock.now() + patienceMs;
  for (;;) {
    try {
      return await openStore(options);
    } catch (error) {
      const waits = error instanceof AiEtlError && error.code === 'SERVICE_UNAVAILABLE';
      if (!waits || clock.now() > until) throw error;
      log.warn({ reason: error.message }, 'waiting for the database');
      await clock.sleep(1000, signal);
    }
  }
}
