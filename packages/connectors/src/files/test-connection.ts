import { access, constants, readdir } from 'node:fs/promises';
import { AiEtlError, type ConnectionTest } from '@ai-etl/core';
import { codeOf } from '../kit/network-error.ts';
import type { FileDatabase } from './file-database.ts';

/** Checks of a folder: each says what works and what is missing. */
export async function testConnection(
  database: FileDatabase,
  signal: AbortSignal | undefined,
): Promise<ConnectionTest> {
  const { root, shownRoot } = database.folder;
  const started = performance.now();
  const count = await readdir(root).then(
    (names) => names.length,
    (error: unknown) => {
      throw new AiEtlError(
        'PRIVILEGE_MISSING',
        `The folder ${shownRoot} cannot be listed (${codeOf(error) ?? 'unknown'}).`,
        { cause: error },
      );
    },
  );
  const sql = 'SELECT version()';
  const duck = await database.processFor(sql, signal);
  const [row] = await duck.with((one) => one.rows(sql, { doing: 'read', signal }));
  const mayWrite = await access(root, constants.W_OK).then(
    () => true,
    () => false,
  );
  return {
    ok: true,
    latencyMs: Math.round(performance.now() - started),
    serverVersion: row?.[0]?.replace(/^v/, '') ?? null,
    checks: [
      { name: 'open', ok: true, message: `Opened ${shownRoot}.` },
      { name: 'read', ok: true, message: `${count} files and folders are in it.` },
      {
        name: 'create tables',
        ok: mayWrite,
        message: mayWrite
          ? 'Files can be written.'
          : 'Reading only: the account of the worker may not write to the folder.',
      },
    ],
  };
}
