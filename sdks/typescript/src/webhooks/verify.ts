import { AIETLError } from '../core/errors.ts';
import { canonicalJson } from './canonical-json.ts';
import { equalBytes, fromBase64, fromHex, hmacSha256 } from './hmac.ts';

/** What a webhook brings. */
export interface WebhookEvent {
  /** Such as pipeline.completed. */
  readonly event: string;
  /** RFC 3339, UTC: when it happened. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Of the payload's canonical JSON without this member. */
  readonly signature: string;
}

/** The request does not come from AI-ETL, was altered, or is too old. Answer it with 400. */
export class WebhookVerificationError extends AIETLError {
  override readonly name = 'WebhookVerificationError';
}

export interface VerifyOptions {
  /** How far the sender's clock and the way here may differ; default 300. */
  readonly toleranceSeconds?: number;
  /** Milliseconds since 1970; default: now. */
  readonly now?: number;
}

/** Headers as any framework has them. */
export type WebhookHeaders =
  Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Answers the event of a webhook, proved to be from who knows `secret`. Give the body as it
 * arrived, not parsed: the signature is over its bytes. With the headers of Standard Webhooks
 * (webhook-id, -timestamp, -signature) these and the time are checked, else the `signature`
 * within the payload. Several secrets: those of a rotation. Throws WebhookVerificationError.
 *
 * An event may come twice: tell doubles by the header webhook-id.
 */
export async function verifyWebhook(
  payload: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  { toleranceSeconds = 300, now = Date.now() }: VerifyOptions = {},
): Promise<WebhookEvent> {
  const body = typeof payload === 'string' ? payload : textOf(payload);
  const keys = (typeof secret === 'string' ? [secret] : secret).map(signingKey);
  const standard = {
    id: headerOf(headers, 'webhook-id'),
    timestamp: headerOf(headers, 'webhook-timestamp'),
    signature: headerOf(headers, 'webhook-signature'),
  };
  if (standard.id === null && standard.timestamp === null && standard.signature === null) {
    const event = parse(body);
    await requireOwnSignature(event, keys);
    return event;
  }
  const { id, timestamp, signature } = standard;
  if (id === null || timestamp === null || signature === null) {
    throw new WebhookVerificationError(
      'The headers webhook-id, webhook-timestamp and webhook-signature are needed together.',
    );
  }
  requireRecent(timestamp, toleranceSeconds, now);
  await requireSignature(keys, signature, `${id}.${timestamp}.${body}`);
  return parse(body);
}

function requireRecent(timestamp: string, toleranceSeconds: number, now: number): void {
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  if (Number.isNaN(seconds)) {
    throw new WebhookVerificationError('The header webhook-timestamp is not a time.');
  }
  const ageSeconds = Math.floor(now / 1000) - seconds;
  if (Math.abs(ageSeconds) <= toleranceSeconds) return;
  const where = ageSeconds > 0 ? 'ago' : 'ahead';
  throw new WebhookVerificationError(
    `The webhook was sent ${Math.abs(ageSeconds)} seconds ${where}; ${toleranceSeconds} are allowed. Is this machine's clock right?`,
  );
}

/** Any of the signatures of any of the secrets: both sides may be in the middle of a rotation. */
async function requireSignature(
  keys: readonly Uint8Array[],
  header: string,
  signed: string,
): Promise<void> {
  const given = header.split(' ').flatMap((one) => {
    const bytes = one.startsWith('v1,') ? fromBase64(one.slice(3)) : null;
    return bytes === null ? [] : [bytes];
  });
  await requireAny(keys, given, signed);
}

async function requireOwnSignature(
  event: WebhookEvent,
  keys: readonly Uint8Array[],
): Promise<void> {
  const { signature, ...rest } = event;
  const bytes = signature.startsWith('sha256=') ? fromHex(signature.slice(7)) : null;
  await requireAny(keys, bytes === null ? [] : [bytes], canonicalJson(rest));
}

async function requireAny(
  keys: readonly Uint8Array[],
  given: readonly Uint8Array[],
  signed: string,
): Promise<void> {
  for (const key of keys) {
    const right = await hmacSha256(key, signed);
    if (given.some((one) => equalBytes(one, right))) return;
  }
  throw new WebhookVerificationError(
    'The signature is not right. Is the secret this webhook’s, and the payload the body as it arrived?',
  );
}

/** What follows `whsec_` is base64; any other secret counts as its text. */
function signingKey(secret: string): Uint8Array {
  const key = secret.startsWith('whsec_')
    ? fromBase64(secret.slice('whsec_'.length))
    : new TextEncoder().encode(secret);
  if (key === null || key.length === 0) {
    throw new WebhookVerificationError('The secret is empty, or not base64 after whsec_.');
  }
  return key;
}

function parse(body: string): WebhookEvent {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw notAnEvent();
  }
  if (isEvent(value)) return value;
  throw notAnEvent();
}

function isEvent(value: unknown): value is WebhookEvent {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'event') === 'string' &&
    typeof Reflect.get(value, 'signature') === 'string' &&
    typeof Reflect.get(value, 'timestamp') === 'string' &&
    typeof Reflect.get(value, 'data') === 'object'
  );
}

function notAnEvent(): WebhookVerificationError {
  return new WebhookVerificationError('The payload is not an event of AI-ETL.');
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw notAnEvent();
  }
}

function headerOf(headers: WebhookHeaders, name: string): string | null {
  if (headers instanceof Headers) return headers.get(name);
  const entry = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  if (entry === undefined) return null;
  return typeof entry === 'string' ? entry : (entry[0] ?? null);
}
