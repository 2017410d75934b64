import { canonicalJson } from '@ai-etl/core';
import { signRequest, type WebhookPayload } from './sign.ts';

/** Inputs of tests/vectors/webhook-signatures.json; the outputs are computed from them. */

const standardSecret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD6fZpyzc1B7Y=';
const formerSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=';
const now = 1_706_264_101;

interface CaseInput {
  readonly name: string;
  readonly secrets: readonly [string, ...string[]];
  readonly payload: WebhookPayload;
}

const completed: WebhookPayload = {
  event: 'pipeline.completed',
  timestamp: '2024-01-26T10:15:00Z',
  data: { pipeline_id: 'pipe_456', run_id: 'run_789', status: 'success', duration_seconds: 120 },
};

const inputs: readonly CaseInput[] = [
  {
    name: "the contract's example with the contract's secret",
    secrets: ['webhook_secret_key'],
    payload: completed,
  },
  { name: 'a secret of Standard Webhooks', secrets: [standardSecret], payload: completed },
  {
    name: 'two secrets during a rotation',
    secrets: [standardSecret, formerSecret],
    payload: completed,
  },
  {
    name: 'keys out of order, nested, with null, false and empty values',
    secrets: [standardSecret],
    payload: {
      event: 'check.failed',
      timestamp: '2024-01-26T10:15:00.123Z',
      data: { z: { b: 1, a: [] }, a: null, '10': false, '9': '', Z: [{ y: 1, x: {} }] },
    },
  },
  {
    name: 'text outside of ASCII, escapes, and keys ordered by UTF-16 units',
    secrets: ['a+b/c=d~e{f}g|h:i;j?k'],
    payload: {
      event: 'pipeline.failed',
      timestamp: '2024-01-26T10:15:00Z',
      data: {
        pipeline_name: 'Заказы "все" \\ строки\nи\tтабуляция \u007f \u2028 \u{1f600}',
        '\u{1f600}': 'before',
        '\ufb33': 'after',
        é: 'precomposed',
        'e\u0301': 'combining',
      },
    },
  },
  {
    name: 'numbers as ECMAScript prints them',
    secrets: [standardSecret],
    payload: {
      event: 'pipeline.completed',
      timestamp: '2024-01-26T10:15:00Z',
      data: {
        integer: 120,
        fraction: 0.1,
        third: 0.3333333333333333,
        small: 1e-7,
        large: 1e21,
        safe: 9007199254740991,
        negative: -1.5,
        zero: 0,
      },
    },
  },
];

/** Everything the file holds. */
export function makeVectors() {
  const cases = inputs.map(({ name, secrets, payload }, index) => {
    const webhookId = `evt_${String(index).padStart(32, '0')}`;
    const { body, headers } = signRequest({ webhookId, nowSeconds: now, payload, secrets });
    return { name, secrets, payload, canonical: canonicalJson(payload), body, headers };
  });
  const [, genuine] = cases;
  if (genuine === undefined) return { now, cases, refused: [] };
  const { body, headers } = genuine;
  const altered = (name: string, change: { body?: string; headers?: Record<string, string> }) => ({
    name,
    secrets: genuine.secrets,
    body: change.body ?? body,
    headers: { ...headers, ...change.headers },
  });
  const signedAt = (nowSeconds: number) =>
    signRequest({
      webhookId: headers['webhook-id'] ?? '',
      nowSeconds,
      payload: genuine.payload,
      secrets: genuine.secrets,
    });
  const refused = [
    altered('an altered body', { body: body.replace('success', 'failure') }),
    altered('another secret', {
      headers: signRequest({
        webhookId: headers['webhook-id'] ?? '',
        nowSeconds: now,
        payload: genuine.payload,
        secrets: [formerSecret],
      }).headers,
    }),
    altered('another id', { headers: { 'webhook-id': 'evt_ffffffffffffffffffffffffffffffff' } }),
    altered('another timestamp', { headers: { 'webhook-timestamp': String(now - 1) } }),
    altered('too old, though rightly signed', signedAt(now - 301)),
    altered('from the future, though rightly signed', signedAt(now + 301)),
    altered('an unknown version', {
      headers: { 'webhook-signature': (headers['webhook-signature'] ?? '').replace('v1,', 'v2,') },
    }),
    altered('no signature', { headers: { 'webhook-signature': '' } }),
    altered('a timestamp that is no number', { headers: { 'webhook-timestamp': 'yesterday' } }),
  ];
  return { now, cases, refused };
}
