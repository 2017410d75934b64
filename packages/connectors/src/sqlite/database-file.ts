import { access, constants, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AiEtlError, type ErrorCode } from '@ai-etl/core';
import type { LocalPath } from '../kit/local-path.ts';
import { codeOf } from '../kit/network-error.ts';
import { describeDatabase, type SqliteDatabase } from './database.ts';

/** https://sqlite.org/fileformat.html#the_database_header */
const header = { bytes: 100, magic: 'SQLite format 3\0' } as const;

/**
 * Looks at a file before SQLite opens it, so that what is wrong is said in plain words; answers what
 * may be done with it. Makes the folders above a file that may be made. Throws OBJECT_NOT_FOUND,
 * PRIVILEGE_MISSING, VALIDATION_ERROR (a folder), CONNECTION_FAILED (another kind of file, or cut off).
 */
export async function requireDatabaseFile(
  database: SqliteDatabase,
  kind: LocalPath['kind'],
): Promise<'read_only' | 'read_write'> {
  const place = describeDatabase(database);
  if (kind === 'missing') {
    if (!database.create) {
      const cure = 'Check the path, or set create to have it made.';
      throw trouble('OBJECT_NOT_FOUND', `${place}: there is no such file. ${cure}`);
    }
    await mkdir(dirname(database.path), { recursive: true });
    return 'read_write';
  }
  if (kind !== 'file') {
    const what = kind === 'folder' ? 'a folder' : 'a device, a pipe or a socket';
    throw trouble('VALIDATION_ERROR', `${place} is ${what}, not a file.`);
  }
  await requireContent(database);
  const mayWrite = await access(database.path, constants.W_OK).then(
    () => true,
    () => false,
  );
  return mayWrite ? 'read_write' : 'read_only';
}

async function requireContent(database: SqliteDatabase): Promise<void> {
  const place = describeDatabase(database);
  let start: Buffer;
  let size: number;
  try {
    const file = await open(database.path, 'r');
    try {
      ({ size } = await file.stat());
      start = (await file.read(Buffer.alloc(header.bytes), 0, header.bytes, 0)).buffer;
    } finally {
      await file.close();
    }
  } catch (error) {
    const message = `${place} may not be read (${codeOf(error) ?? 'unknown'}). Give the account of the worker the right to read the file.`;
    throw trouble('PRIVILEGE_MISSING', message, error);
  }
  // An empty file is an empty database.
  if (size === 0) return;
  if (start.toString('latin1', 0, header.magic.length) !== header.magic) {
    const message = `${place} is no SQLite database: it is another kind of file, or encrypted.`;
    throw trouble('CONNECTION_FAILED', message);
  }
  const pageBytes = start.readUInt16BE(16) === 1 ? 65_536 : start.readUInt16BE(16);
  // The count is only kept by versions that also note when they wrote it.
  const isCounted = start.readUInt32BE(24) === start.readUInt32BE(92);
  const expected = isCounted ? start.readUInt32BE(28) * pageBytes : 0;
  if (size < expected) {
    const message = `${place} is cut off: it has ${size} of ${expected} bytes. Copy it again, with the command .backup of sqlite3.`;
    throw trouble('CONNECTION_FAILED', message);
  }
}

/** Nothing here gets better by trying again. */
function trouble(code: ErrorCode, message: string, cause?: unknown): AiEtlError {
  return new AiEtlError(code, message, {
    retryable: false,
    details: [{ field: 'settings.path', error: message }],
    ...(cause === undefined ? {} : { cause }),
  });
}
