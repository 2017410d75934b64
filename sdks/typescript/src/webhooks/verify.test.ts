import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { verifyWebhook, WebhookVerificationError } from './verify.ts';

interface Case {
  readonly name: string;
  readonly secrets: readonly [string, ...string[]];
  readonly payload: { readonly event: string };
  readonly canonical: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const file = new URL('../../../../tests/vectors/webhook-signatures.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly now: number;
  readonly cases: readonly Case[];
  readonly refused: readonly Case[];
};
const now = vectors.now * 1000;
const [first] = vectors.cases;
if (first === undefined) throw new Error('there are vectors');

describe('the server’s vectors', () => {
  it.each(vectors.cases)('$name: canonical JSON', ({ payload, canonical }) => {
    expect(canonicalJson(payload)).toBe(canonical);
  });

  it.each(vectors.cases)('$name: by the headers, with any of its secrets', async (one) => {
    for (const secret of one.secrets) {
      const event = await verifyWebhook(one.body, one.headers, secret, { now });
      expect(event.event).toBe(one.payload.event);
    }
    const bytes = new TextEncoder().encode(one.body);
    await verifyWebhook(bytes, new Headers(one.headers), one.secrets, { now });
  });

  it.each(vectors.cases)('$name: by the signature within', async (one) => {
    const event = await verifyWebhook(one.body, {}, one.secrets[0]);
    expect(event).toMatchObject(one.payload);
  });

  it.each(vectors.refused)('$name: refused', async ({ body, headers, secrets }) => {
    await expect(verifyWebhook(body, headers, secrets, { now })).rejects.toBeInstanceOf(
      WebhookVerificationError,
    );
  });
});

describe('a webhook', () => {
  const refusalOf = (work: Promise<unknown>) => expect(work).rejects;
  const [secret] = first.secrets;

  it('with only some of the headers is refused, not judged by the weaker signature', async () => {
    const { 'webhook-signature': _signature, ...headers } = first.headers;
    await refusalOf(verifyWebhook(first.body, headers, secret, { now })).toThrow(/needed together/);
  });

  it('from the future or the past is refused, and the tolerance can be changed', async () => {
    const { body, headers } = first;
    const at = (seconds: number) => ({
      now: Number(headers['webhook-timestamp']) * 1000 + seconds * 1000,
    });
    await refusalOf(verifyWebhook(body, headers, secret, at(301))).toThrow(/301 seconds ago/);
    await refusalOf(verifyWebhook(body, headers, secret, at(-301))).toThrow(/301 seconds ahead/);
    await verifyWebhook(body, headers, secret, at(300));
    await verifyWebhook(body, headers, secret, { ...at(3000), toleranceSeconds: 3000 });
  });

  it.each([
    ['', {}],
    ['null', {}],
    ['[]', {}],
    ['{"event":1}', {}],
    ['{', {}],
  ])('with the body %s is refused', async (body, headers) => {
    await refusalOf(verifyWebhook(body, headers, secret)).toThrow(WebhookVerificationError);
  });

  it('altered within is refused by the signature within', async () => {
    const altered = first.body.replace('pipe_456', 'pipe_457');
    await refusalOf(verifyWebhook(altered, {}, secret)).toThrow(/signature is not right/);
  });

  it.each(['', 'whsec_', 'whsec_???'])('needs a secret, not "%s"', async (bad) => {
    await refusalOf(verifyWebhook(first.body, first.headers, bad, { now })).toThrow(/secret/);
  });
});
