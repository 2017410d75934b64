import { AiEtlError, type ErrorCode } from '@ai-etl/core';

/** What was being done, so that a message can name it. */
export interface ErrorContext {
  /** `the DuckDB database sales.duckdb`. */
  readonly place: string;
  /** Used as "could not <doing>". */
  readonly doing: string;
  /** The table concerned. */
  readonly object?: string;
  /** Files below it are named from here on. */
  readonly filesFolder?: string | undefined;
}

/** Put before the text of an error that our own SQL raises; what follows is for people. */
export const complaintMark = 'ai-etl: ';

interface Meaning {
  readonly pattern: RegExp;
  readonly code: ErrorCode;
  readonly retryable?: boolean;
  /** What to say; DuckDB's own first line when absent. Values must not be quoted. */
  readonly words?: string;
}

// DuckDB has no error numbers: the kind of an error is the beginning of its message.
const meanings: readonly Meaning[] = [
  {
    pattern: /Could not set lock on file|Conflicting lock is held|already open in/i,
    code: 'CONNECTION_FAILED',
    words:
      'another process has the file open, and DuckDB allows one writer or several readers. Close the other program, or open the file read-only everywhere',
  },
  {
    pattern: /No space left on device|failed to offload|max_temp_directory_size|disk is full/i,
    code: 'TARGET_FULL',
    words: 'the disk is full. Free room, then run again',
  },
  {
    pattern: /^Out of Memory Error|bad_alloc|bad allocation/i,
    code: 'QUERY_FAILED',
    words:
      'the work needs more memory than DuckDB may use, and cannot spill it to disk. Raise the memory limit',
  },
  {
    pattern: /^(Conversion|Constraint|Out of Range|Mismatch Type) Error/,
    code: 'VALUE_REJECTED',
    words: 'a value was refused',
  },
  {
    pattern: /Malformed JSON|JSON transform error|maximum_object_size/,
    code: 'VALUE_REJECTED',
    words: 'the file is no valid JSON, or an object of it is longer than 16 MiB',
  },
  {
    // Not a query that names such a file.
    pattern:
      /^(?!Binder|Catalog|Parser).*(Parquet|magic bytes|TProtocolException|Snappy|ZSTD|GZIP)/i,
    code: 'VALUE_REJECTED',
    words: 'the file is damaged, cut off, or not what its name says',
  },
  {
    pattern: /CSV Error|CSV Parser|Maximum line size/,
    code: 'VALUE_REJECTED',
    words:
      'a row does not have the expected columns, has a quote that is not closed, is not in the expected encoding, or is too long',
  },
  { pattern: /^Invalid Input Error/, code: 'VALUE_REJECTED', words: 'a value was refused' },
  {
    pattern:
      /^TransactionContext Error.*(conflict)|^Transaction Error|Catalog write-write conflict/i,
    code: 'TARGET_CONFLICT',
    words: 'somebody else changed the same rows or table at the same moment',
  },
  { pattern: /^Catalog Error: (Table|Schema|View).* does not exist/, code: 'OBJECT_NOT_FOUND' },
  {
    pattern: /Could not read enough bytes|Corrupt database|computed checksum/i,
    code: 'CONNECTION_FAILED',
    retryable: false,
    words: 'the file is damaged or cut off',
  },
  {
    pattern: /database does not exist/,
    code: 'CONNECTION_FAILED',
    retryable: false,
    words: 'there is no such file',
  },
  {
    pattern: /^Permission Error|read-only mode/i,
    code: 'PRIVILEGE_MISSING',
    words:
      'it is not permitted. Queries may not touch other files, and a connection with read_only takes no rows',
  },
  {
    pattern:
      /not a valid DuckDB database file|older version of DuckDB|newer version|unsupported.*version/i,
    code: 'CONNECTION_FAILED',
    retryable: false,
    words: 'the file is no DuckDB database that this version can read',
  },
  {
    pattern: /^IO Error: Cannot open file/,
    code: 'CONNECTION_FAILED',
    retryable: false,
    words: 'the file cannot be opened. Check that it exists and may be read and written',
  },
  { pattern: /^IO Error/, code: 'CONNECTION_LOST', words: 'reading or writing failed' },
  { pattern: /^INTERRUPT Error/, code: 'QUERY_FAILED', words: 'the statement was interrupted' },
  {
    pattern: /^(INTERNAL|FATAL) Error|database has been invalidated/,
    code: 'CONNECTION_LOST',
    words: 'DuckDB failed and has to be started again',
  },
];

/** Why a file that was found a moment ago cannot be read. */
export const fileGone =
  'the file is gone, removed since it was found, as runs do that replace it. Try again';

/** A new look may find what stands in its place. */
const goneFile: Meaning = {
  pattern: /^IO Error: (No files found|Cannot open file .*No such file)/s,
  code: 'CONNECTION_LOST',
  words: fileGone,
};

/** Turns what DuckDB says into an AiEtlError worded for a person, without row data. */
export function toDuckdbError(message: string, context: ErrorContext): AiEtlError {
  const { place, doing, object, filesFolder } = context;
  const what = object === undefined ? '' : ` (${object})`;
  const complaint = complaintOf(message);
  if (complaint !== undefined) {
    return new AiEtlError('VALUE_REJECTED', `${place}: could not ${doing}${what}: ${complaint}.`);
  }
  const some = filesFolder === undefined ? meanings : [goneFile, ...meanings];
  const meaning = some.find((one) => one.pattern.test(message));
  const words = `${meaning?.words ?? firstLine(message)}${filesFolder === undefined ? '' : whereOf(message, filesFolder)}`;
  return new AiEtlError(
    meaning?.code ?? 'QUERY_FAILED',
    `${place}: could not ${doing}${what}: ${words}.`,
    meaning?.retryable === undefined ? {} : { retryable: meaning.retryable },
  );
}

/** What our own SQL complained about, without its mark; undefined for what DuckDB says itself. */
export function complaintOf(message: string): string | undefined {
  const at = message.indexOf(complaintMark);
  return at < 0 ? undefined : firstLine(message.slice(at + complaintMark.length));
}

/** Further lines quote the statement. */
function firstLine(message: string): string {
  return (message.split('\n', 1)[0] ?? '').replace(/[.!]+$/, '');
}

/** ` (orders.csv, line 7)`: where in a file DuckDB found something wrong. */
function whereOf(message: string, folder: string): string {
  const paths = [
    /^\s*file = (.+)$/m,
    /file "([^"\n]+)"/i,
    /file '([^'\n]+)'/i,
    /match the pattern "([^"\n]+)"/,
  ];
  const path = paths
    .map((one) => one.exec(message)?.[1]?.replaceAll(/\[([[*?])\]/g, '$1'))
    .find((one) => one?.startsWith(folder));
  const line = /(?:on Line: |in line )(\d+)/.exec(message)?.[1];
  const parts = [
    ...(path === undefined ? [] : [path.slice(folder.length).replace(/^\//, '')]),
    ...(line === undefined ? [] : [`line ${line}`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
