import { AiEtlError, type ErrorCode } from '@ai-etl/core';
import { networkError } from '../../kit/network-error.ts';

interface Meaning {
  readonly code: ErrorCode;
  /** The end of a sentence: what is so, and how to cure it. */
  readonly words: string;
  /** Default: the registry's. */
  readonly retryable?: boolean;
}

const denied: Meaning = {
  code: 'PRIVILEGE_MISSING',
  words: 'access is denied. The key needs the right to do this',
};
const noBucketOrObject: Meaning = {
  code: 'OBJECT_NOT_FOUND',
  words: 'there is no such bucket or object',
};
const expired: Meaning = {
  code: 'CREDENTIALS_REJECTED',
  words: 'the access key or its session token has expired. Set new ones',
};
const wrongRegion: Meaning = {
  code: 'CONNECTION_FAILED',
  words: 'the bucket is in another region, or at another endpoint. Set region and endpoint_url',
  retryable: false,
};
const changed: Meaning = {
  code: 'CONNECTION_LOST',
  words: 'the object changed while it was read. Run again when it is at rest',
};
const throttled: Meaning = {
  code: 'CONNECTION_LOST',
  words: 'the storage asks for fewer requests, after several attempts. Try again later',
};
const troubled: Meaning = { code: 'CONNECTION_LOST', words: 'the storage has trouble right now' };
const foreign: Meaning = {
  code: 'CONNECTION_LOST',
  words:
    'the answer is not one of S3 storage. Check endpoint_url: another service, a proxy or a login page may answer there',
};
const full: Meaning = { code: 'TARGET_FULL', words: 'the storage is full' };

/** By the code that the storage answers. */
const meanings: ReadonlyMap<string, Meaning> = new Map(
  Object.entries<Meaning>({
    NoSuchBucket: { code: 'OBJECT_NOT_FOUND', words: 'there is no such bucket' },
    NoSuchKey: { code: 'OBJECT_NOT_FOUND', words: 'there is no such object' },
    NotFound: noBucketOrObject,
    AccessDenied: denied,
    Forbidden: denied,
    AllAccessDisabled: denied,
    AccountProblem: denied,
    InvalidObjectState: {
      code: 'PRIVILEGE_MISSING',
      words: 'the object lies in an archive. Restore it first',
    },
    InvalidAccessKeyId: {
      code: 'CREDENTIALS_REJECTED',
      words: 'the access key is not known there',
    },
    SignatureDoesNotMatch: {
      code: 'CREDENTIALS_REJECTED',
      words: 'the secret access key is wrong',
    },
    InvalidToken: { code: 'CREDENTIALS_REJECTED', words: 'the session token is wrong' },
    ExpiredToken: expired,
    ExpiredTokenException: expired,
    TokenRefreshRequired: expired,
    RequestTimeTooSkewed: {
      code: 'CONNECTION_FAILED',
      words: 'the clock of this machine is wrong, so its signatures are refused. Set it',
      retryable: false,
    },
    PermanentRedirect: wrongRegion,
    TemporaryRedirect: wrongRegion,
    AuthorizationHeaderMalformed: wrongRegion,
    IllegalLocationConstraintException: wrongRegion,
    PreconditionFailed: changed,
    ForeignAnswer: foreign,
    NoSuchUpload: {
      code: 'TARGET_CONFLICT',
      words: 'the upload was ended by somebody else meanwhile',
    },
    SlowDown: throttled,
    TooManyRequests: throttled,
    TooManyRequestsException: throttled,
    RequestLimitExceeded: throttled,
    Throttling: throttled,
    ThrottlingException: throttled,
    RequestTimeout: { code: 'CONNECTION_LOST', words: 'the connection was too slow' },
    TimeoutError: { code: 'CONNECTION_LOST', words: 'the storage did not answer in time' },
    EntityTooLarge: {
      code: 'TARGET_FULL',
      words: 'the object is larger than the storage takes',
      retryable: false,
    },
    QuotaExceeded: full,
    InsufficientCapacity: full,
    XMinioStorageFull: full,
  }),
);

const byStatus: ReadonlyMap<number, Meaning> = new Map([
  [301, wrongRegion],
  // To a login page, most likely: storage redirects with the two others.
  [302, foreign],
  [303, foreign],
  [307, wrongRegion],
  [401, denied],
  [403, denied],
  [404, noBucketOrObject],
  [412, changed],
  [429, throttled],
  [503, throttled],
  [507, full],
]);

/** Turns what the SDK throws into an AiEtlError: what could not be done, where, and how to cure it. */
export function toS3Error(
  error: unknown,
  {
    place,
    host,
    doing,
    object,
  }: {
    readonly place: string;
    /** Where requests go, for failures on the way there. */
    readonly host: string;
    readonly doing: string;
    readonly object: string;
  },
): AiEtlError {
  if (error instanceof AiEtlError) return error;
  const network = networkError(error, `${place} at ${host}`);
  if (network?.code === 'TLS_FAILED') {
    const words = 'the TLS handshake failed. Check endpoint_url and the certificate there';
    return new AiEtlError('TLS_FAILED', `${place} at ${host}: ${words}.`, { cause: error });
  }
  if (network !== undefined) return network;
  const { code, words, retryable } = meaningOf(error);
  return new AiEtlError(code, `${place}: could not ${doing} ${object}: ${words}.`, {
    cause: error,
    ...(retryable === undefined ? {} : { retryable }),
  });
}

/** An object that the listing named is not there any more. */
export function goneWhileRead(place: string, name: string, cause: unknown): AiEtlError {
  return new AiEtlError(
    'CONNECTION_LOST',
    `${place}: ${name} was removed while it was read. Run again when the objects are at rest.`,
    { cause },
  );
}

function meaningOf(error: unknown): Meaning {
  const name = error instanceof Error ? error.name : '';
  const status = statusOf(error);
  const known = meanings.get(name) ?? (status === undefined ? undefined : byStatus.get(status));
  if (known !== undefined) return known;
  if (status === undefined || (status >= 200 && status < 300)) return foreign;
  if (status >= 500 && status !== 501) return troubled;
  // Anything else of the storage's may be a secret or a row.
  const said = /^[A-Za-z]{1,60}$/.test(name) ? `${status} ${name}` : `${status}`;
  return { code: 'QUERY_FAILED', words: `the storage refused it (${said})` };
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  if (!('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
