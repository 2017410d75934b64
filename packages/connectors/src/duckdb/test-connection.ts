import { access, constants } from 'node:fs/promises';
import type { ConnectionTest } from '@ai-etl/core';
import type { DuckConnection } from '../kit/duckdb/duck-connection.ts';
import type { DuckdbFile } from './settings.ts';

/** Checks of an open file: each says what works and what is missing. */
export async function testConnection(
  connection: DuckConnection,
  { file, signal }: { readonly file: DuckdbFile; readonly signal: AbortSignal | undefined },
): Promise<ConnectionTest> {
  const started = performance.now();
  const [row = []] = await connection.rows(
    'SELECT version(), (SELECT count(*) FROM duckdb_tables() WHERE NOT internal)::VARCHAR',
    { doing: 'read', signal },
  );
  const latencyMs = Math.round(performance.now() - started);
  const [version, tables] = row;
  const mayWrite = !file.readOnly && (await isWritable(file.path));
  return {
    ok: true,
    latencyMs,
    serverVersion: version?.replace(/^v/, '') ?? null,
    checks: [
      { name: 'open', ok: true, message: `Opened ${file.shownPath}.` },
      { name: 'read', ok: true, message: `${tables ?? '0'} tables can be read.` },
      {
        name: 'create tables',
        ok: mayWrite,
        message: mayWrite
          ? 'Tables can be created.'
          : 'Reading only: the connection has read_only, or the file may not be written.',
      },
    ],
  };
}

async function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}
