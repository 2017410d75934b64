import type { Logger } from 'pino';
import { messageOf } from '@ai-etl/core';
import type { Running } from '../process/run-process.ts';
import { refreshCatalog, type RefreshPorts } from './refresh-catalog.ts';
import { runUntilStopped } from '../process/run-until-stopped.ts';

export interface RefresherPorts extends RefreshPorts {
  readonly random: () => number;
  readonly log: Pick<Logger, 'debug' | 'warn'>;
}

/** How long a request waits for a free worker. */
const pollMs = 2000;
/** A refresh is bounded; one that was killed is taken up again after this. */
const leaseMs = 5 * 60_000;
/** After trouble of our own store. */
const patienceMs = 15_000;

/**
 * Keeps the catalogs of all connections fresh, one at a time in each worker, so that runs keep
 * their room: on a schedule where that disturbs nobody, and whenever somebody asks.
 */
export function startCatalogRefresher(ports: RefresherPorts): Running {
  const { clock, random, log } = ports;
  const types = ports.connectors.all
    .filter(({ spec }) => spec.capabilities.backgroundCatalog === true)
    .map(({ spec }) => spec.type);
  return runUntilStopped(async (signal) => {
    const pause = (ms: number) =>
      clock.sleep(ms * (0.9 + 0.2 * random()), signal).catch(() => undefined);
    while (!signal.aborted) {
      try {
        if (!(await refreshNext(ports, types, signal))) await pause(pollMs);
      } catch (error) {
        if (signal.aborted) break;
        log.warn({ reason: messageOf(error) }, 'catalogs could not be refreshed');
        await pause(patienceMs);
      }
    }
  });
}

/** False: there was nothing to do. */
async function refreshNext(
  ports: RefresherPorts,
  types: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  const claim = await ports.store.catalogWork.claimCatalog({ types, leaseMs });
  if (claim === null) return false;
  const outcome = await refreshCatalog(ports, claim, signal);
  const { connectionId: connection_id } = claim;
  if (outcome.kind === 'failed') {
    ports.log.warn({ connection_id, reason: outcome.message }, 'a catalog could not be refreshed');
  } else {
    ports.log.debug({ connection_id, ...outcome }, 'a catalog was refreshed');
  }
  return true;
}
