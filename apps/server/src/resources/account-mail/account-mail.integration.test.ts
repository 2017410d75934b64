import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMailer, type Mailer } from '../../mail/mailer.ts';
import { startSmtpPeer, type SmtpPeer } from '../../testing/smtp-peer.ts';
import { startTestApi, testAdmin, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';

let peer: SmtpPeer;
let mailer: Mailer;
let api: TestApi;
let now = Date.now();
beforeAll(async () => {
  peer = await startSmtpPeer();
  mailer = openMailer({ smtpUrl: peer.url, from: 'etl@example.com' });
  api = await startTestApi({
    mail: { mailer, publicUrl: 'https://etl.example.com' },
    clock: { now: () => now, sleep: () => Promise.resolve() },
  });
});
afterAll(async () => {
  await api?.close();
  mailer?.close();
  await peer?.close();
});

const post = (path: string, body: unknown, token: string | null = null) =>
  api.call({ method: 'POST', url: `/api/v1/auth${path}`, body, token });

/** The token of the next mail that comes. */
async function mailedToken(since: number): Promise<string> {
  await expect.poll(() => peer.mails.length, { timeout: 10_000 }).toBeGreaterThan(since);
  return /"token":"([^"]+)"/.exec(peer.mails.at(-1)?.source ?? '')?.[1] ?? '';
}

async function askForReset(email = testAdmin.email): Promise<string> {
  const before = peer.mails.length;
  expect((await post('/password-reset', { email })).status).toBe(202);
  return mailedToken(before);
}

async function logIn(password: string) {
  return post('/login', { email: testAdmin.email, password });
}

describe('a lost password', () => {
  it('is set anew with a mailed token, once, and all logins end', async () => {
    const before = await logIn(testAdmin.password);
    const token = await askForReset('Admin@Example.com ');
    expect(peer.mails.at(-1)).toMatchObject({ to: [testAdmin.email] });
    const body = { token, new_password: 'a wholly new password' };
    expect((await post('/password-reset:confirm', body)).status).toBe(204);
    expect((await logIn(testAdmin.password)).status).toBe(401);
    const after = await logIn(body.new_password);
    expect(after.status).toBe(200);
    const old = textAt(before.body, 'access_token');
    expect((await api.call({ url: '/api/v1/auth/me', token: old })).status).toBe(401);
    const me = await api.call({
      url: '/api/v1/auth/me',
      token: textAt(after.body, 'access_token'),
    });
    expect(valueAt(me.body, 'user.email_verified')).toBe(true);
    const again = await post('/password-reset:confirm', body);
    expect([again.status, valueAt(again.body, 'error.details.0.field')]).toEqual([400, 'token']);
  });

  it('leaves a token alone when the password is not good, and forgets older ones', async () => {
    const first = await askForReset();
    const second = await askForReset();
    const weak = await post('/password-reset:confirm', { token: second, new_password: 'password' });
    expect([weak.status, valueAt(weak.body, 'error.details.0.field')]).toEqual([
      400,
      'new_password',
    ]);
    const good = { token: second, new_password: 'another new password' };
    expect((await post('/password-reset:confirm', good)).status).toBe(204);
    expect((await post('/password-reset:confirm', { ...good, token: first })).status).toBe(400);
  });

  it('answers the same for nobody, and mails nobody', async () => {
    const before = peer.mails.length;
    const answers = [
      await post('/password-reset', { email: 'nobody-here@example.com' }),
      await post('/password-reset', { email: 'another@example.com' }),
    ];
    expect(answers.map((one) => [one.status, one.body])).toEqual([
      [202, ''],
      [202, ''],
    ]);
    // Closing waits for what is done in the background.
    const another = await api.startAnother();
    const payload = { email: 'third@example.com' };
    await another.inject({ method: 'POST', url: '/api/v1/auth/password-reset', payload });
    await another.close();
    expect(peer.mails.length).toBe(before);
  });

  it('is mailed a few times only', async () => {
    const statuses = [];
    for (let tries = 0; tries < 4; tries += 1) {
      const answer = await post('/password-reset', { email: 'victim@example.com' });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([202, 202, 202, 429]);
  });
});

describe('an address', () => {
  it('is verified with a mailed token, once', async () => {
    const token = await api.tokenFor({
      userId: 'user_verifies',
      organisationId: api.organisationId,
      role: 'viewer',
    });
    const before = peer.mails.length;
    expect((await post('/verify-email', undefined, token)).status).toBe(202);
    const mailed = await mailedToken(before);
    expect(peer.mails.at(-1)?.to).toEqual(['user_verifies@test.example']);
    // A token of one kind is none of the other.
    const misused = { token: mailed, new_password: 'a good new one' };
    expect((await post('/password-reset:confirm', misused)).status).toBe(400);
    expect((await post('/verify-email:confirm', { token: mailed })).status).toBe(204);
    const me = await api.call({ url: '/api/v1/auth/me', token });
    expect(valueAt(me.body, 'user.email_verified')).toBe(true);
    expect((await post('/verify-email:confirm', { token: mailed })).status).toBe(400);
  });
});

describe('bad input', () => {
  it.each([
    ['/password-reset', {}, 'email'],
    ['/password-reset', { email: 7 }, 'email'],
    ['/password-reset', { email: '' }, 'email'],
    ['/password-reset', { email: 'a@b.c', url: 'https://evil' }, 'url'],
    ['/password-reset:confirm', { token: 'x' }, 'new_password'],
    ['/password-reset:confirm', { token: 'x', new_password: 'short' }, 'new_password'],
    ['/password-reset:confirm', { token: 'x', new_password: 'a good new one' }, 'token'],
    ['/password-reset:confirm', { token: 'x'.repeat(300), new_password: 'a good one' }, 'token'],
    ['/verify-email:confirm', {}, 'token'],
    ['/verify-email:confirm', { token: 'invented' }, 'token'],
  ])('of %s %j is named', async (path, body, field) => {
    const answer = await post(path, body);
    expect([answer.status, valueAt(answer.body, 'error.details.0.field')]).toEqual([400, field]);
  });
});

it('expires after half an hour', async () => {
  const { organisationId } = api;
  await api.tokenFor({ userId: 'user_late', organisationId, role: 'viewer' });
  now -= 31 * 60_000;
  const token = await askForReset('user_late@test.example');
  now += 31 * 60_000;
  const body = { token, new_password: 'too late for this' };
  expect((await post('/password-reset:confirm', body)).status).toBe(400);
});

it('says that a server without mail sends none', async () => {
  const silent = await api.startAnother({ mail: null });
  const answer = await silent.inject({
    method: 'POST',
    url: '/api/v1/auth/password-reset',
    payload: { email: testAdmin.email },
  });
  expect(answer.statusCode).toBe(404);
  expect(answer.json().error.message).toContain('reset-password EMAIL');
});
