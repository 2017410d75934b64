import type { Logger } from 'pino';
import { messageOf, type Clock } from '@ai-etl/core';
import type { Store } from '@ai-etl/store';
import type { CatalogCache } from './catalog-cache.ts';
import type { Running } from '../process/run-process.ts';
import { runUntilStopped } from '../process/run-until-stopped.ts';

export interface CatalogWatchPorts {
  readonly store: Pick<Store, 'catalogWork' | 'connections'>;
  readonly catalogs: Pick<CatalogCache, 'takeUp'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
}

/** Smaller ones are made ready within milliseconds when somebody asks. In bytes, as they are stored. */
const leastBytes = 4 * 1024;
/** At each look; those read last come first. */
const mostTaken = 8;
const pollMs = 10_000;

/**
 * Takes up the large catalogs that workers have read, so that what questions need of them is made before
 * somebody asks. Trouble of the store is logged and tried again.
 */
export function watchCatalogs(ports: CatalogWatchPorts): Running {
  const { clock, log } = ports;
  return runUntilStopped(async (signal) => {
    let since: string | null = null;
    while (!signal.aborted) {
      try {
        since = (await takeUpSince(ports, since, signal)) ?? since;
      } catch (error) {
        log.warn({ reason: messageOf(error) }, 'catalogs could not be taken up');
      }
      await clock.sleep(pollMs, signal).catch(() => undefined);
    }
  });
}

/** When the newest of them was read, RFC 3339; null: there was none. */
async function takeUpSince(
  { store, catalogs }: CatalogWatchPorts,
  since: string | null,
  signal: AbortSignal,
): Promise<string | null> {
  const found = await store.catalogWork.listLargeCatalogs({ leastBytes, since, limit: mostTaken });
  for (const { organisationId, connectionId } of found) {
    if (signal.aborted) break;
    const scope = { organisationId };
    const connection = await store.connections.getConnection(scope, connectionId);
    if (connection !== null) await catalogs.takeUp(scope, connection);
  }
  return found[0]?.takenAt ?? null;
}
