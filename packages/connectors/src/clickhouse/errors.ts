import { ClickHouseError } from '@clickhouse/client';
import { AiEtlError, messageOf } from '@ai-etl/core';
import { codeOf, networkError } from '../kit/network-error.ts';
import type { ErrorMeaning } from '../kit/retry.ts';
import { describeServer, type ClickhouseSettings } from './settings.ts';

/** What was being done, so that a message can name it. */
export interface ErrorContext {
  readonly settings: ClickhouseSettings;
  /** Fits "could not <doing>". */
  readonly doing: string;
  /** `warehouse.orders` when one table is concerned. */
  readonly object?: string;
}

// https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
const meanings: Readonly<Record<number, ErrorMeaning>> = {
  516: { code: 'CREDENTIALS_REJECTED' },
  192: { code: 'CREDENTIALS_REJECTED' },
  193: { code: 'CREDENTIALS_REJECTED' },
  194: { code: 'CREDENTIALS_REJECTED' },
  497: { code: 'PRIVILEGE_MISSING' },
  291: { code: 'PRIVILEGE_MISSING' },
  164: { code: 'PRIVILEGE_MISSING' },
  60: { code: 'OBJECT_NOT_FOUND' },
  81: { code: 'OBJECT_NOT_FOUND' },
  243: { code: 'TARGET_FULL' },
  57: { code: 'TARGET_CONFLICT' },
  202: { code: 'SERVICE_UNAVAILABLE' },
  241: { code: 'SERVICE_UNAVAILABLE' },
  252: { code: 'SERVICE_UNAVAILABLE' },
  209: { code: 'CONNECTION_LOST' },
  210: { code: 'CONNECTION_LOST' },
  425: { code: 'CONNECTION_LOST' },
  999: { code: 'SERVICE_UNAVAILABLE' },
};

/** Codes of values that cannot be read or stored; their messages quote row data. */
const valueCodes = new Set([6, 26, 27, 32, 33, 38, 41, 53, 69, 70, 72, 117, 131, 321, 349, 376, 395, 407, 427, 467]); // prettier-ignore

/** Turns anything thrown while talking to ClickHouse into an AiEtlError worded for a person. */
export function toClickhouseError(error: unknown, context: ErrorContext): AiEtlError {
  if (error instanceof AiEtlError) return error;
  const place = describeServer(context.settings);
  if (error instanceof ClickHouseError) {
    return serverError(Number(error.code), error.message, context, error);
  }
  const network = networkError(error, place);
  if (network !== undefined) return network;
  const message = messageOf(error);
  if (/timeout/i.test(message)) {
    return new AiEtlError('CONNECTION_FAILED', `${place} does not answer in time.`, {
      cause: error,
    });
  }
  if (/socket hang up|aborted|premature/i.test(message)) {
    return new AiEtlError('CONNECTION_LOST', `${place}: the connection broke.`, { cause: error });
  }
  const code = codeOf(error);
  if (code === undefined) return notClickhouse(context, { cause: error });
  return new AiEtlError('CONNECTION_FAILED', `${place}: the request failed (${code}).`, {
    cause: error,
  });
}

/**
 * Without the answer's words: whoever may store a connection must not read pages of whatever else
 * listens on our network.
 */
function notClickhouse(
  { settings }: ErrorContext,
  options: { readonly cause?: unknown; readonly retryable?: boolean },
): AiEtlError {
  return new AiEtlError(
    'CONNECTION_FAILED',
    `${describeServer(settings)} gave an answer that is not ClickHouse's. Check host and port, and what stands between.`,
    options,
  );
}

/** Reads an error body: `Code: 60. DB::Exception: Unknown table …`. */
export function parseServerError(body: string, context: ErrorContext): AiEtlError {
  const match = /Code: (\d+)\. DB::Exception: ([\s\S]*)/.exec(body);
  if (match === null) return notClickhouse(context, { retryable: false });
  return serverError(Number(match[1]), match[2] ?? '', context, undefined);
}

/** Server error code of a translated error's cause, or undefined. */
export function serverCodeOf(error: unknown): number | undefined {
  if (error instanceof ClickHouseError) return Number(error.code);
  return error instanceof Error && error.cause instanceof ClickHouseError
    ? Number(error.cause.code)
    : undefined;
}

function serverError(
  code: number,
  message: string,
  context: ErrorContext,
  cause: unknown,
): AiEtlError {
  const isValue = valueCodes.has(code);
  const meaning = isValue
    ? ({ code: 'VALUE_REJECTED' } as const)
    : (meanings[code] ?? ({ code: 'QUERY_FAILED' } as const));
  const options = {
    ...(cause === undefined ? {} : { cause }),
    ...(meaning.retryable === undefined ? {} : { retryable: meaning.retryable }),
  };
  return new AiEtlError(meaning.code, wordServerError(code, message, context), options);
}

function wordServerError(code: number, raw: string, context: ErrorContext): string {
  const { settings, doing, object } = context;
  const place = `${describeServer(settings)}, database ${settings.database}`;
  const what = object === undefined ? '' : ` (${object})`;
  const message =
    raw
      .split('\n')[0]
      ?.replace(/\s*\(version [^)]*\)\s*$/, '')
      .slice(0, 600) ?? '';
  switch (code) {
    case 516:
    case 192:
    case 193:
    case 194:
      return `${place}: user ${settings.user} was rejected. Check user name and password.`;
    case 497: {
      const grant = /grant ([A-Z ]+(?:\([^)]*\))?(?: ON [^\s]+?)?)\.?(?:\s|$)/
        .exec(message)?.[1]
        ?.trim();
      const cure = grant === undefined ? '' : ` Cure: GRANT ${grant} TO ${settings.user};`;
      return `${place}: user ${settings.user} may not ${doing}${what}.${cure}`;
    }
    case 164:
      return `${place}: user ${settings.user} may not ${doing}${what}: its profile says readonly. Cure: a profile with readonly = 0 (loading) or 2 (reading).`;
    case 243:
      return `${place}: the disk is full. Free room, then run again.`;
    case 159:
      return `${place}: the statement ran into its time limit${what}.`;
    default:
  }
  if (!valueCodes.has(code)) {
    return `${place}: could not ${doing}${what}: ${message} (code ${code}).`;
  }
  const column = /name: ([^\n]*?), type: ([^\n]*?),/.exec(raw);
  const where = column === null ? '' : `, column ${column[1]} of type ${column[2]}`;
  return `${place}: a value was refused while trying to ${doing}${what}${where} (code ${code}).`;
}
