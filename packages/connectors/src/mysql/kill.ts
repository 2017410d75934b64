import type { OpenOptions } from '@ai-etl/core';
import { connect, disconnect, run, type MysqlConnection } from './connect.ts';
import type { MysqlSettings } from './settings.ts';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Ends another connection of ours at the server (`CONNECTION`), or only what it is doing (`QUERY`); an
 * account may do so with its own. One that has ended already is as good.
 */
export async function kill(
  what: 'QUERY' | 'CONNECTION',
  victim: Pick<MysqlConnection, 'threadId'>,
  access: { readonly settings: MysqlSettings; readonly options: OpenOptions },
): Promise<void> {
  const { label } = access.options;
  const killer = await connect(access.settings, { label, connectTimeoutMs: CONNECT_TIMEOUT_MS });
  try {
    await run(killer, `KILL ${what} ${victim.threadId}`).catch(() => undefined);
  } finally {
    disconnect(killer);
  }
}
