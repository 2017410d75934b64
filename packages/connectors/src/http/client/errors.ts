import { AiEtlError } from '@ai-etl/core';
import { codeOf, networkError } from '../../kit/network-error.ts';

/** A failure of one request, and whether it is worth another. */
export interface Failure {
  readonly error: AiEtlError;
  /** Sent again within the time limit of retries. */
  readonly again: boolean;
  /** What the server asked for by Retry-After. */
  readonly waitMs: number | undefined;
}

/** An address that the installation does not allow; names none that the caller did not write. */
export function refusedAddress(host: string): AiEtlError {
  const error = 'leads to an address that is not allowed';
  return new AiEtlError(
    'VALIDATION_ERROR',
    `${host} may not be called: it is a private, loopback, link-local or metadata address, or plain http to a public one. Whoever runs this server may allow networks with AI_ETL_HTTP_ALLOW.`,
    { details: [{ field: 'settings.base_url', error }] },
  );
}

/** Thrown while an answer is read; `requestFailure` adds the place. */
export function pageTooLarge(maxBytes: number): AiEtlError {
  return new AiEtlError(
    'VALUE_REJECTED',
    `the answer has more than ${Math.round(maxBytes / 1024 / 1024)} MB after unpacking. Ask for smaller pages, or raise max_page_mb`,
  );
}

/** Words what was thrown on the way. `place`: `GET https://api.example.com/orders (page 2)`. */
export function requestFailure(
  thrown: unknown,
  {
    place,
    timedOut,
    timeoutMs,
  }: { readonly place: string; readonly timedOut: boolean; readonly timeoutMs: number },
): Failure {
  const once = (error: AiEtlError): Failure => ({ error, again: false, waitMs: undefined });
  const again = (error: AiEtlError): Failure => ({ error, again: true, waitMs: undefined });
  if (timedOut) {
    const words = `${place}: no whole answer within ${timeoutMs / 1000} s.`;
    return again(new AiEtlError('CONNECTION_FAILED', words));
  }
  if (thrown instanceof AiEtlError) {
    if (thrown.code !== 'VALUE_REJECTED') return once(thrown);
    return once(new AiEtlError('VALUE_REJECTED', `${place}: ${thrown.message}.`));
  }
  const code = codeOf(thrown) ?? '';
  if (
    code.startsWith('Z_') ||
    code.startsWith('ERR_BROTLI') ||
    code === 'ERR__ERROR_FORMAT_PADDING_1'
  ) {
    const words = `${place}: the answer is not packed as its Content-Encoding says, or cut off.`;
    return once(new AiEtlError('VALUE_REJECTED', words, { cause: thrown }));
  }
  const known = networkError(thrown, place);
  if (known !== undefined) {
    // Only settings of certificates can cure it.
    const cure = known.code === 'TLS_FAILED' ? 'Check ssl_ca.' : undefined;
    const error =
      cure === undefined
        ? known
        : new AiEtlError('TLS_FAILED', `${place}: the TLS handshake failed (${code}). ${cure}`);
    return { error, again: known.retryable, waitMs: undefined };
  }
  const words = code.startsWith('HPE_')
    ? 'what answers there does not speak HTTP, or its answer is longer than it says'
    : `the request failed (${code === '' ? 'unknown' : code})`;
  return again(new AiEtlError('CONNECTION_LOST', `${place}: ${words}.`, { cause: thrown }));
}

/** Words a status that is no success. The body is not repeated: it may quote what was sent. */
export function statusFailure(
  status: number,
  { place, waitMs }: { readonly place: string; readonly waitMs: number | undefined },
): Failure {
  const once = (code: ConstructorParameters<typeof AiEtlError>[0], words: string): Failure => ({
    error: new AiEtlError(code, `${place}: ${words}`, { retryable: false }),
    again: false,
    waitMs: undefined,
  });
  switch (status) {
    case 401:
      return once('CREDENTIALS_REJECTED', '401, the credentials are not accepted. Check auth.');
    case 403:
      return once('PRIVILEGE_MISSING', '403, the credentials do not give the right to read this.');
    case 404:
    case 410:
      return once('OBJECT_NOT_FOUND', `${status}, there is nothing. Check base_url and path.`);
    case 408:
    case 425:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504: {
      const words =
        status === 429 ? '429, it asks for fewer requests' : `${status}, it has trouble right now`;
      const error = new AiEtlError('CONNECTION_FAILED', `${place}: ${words}.`);
      return { error, again: true, waitMs };
    }
    default:
      return once('QUERY_FAILED', `${status}, the request is refused.`);
  }
}
