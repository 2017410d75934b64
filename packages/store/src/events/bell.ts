import { Client } from 'pg';
import { translateDatabaseError } from '../database/database-error.ts';
import type { StoreLog } from '../store-log.ts';

/** A wake-up call that can be stopped. */
export interface Bell {
  stop(): Promise<void>;
}

export interface BellOptions {
  readonly databaseUrl: string;
  readonly applicationName: string;
  readonly log: StoreLog;
  /** Rings also this often, heard or not: notifications get lost with a session. Default 1000. */
  readonly everyMs?: number;
}

/** A session that broke is opened anew after this; meanwhile the regular ringing goes on. */
const reopenMs = 2_000;

/**
 * Rings on every NOTIFY ai_etl_events, on a session of its own, and regularly besides. Never
 * throws: a database that cannot be reached is logged and tried again.
 */
export function openBell(options: BellOptions, ring: () => void): Bell {
  const { databaseUrl, applicationName, log, everyMs = 1_000 } = options;
  let client: Client | null = null;
  let stopped = false;
  let reopening: NodeJS.Timeout | undefined;
  const regularly = setInterval(ring, everyMs);

  const open = async (): Promise<void> => {
    const opened = new Client({
      connectionString: databaseUrl,
      application_name: `${applicationName} events`,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    client = opened;
    opened.on('notification', ring);
    opened.on('error', (error) => broken(opened, error));
    opened.on('end', () => broken(opened, null));
    try {
      await opened.connect();
      await opened.query('listen ai_etl_events');
      // What was notified before LISTEN took hold.
      ring();
    } catch (error) {
      broken(opened, error);
    }
  };
  const broken = (which: Client, error: unknown): void => {
    if (stopped || client !== which) return;
    client = null;
    if (error !== null) {
      log.warn({ err: translateDatabaseError(error) }, 'the listener for events broke; reopening');
    }
    void which.end().catch(() => undefined);
    reopening = setTimeout(() => void open(), reopenMs);
  };
  void open();

  return {
    stop: async () => {
      stopped = true;
      clearInterval(regularly);
      clearTimeout(reopening);
      await client?.end().catch(() => undefined);
    },
  };
}
