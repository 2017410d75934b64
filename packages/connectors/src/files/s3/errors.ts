import { AiEtlError, type ErrorCode } from '@ai-etl/core';
import { networkError } from '../../kit/network-error.ts';

const meanings: Readonly<Record<string, readonly [ErrorCode, words: string]>> = {
  NoSuchBucket: ['OBJECT_NOT_FOUND', 'there is no such bucket'],
  NoSuchKey: ['OBJECT_NOT_FOUND', 'there is no such object'],
  NotFound: ['OBJECT_NOT_FOUND', 'there is no such bucket or object'],
  AccessDenied: ['PRIVILEGE_MISSING', 'access is denied. The key needs the right to do this'],
  Forbidden: ['PRIVILEGE_MISSING', 'access is denied. The key needs the right to do this'],
  AllAccessDisabled: ['PRIVILEGE_MISSING', 'access is denied'],
  InvalidAccessKeyId: ['CREDENTIALS_REJECTED', 'the access key is not known there'],
  SignatureDoesNotMatch: ['CREDENTIALS_REJECTED', 'the secret access key is wrong'],
  ExpiredToken: ['CREDENTIALS_REJECTED', 'the access key has expired'],
  RequestTimeTooSkewed: ['CONNECTION_FAILED', 'the clock of this machine is wrong'],
  PermanentRedirect: ['CONNECTION_FAILED', 'the bucket is in another region. Set region'],
  AuthorizationHeaderMalformed: ['CONNECTION_FAILED', 'the region is wrong. Set region'],
  EntityTooLarge: ['TARGET_FULL', 'the object is larger than the storage takes'],
  QuotaExceeded: ['TARGET_FULL', 'the storage is full'],
};

/** Turns what the SDK throws into an AiEtlError: what could not be done, where, and how to cure it. */
export function toS3Error(
  error: unknown,
  { place, doing, object }: { readonly place: string; readonly doing: string; object?: string },
): AiEtlError {
  if (error instanceof AiEtlError) return error;
  const what = `${place}: could not ${doing}${object === undefined ? '' : ` ${object}`}`;
  const network = networkError(error, place);
  if (network !== undefined) return network;
  const name = error instanceof Error ? error.name : '';
  const [code, words] = meanings[name] ?? byStatus(error);
  return new AiEtlError(code, `${what}: ${words}.`, { cause: error });
}

function byStatus(error: unknown): readonly [ErrorCode, words: string] {
  const status = statusOf(error);
  if (status === 403) return meanings['AccessDenied'] ?? ['PRIVILEGE_MISSING', 'access is denied'];
  if (status === 404) return ['OBJECT_NOT_FOUND', 'there is no such bucket or object'];
  if (status === 507) return ['TARGET_FULL', 'the storage is full'];
  const said = status === undefined ? 'the storage did not answer' : `it answered ${status}`;
  return ['CONNECTION_LOST', said];
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  if (!('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
