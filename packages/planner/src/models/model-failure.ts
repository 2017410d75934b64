/** How a model failed to answer. */
export type ModelFailureKind =
  | 'unreachable'
  | 'address_refused'
  | 'timeout'
  | 'rate_limited'
  | 'unavailable'
  | 'credentials_rejected'
  | 'request_rejected'
  | 'refused'
  | 'truncated'
  | 'too_large'
  | 'malformed'
  | 'circuit_open';

export interface ModelFailure {
  readonly kind: ModelFailureKind;
  /** For a person; holds nothing that the provider wrote, no address and no key. */
  readonly message: string;
  /** What the provider asked us to wait. */
  readonly retryAfterMs: number | null;
}

const messages: Readonly<Record<ModelFailureKind, string>> = {
  unreachable: 'the provider could not be reached, or cut the connection',
  address_refused: 'its address may not be called from here',
  timeout: 'no answer came in time',
  rate_limited: 'the provider takes no more requests for now (429)',
  unavailable: 'the provider failed',
  credentials_rejected: 'the provider rejected the API key',
  request_rejected:
    'the provider rejected the request: the model, or a setting, is not known there',
  refused: 'the model refused to answer',
  truncated: 'the answer was cut off',
  too_large: 'the answer was longer than is read',
  malformed: 'the answer was not in the protocol of the provider',
  circuit_open: 'the provider failed several times and is left alone for a while',
};

export function modelFailure(
  kind: ModelFailureKind,
  { status, retryAfterMs = null }: { status?: number; retryAfterMs?: number | null } = {},
): ModelFailure {
  const seen = status === undefined || kind === 'rate_limited' ? '' : ` (HTTP ${status})`;
  return { kind, message: `${messages[kind]}${seen}`, retryAfterMs };
}

/** What is waited for at most; who asks for more is asked no more: the built-in parser answers at once. */
export const longestWaitMs = 10_000;

/** Whether the same request may do better a moment later. */
export function isRetryable({ kind }: ModelFailure): boolean {
  return (
    kind === 'unreachable' ||
    kind === 'rate_limited' ||
    kind === 'unavailable' ||
    kind === 'malformed'
  );
}

/** Whether it tells of the provider's state, so that others need not try it too. */
export function isOutage({ kind }: ModelFailure): boolean {
  return (
    isRetryable({ kind, message: '', retryAfterMs: null }) ||
    kind === 'timeout' ||
    kind === 'credentials_rejected'
  );
}
