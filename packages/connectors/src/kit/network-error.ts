import { AiEtlError } from '@ai-etl/core';

const tlsCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'EPROTO',
]);

const lostCodes = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'UND_ERR_SOCKET']);

/** The `code` of a Node.js error or of a server's answer, looked for in its causes too. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}

/**
 * Words a failure of the network below a data system; undefined when it is something else.
 * `place` names the server: `PostgreSQL at db.example.com:5432`. A name that DNS does not know is
 * terminal (a typing error, most likely); a refused or timed out connection may be retried.
 */
export function networkError(error: unknown, place: string): AiEtlError | undefined {
  const code = codeOf(error);
  if (code === undefined) return undefined;
  const options = { cause: error };
  switch (code) {
    case 'ENOTFOUND':
      return new AiEtlError(
        'CONNECTION_FAILED',
        `${place}: no such host is known. Check the host name.`,
        { ...options, retryable: false },
      );
    case 'EAI_AGAIN':
      return new AiEtlError(
        'CONNECTION_FAILED',
        `${place}: the host name cannot be resolved right now. Check the host name and DNS.`,
        options,
      );
    case 'ECONNREFUSED':
      return new AiEtlError(
        'CONNECTION_FAILED',
        `${place} refuses connections. Check that it runs and that host and port are right.`,
        options,
      );
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
      return new AiEtlError(
        'CONNECTION_FAILED',
        `${place} does not answer. Check host, port and firewall.`,
        options,
      );
    default:
  }
  if (tlsCodes.has(code) || code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS')) {
    return new AiEtlError(
      'TLS_FAILED',
      `${place}: the TLS handshake failed (${code}). Check ssl_mode and ssl_ca.`,
      options,
    );
  }
  if (lostCodes.has(code)) {
    return new AiEtlError('CONNECTION_LOST', `${place}: the connection broke.`, options);
  }
  return undefined;
}
