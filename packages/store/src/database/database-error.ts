import { AiEtlError } from '@ai-etl/core';

/** Reasons of PostgreSQL that our code tells apart. */
const uniqueViolation = '23505';
const notNullViolation = '23502';
const foreignKeyViolation = '23503';
/** NUL in text and in JSON; half of a surrogate pair in JSON (22P02: our own values are typed). */
const textRefused = new Set(['22021', '22P05', '22P02']);
/** Connection failures, shutdowns, out of connections, and sockets that broke. */
const unavailable = new Set([
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);
const overloaded = new Set(['57014', '55P03', '40001', '40P01', '53100', '53200']);

/** What is kept of an error of the driver: never `detail` or `where`, which quote row data. */
export class MetadataDatabaseError extends Error {
  override readonly name = 'MetadataDatabaseError';
  readonly sqlState: string;
  readonly constraint: string | undefined;

  constructor(sqlState: string, constraint: string | undefined) {
    super(`SQLSTATE ${sqlState}${constraint === undefined ? '' : ` on ${constraint}`}`);
    this.sqlState = sqlState;
    this.constraint = constraint;
  }
}

/** Turns whatever `pg` throws into an AiEtlError without row data or secrets. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AiEtlError || !(error instanceof Error)) return error;
  const code = textProperty(error, 'code');
  if (code === undefined) {
    return isBrokenConnection(error) ? unavailableError(undefined) : error;
  }
  const cause = new MetadataDatabaseError(code, textProperty(error, 'constraint'));
  if (unavailable.has(code)) return unavailableError(cause);
  if (textRefused.has(code)) {
    return new AiEtlError(
      'VALIDATION_ERROR',
      'A text holds a NUL character or half of a surrogate pair, which cannot be stored.',
      { cause },
    );
  }
  if (overloaded.has(code)) {
    return new AiEtlError(
      'SERVICE_UNAVAILABLE',
      `The metadata database did not answer in time or had no room (SQLSTATE ${code}). Try again.`,
      { cause },
    );
  }
  if (/^[0-9A-Z]{5}$/.test(code)) {
    return new AiEtlError(
      'INTERNAL_ERROR',
      `The metadata database refused a statement (${cause.message}).`,
      { cause },
    );
  }
  return error;
}

/** The violated unique constraint or index, or null for any other error. */
export function violatedUnique(error: unknown): string | null {
  if (!(error instanceof AiEtlError)) return null;
  const { cause } = error;
  if (!(cause instanceof MetadataDatabaseError) || cause.sqlState !== uniqueViolation) return null;
  return cause.constraint ?? null;
}

/** Whether a row was refused because what it points at is missing. */
export function isMissingReference(error: unknown): boolean {
  if (!(error instanceof AiEtlError)) return false;
  const { cause } = error;
  if (!(cause instanceof MetadataDatabaseError)) return false;
  return cause.sqlState === notNullViolation || cause.sqlState === foreignKeyViolation;
}

function unavailableError(cause: unknown): AiEtlError {
  return new AiEtlError(
    'SERVICE_UNAVAILABLE',
    'The metadata database cannot be reached. Check that PostgreSQL runs and that DATABASE_URL names it.',
    cause === undefined ? {} : { cause },
  );
}

/** `pg` gives these no code. */
function isBrokenConnection(error: Error): boolean {
  return /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/.test(
    error.message,
  );
}

function textProperty(error: Error, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}
