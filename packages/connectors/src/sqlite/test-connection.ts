import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ConnectionTest } from '@ai-etl/core';
import type { SessionProcess } from './process/session-process.ts';

/** Checks of an open connection: each says what works and what is missing. */
export async function testConnection(
  reader: SessionProcess,
  signal?: AbortSignal,
): Promise<ConnectionTest> {
  const started = performance.now();
  const { database } = reader;
  const { version, tables, mode } = await reader.use({ doing: 'read', signal }, async (process) => {
    const doing = { doing: 'read', signal };
    const [row] = await process.rows(
      "SELECT sqlite_version(), (SELECT count(*) FROM sqlite_schema WHERE type IN ('table', 'view'))",
      doing,
    );
    const [journal] = await process.rows('PRAGMA journal_mode', doing);
    return { version: String(row?.[0]), tables: String(row?.[1]), mode: String(journal?.[0]) };
  });
  const latencyMs = Math.round(performance.now() - started);
  // SQLite puts its journal beside the file.
  const mayWrite =
    !database.readOnly &&
    (await access(dirname(database.path), constants.W_OK).then(
      () => true,
      () => false,
    ));
  const modeWords = mode === 'wal' ? 'WAL mode' : `journal mode ${mode}`;
  const checks = [
    { name: 'open', ok: true, message: `Opened ${database.shownPath} (${modeWords}).` },
    { name: 'read', ok: true, message: `${tables} tables and views can be read.` },
    {
      name: 'create tables',
      ok: mayWrite,
      message: mayWrite
        ? 'Tables can be created.'
        : 'Reading only. To load here: turn read_only off, and give the account of the worker the right to write the file and its folder.',
    },
  ];
  return { ok: true, latencyMs, serverVersion: version, checks };
}
