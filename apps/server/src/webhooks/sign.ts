import { createHmac, randomBytes } from 'node:crypto';
import { canonicalJson } from '@ai-etl/core';

/** What a webhook's receiver gets, apart from its signature. */
export interface WebhookPayload {
  readonly event: string;
  /** RFC 3339, UTC: when it happened, not when it was sent. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One attempt to deliver a payload. */
export interface SigningRequest {
  /** The same for every attempt and redelivery of an event: what a receiver tells doubles by. */
  readonly webhookId: string;
  /** When this attempt is made. */
  readonly nowSeconds: number;
  readonly payload: WebhookPayload;
  /** The current secret first; during a rotation the former one after it. */
  readonly secrets: readonly [string, ...string[]];
}

export interface SignedRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const prefix = 'whsec_';

/** A fresh secret in the form of Standard Webhooks: `whsec_` and 32 random bytes in base64. */
export function newWebhookSecret(): string {
  return prefix + randomBytes(32).toString('base64');
}

/** Null when the text serves as a secret, else what is wrong with it. */
export function secretProblem(secret: string): string | null {
  // Receivers' libraries disagree about the bytes of anything else.
  if (!/^[\x21-\x7e]*$/.test(secret)) return 'must be printable ASCII without spaces';
  if (!secret.startsWith(prefix)) {
    return secret.length < 16 ? 'must have at least 16 characters' : null;
  }
  const text = secret.slice(prefix.length);
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) {
    return `must be base64 after ${prefix}; another text as secret does not begin with ${prefix}`;
  }
  return bytes.length >= 24 && bytes.length <= 64 ? null : `must be 24 to 64 bytes after ${prefix}`;
}

/** The bytes that sign: what follows `whsec_` is base64; any other secret counts as its text. */
export function signingKey(secret: string): Buffer {
  return secret.startsWith(prefix)
    ? Buffer.from(secret.slice(prefix.length), 'base64')
    : Buffer.from(secret, 'utf8');
}

/** The contract's `signature`: `sha256=` and the HMAC-SHA256 of the payload's canonical JSON (RFC 8785). */
export function payloadSignature(secret: string, payload: WebhookPayload): string {
  const hmac = createHmac('sha256', signingKey(secret));
  return `sha256=${hmac.update(canonicalJson(payload), 'utf8').digest('hex')}`;
}

/** `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`, as Standard Webhooks has it. */
export function standardSignature(
  secret: string,
  {
    id,
    timestamp,
    body,
  }: { readonly id: string; readonly timestamp: string; readonly body: string },
): string {
  const hmac = createHmac('sha256', signingKey(secret));
  return `v1,${hmac.update(`${id}.${timestamp}.${body}`, 'utf8').digest('base64')}`;
}

/** Body and headers of one attempt. */
export function signRequest({
  webhookId,
  nowSeconds,
  payload,
  secrets,
}: SigningRequest): SignedRequest {
  const { event, timestamp, data } = payload;
  const signature = payloadSignature(secrets[0], { event, timestamp, data });
  const body = JSON.stringify({ event, timestamp, data, signature });
  const sentAt = String(nowSeconds);
  const signatures = secrets.map((secret) =>
    standardSignature(secret, { id: webhookId, timestamp: sentAt, body }),
  );
  return {
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'webhook-id': webhookId,
      'webhook-timestamp': sentAt,
      'webhook-signature': signatures.join(' '),
    },
  };
}
