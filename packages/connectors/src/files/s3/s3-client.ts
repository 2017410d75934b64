import { isIP } from 'node:net';
import type * as Sdk from '@aws-sdk/client-s3';
import { AiEtlError, type OutboundGuard } from '@ai-etl/core';
import { judgedLookup, type Resolve } from '../../kit/judged-lookup.ts';
import type { BucketSettings } from './bucket-settings.ts';
import { requireGenuineAnswers } from './genuine-answers.ts';

export interface S3ClientOptions {
  readonly connectTimeoutMs: number;
  /** Judges every address that is connected to. Absent: all may be. */
  readonly hosts?: OutboundGuard;
  readonly resolveName?: Resolve;
  /** Milliseconds without a byte, either way, after which a request is given up. */
  readonly idleTimeoutMs?: number;
}

export interface S3 {
  readonly sdk: typeof Sdk;
  readonly client: Sdk.S3Client;
}

/** Of a request that is throttled or fails on the way; the pauses between them grow to some seconds. */
const mostAttempts = 5;
const idleTimeoutMs = 60_000;

/** A client of the storage. Throws VALIDATION_ERROR for an endpoint whose address may not be connected to. */
export async function openS3(settings: BucketSettings, options: S3ClientOptions): Promise<S3> {
  const { keys, endpoint, region, isPathStyle } = settings;
  const { hosts, connectTimeoutMs } = options;
  if (endpoint !== undefined && hosts !== undefined) requireAllowed(new URL(endpoint), hosts);
  // Some 20 MB of memory, only where there is a bucket.
  const sdk = await import('@aws-sdk/client-s3');
  const client = new sdk.S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    forcePathStyle: isPathStyle,
    // Never what the SDK finds by itself: the environment and the metadata service of this machine are not the user's.
    ...(keys === undefined
      ? {
          credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
          signer: { sign: async (request) => request },
        }
      : {
          credentials: {
            accessKeyId: keys.id,
            secretAccessKey: keys.secret,
            ...(keys.token === undefined ? {} : { sessionToken: keys.token }),
          },
        }),
    maxAttempts: mostAttempts,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: connectTimeoutMs,
      // Its `requestTimeout` only warns; and large parts may take long while bytes flow.
      socketTimeout: options.idleTimeoutMs ?? idleTimeoutMs,
      httpAgent: { keepAlive: true, ...judged(options, 'http:') },
      httpsAgent: { keepAlive: true, ...judged(options, 'https:') },
    },
    // Other storage does not know Amazon's trailing checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  requireGenuineAnswers(client);
  return { sdk, client };
}

function judged({ hosts, resolveName }: S3ClientOptions, protocol: 'http:' | 'https:') {
  const guard = hosts ?? { allows: () => true };
  const resolving = resolveName === undefined ? {} : { resolveName };
  return { lookup: judgedLookup({ guard, protocol, refusal: refusedHost, ...resolving }) };
}

/** A literal address is never looked up. */
function requireAllowed({ hostname, protocol }: URL, hosts: OutboundGuard): void {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) === 0 || hosts.allows(host, protocol === 'https:' ? 'https:' : 'http:')) return;
  throw refusedHost(host);
}

function refusedHost(host: string): AiEtlError {
  return new AiEtlError(
    'VALIDATION_ERROR',
    `Connections to ${host} are not allowed: it is a link-local or metadata address.`,
    {
      retryable: false,
      details: [{ field: 'settings.endpoint_url', error: 'a link-local or metadata address' }],
    },
  );
}
