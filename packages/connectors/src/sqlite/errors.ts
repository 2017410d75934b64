import { AiEtlError } from '@ai-etl/core';
import type { ErrorMeaning } from '../kit/retry.ts';
import type { AnswerBody } from './process/protocol.ts';
import { describeDatabase, type SqliteDatabase } from './database.ts';

type Failure = Extract<AnswerBody, { readonly outcome: 'failed' }>;

/** What was being done, so that a message can name it. */
export interface ErrorContext {
  readonly database: SqliteDatabase;
  /** `read`, `load into`: used as "could not <doing> it". */
  readonly doing: string;
}

/** https://sqlite.org/rescode.html; the low byte of an extended code is its primary one. */
const meanings: Readonly<Record<number, ErrorMeaning & { readonly says: string }>> = {
  3: { code: 'PRIVILEGE_MISSING', says: 'the account of the worker may not use the file' },
  5: { code: 'TARGET_CONFLICT', says: locked() },
  6: { code: 'TARGET_CONFLICT', says: locked() },
  8: {
    code: 'PRIVILEGE_MISSING',
    says: 'the file may not be written. Give the account of the worker the right to write it and its folder, and turn read_only off',
  },
  10: { code: 'SERVICE_UNAVAILABLE', says: 'the disk failed' },
  11: {
    code: 'CONNECTION_FAILED',
    retryable: false,
    says: 'the file is damaged. Ask sqlite3 with PRAGMA integrity_check, and take a copy made with .backup',
  },
  13: { code: 'TARGET_FULL', says: 'the disk is full. Free room, then run again' },
  14: {
    code: 'PRIVILEGE_MISSING',
    says: 'the file or its folder may not be opened. Give the account of the worker the right to read and write both',
  },
  15: { code: 'TARGET_CONFLICT', says: locked() },
  18: { code: 'VALUE_REJECTED', says: 'a value is too large' },
  19: { code: 'VALUE_REJECTED', says: 'a rule of the table refused a value' },
  20: { code: 'VALUE_REJECTED', says: 'a value is not of the type of its column' },
  23: {
    code: 'QUERY_FAILED',
    says: 'the query may only read this database: not write, attach other files or use PRAGMA',
  },
  26: {
    code: 'CONNECTION_FAILED',
    retryable: false,
    says: 'it is no SQLite database: another kind of file, or encrypted',
  },
};

/** Turns what the process answered into an AiEtlError worded for a person. */
export function toSqliteError(failure: Failure, { database, doing }: ErrorContext): AiEtlError {
  const place = describeDatabase(database);
  const { message, reason } = failure;
  if (reason === 'value') {
    return new AiEtlError('VALUE_REJECTED', `${place}: ${message}. Cast it in the query.`);
  }
  if (message.startsWith('no such table: ')) {
    return new AiEtlError('OBJECT_NOT_FOUND', `${place}: ${message}.`);
  }
  const primary = (failure.code ?? 1) & 0xff;
  const meaning = meanings[primary];
  if (meaning === undefined) {
    return new AiEtlError('QUERY_FAILED', `${place}: could not ${doing}: ${message}.`);
  }
  // SQLite's words name the table and column of a constraint, never the value.
  const words = primary === 19 ? `${meaning.says} (${message})` : meaning.says;
  const error = `${place}: could not ${doing}: ${words}.`;
  return new AiEtlError(meaning.code, error, {
    ...(meaning.retryable === undefined ? {} : { retryable: meaning.retryable }),
    ...(doing === 'open' ? { details: [{ field: 'settings.path', error }] } : {}),
  });
}

function locked(): string {
  return 'another process, or a reader of the same pipeline, keeps it locked. In WAL mode readers do not: PRAGMA journal_mode = WAL';
}
