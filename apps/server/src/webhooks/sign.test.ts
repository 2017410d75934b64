import { readFileSync, writeFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, vi } from 'vitest';
import { newWebhookSecret, secretProblem, signRequest } from './sign.ts';
import { makeVectors } from './vectors.test-data.ts';

const file = new URL('../../../../tests/vectors/webhook-signatures.json', import.meta.url);
const vectors = makeVectors();

/** The project's own library, at the vectors' time. */
function verify(secret: string, body: string, headers: Readonly<Record<string, string>>): unknown {
  vi.useFakeTimers({ now: vectors.now * 1000 });
  try {
    const webhook = secret.startsWith('whsec_')
      ? new Webhook(secret)
      : new Webhook(secret, { format: 'raw' });
    return webhook.verify(body, { ...headers });
  } finally {
    vi.useRealTimers();
  }
}

describe('signatures of webhooks', () => {
  it('are those of the vectors that the SDKs are tested with', () => {
    if (process.env['UPDATE_VECTORS'] === '1') {
      writeFileSync(file, `${JSON.stringify(vectors)}\n`);
    }
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(vectors);
  });

  it.each(vectors.cases)('$name: the library of Standard Webhooks accepts each secret', (one) => {
    for (const secret of one.secrets) {
      expect(verify(secret, one.body, one.headers)).toMatchObject(one.payload);
    }
  });

  it.each(vectors.refused)('$name: the library of Standard Webhooks refuses it', (one) => {
    for (const secret of one.secrets) {
      expect(() => verify(secret, one.body, one.headers)).toThrow();
    }
  });

  it('sign the time of the attempt, while the event keeps its own', () => {
    const payload = { event: 'pipeline.failed', timestamp: '2024-01-26T10:15:00Z', data: {} };
    const first = signRequest({
      webhookId: 'evt_1',
      nowSeconds: 1,
      payload,
      secrets: ['a-secret-of-mine'],
    });
    const later = signRequest({
      webhookId: 'evt_1',
      nowSeconds: 2,
      payload,
      secrets: ['a-secret-of-mine'],
    });
    expect(later.body).toBe(first.body);
    expect(later.headers['webhook-signature']).not.toBe(first.headers['webhook-signature']);
  });
});

describe('secrets of webhooks', () => {
  it('are fresh and good when generated', () => {
    const [one, two] = [newWebhookSecret(), newWebhookSecret()];
    expect(one).not.toBe(two);
    expect(secretProblem(one)).toBeNull();
  });

  it.each([
    ['webhook_secret_key', null],
    ['too-short', 'must have at least 16 characters'],
    ['whsec_not/base64!', expect.stringContaining('must be base64')],
    ['a secret of mine', 'must be printable ASCII without spaces'],
    ['секрет-из-шестнадцати', 'must be printable ASCII without spaces'],
    ['whsec_c2hvcnQ=', 'must be 24 to 64 bytes after whsec_'],
    [`whsec_${Buffer.alloc(65).toString('base64')}`, 'must be 24 to 64 bytes after whsec_'],
  ])('%s: %s', (secret, problem) => {
    expect(secretProblem(secret)).toEqual(problem);
  });
});
