import type { ConnectionTest } from '@ai-etl/core';
import type { FileDatabase } from './file-database.ts';

/** Checks of a folder or bucket: each says what works and what is missing. */
export async function testConnection(
  database: FileDatabase,
  signal: AbortSignal | undefined,
): Promise<ConnectionTest> {
  const { place } = database;
  const started = performance.now();
  const { found, mayWrite } = await place.check(signal);
  const sql = 'SELECT version()';
  const { duck } = await database.prepare(sql, signal);
  const [row] = await duck.with((one) => one.rows(sql, { doing: 'read', signal }));
  return {
    ok: true,
    latencyMs: Math.round(performance.now() - started),
    serverVersion: row?.[0]?.replace(/^v/, '') ?? null,
    checks: [
      { name: 'open', ok: true, message: `Opened ${place.folder.shownRoot}.` },
      { name: 'read', ok: true, message: found },
      {
        name: 'create tables',
        ok: mayWrite,
        message: mayWrite
          ? 'Files can be written.'
          : 'Reading only: the account may not write there.',
      },
    ],
  };
}
