import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { canonicalJson, contentHash, PipelineSpec, type PipelineSpecInput } from '@ai-etl/core';
import type { NoticeType } from '@ai-etl/store';
import { makeOutboundPolicy } from '../net/outbound-policy.ts';
import { openMailer, type Mailer } from '../mail/mailer.ts';
import type { Running } from '../process/run-process.ts';
import { systemClock } from '../system-clock.ts';
import { startHookReceiver, type HookReceiver } from '../testing/hook-receiver.ts';
import { startSmtpPeer } from '../testing/smtp-peer.ts';
import { startTestApi, testAdmin, textAt, valueAt, type TestApi } from '../testing/test-api.ts';
import { startDeliverer } from './deliverer.ts';
import { payloadSignature } from './sign.ts';

let api: TestApi;
let receiver: HookReceiver;
let database: pg.Client;
const deliverers: Running[] = [];

beforeAll(async () => {
  api = await startTestApi();
  database = new pg.Client({ connectionString: api.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await api.close();
});
beforeEach(async () => {
  receiver = await startHookReceiver();
});
afterEach(async () => {
  await Promise.all(deliverers.splice(0).map((one) => one.stop()));
  await receiver.close();
  await database.query('delete from ai_etl.webhooks');
});

function startOne(mailer: Mailer | null = null): void {
  deliverers.push(
    startDeliverer({
      store: api.store,
      clock: systemClock,
      random: () => 0.5,
      log: pino({ level: 'silent' }),
      policy: makeOutboundPolicy({ private: true, networks: [] }),
      mailer,
      retention: { noticeDays: 7, deliveryDays: 30 },
    }),
  );
}

async function createWebhook(body: object): Promise<{ id: string; secret: string }> {
  const answer = await api.call({ method: 'POST', url: '/api/v1/webhooks', body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return { id: textAt(answer.body, 'webhook_id'), secret: textAt(answer.body, 'secret') };
}

const hook = (changes: object = {}) =>
  createWebhook({
    url: `${receiver.url}/hook`,
    events: ['pipeline.completed', 'pipeline.failed'],
    ...changes,
  });

const happen = (pipelineId: string, n: number, type: NoticeType = 'pipeline.completed') =>
  api.store.events.record(
    { organisationId: api.organisationId },
    { type, projectId: api.projectId, pipelineId, data: { pipeline_id: pipelineId, n } },
  );

async function deliveries(webhookId: string): Promise<readonly unknown[]> {
  const { body } = await api.call({ url: `/api/v1/webhooks/${webhookId}/deliveries?per_page=100` });
  return Array.isArray(body) ? body : [];
}

const statuses = async (webhookId: string) =>
  (await deliveries(webhookId)).map((one) => textAt(one, 'status'));

const until = (check: () => Promise<void> | void) =>
  vi.waitFor(check, { timeout: 60_000, interval: 10 });

/** Asks for so much time that nothing is tried again before the test says so. */
const later = { 'retry-after': '600' };

describe('the deliverer', () => {
  it('tells what happened, signed as the contract and Standard Webhooks say', async () => {
    const { id, secret } = await hook();
    startOne();
    await happen('pipe_a', 1);
    await until(() => expect(receiver.received).toHaveLength(1));
    const [got] = receiver.received;
    expect(got?.json).toMatchObject({
      event: 'pipeline.completed',
      data: { pipeline_id: 'pipe_a', n: 1 },
    });
    const { signature, ...payload } = got?.json ?? {};
    const { event, timestamp, data } = payload;
    expect(Object.keys(payload)).toEqual(['event', 'timestamp', 'data']);
    expect(signature).toBe(
      payloadSignature(secret, {
        event: String(event),
        timestamp: String(timestamp),
        data: Object(data),
      }),
    );
    expect(canonicalJson(payload)).toContain('"event":"pipeline.completed"');
    const headers = {
      'webhook-id': String(got?.headers['webhook-id']),
      'webhook-timestamp': String(got?.headers['webhook-timestamp']),
      'webhook-signature': String(got?.headers['webhook-signature']),
    };
    expect(new Webhook(secret).verify(got?.body ?? '', headers)).toEqual(got?.json);
    await until(async () => expect(await statuses(id)).toEqual(['delivered']));
    expect(valueAt(await deliveries(id), '0')).toMatchObject({
      kind: 'event',
      event_id: headers['webhook-id'],
      attempts: 1,
      response: { status: 200, body: '' },
      error: null,
      next_attempt_at: null,
    });
  });

  it('tells each webhook only what it asked for', async () => {
    const all = await hook({ url: `${receiver.url}/all` });
    await hook({ url: `${receiver.url}/failed`, events: ['pipeline.failed'] });
    await hook({ url: `${receiver.url}/project`, project_id: api.projectId });
    await hook({ url: `${receiver.url}/off`, enabled: false });
    startOne();
    await happen('pipe_a', 1, 'pipeline.completed');
    await happen('pipe_a', 2, 'pipeline.failed');
    await happen('pipe_a', 3, 'pipeline.started');
    await until(() => expect(receiver.received).toHaveLength(5));
    const got = receiver.received.map((one) => `${one.path} ${textAt(one.json, 'event')}`);
    expect(got.sort()).toEqual([
      '/all pipeline.completed',
      '/all pipeline.failed',
      '/failed pipeline.failed',
      '/project pipeline.completed',
      '/project pipeline.failed',
    ]);
    await until(async () => expect(await statuses(all.id)).toEqual(['delivered', 'delivered']));
  });

  it('keeps the order of a pipeline, also over failures and several workers, while others go on', async () => {
    const { id } = await hook();
    let refusals = 2;
    receiver.answerWith(({ json }) => {
      const first = valueAt(json, 'data.n') === 0 && valueAt(json, 'data.pipeline_id') === 'pipe_a';
      if (first && refusals > 0) {
        refusals -= 1;
        return { status: 503, headers: later };
      }
      return { status: 204 };
    });
    for (let n = 0; n < 5; n += 1) {
      await happen('pipe_a', n);
      await happen('pipe_b', n);
    }
    for (let count = 0; count < 3; count += 1) startOne();
    const took = (pipelineId: string) =>
      receiver.received
        .filter((one) => valueAt(one.json, 'data.pipeline_id') === pipelineId)
        .map((one) => valueAt(one.json, 'data.n'));
    await until(() => expect(took('pipe_b')).toEqual([0, 1, 2, 3, 4]));
    expect(took('pipe_a')).toEqual([0]);
    for (const times of [2, 3]) {
      await skipPauses(id);
      await until(() => expect(took('pipe_a').filter((n) => n === 0)).toHaveLength(times));
    }
    await until(() => expect(took('pipe_a')).toEqual([0, 0, 0, 1, 2, 3, 4]));
    const ids = receiver.received
      .filter((one) => valueAt(one.json, 'data.n') === 0)
      .map((one) => one.headers['webhook-id']);
    // Each attempt of an event has the same id, so that a receiver can tell doubles.
    expect(new Set(ids).size).toBe(2);
  });

  /** Makes what waits for its next attempt due now. */
  async function skipPauses(webhookId: string): Promise<void> {
    await until(async () => {
      const { rowCount } = await database.query(
        `update ai_etl.webhook_deliveries set next_at = now()
         where webhook_id = $1 and status = 'pending' and lease_until is null and next_at > now()`,
        [webhookId],
      );
      expect(rowCount).toBe(1);
    });
  }

  it.each([
    [{ status: 500, headers: {} }, 'The receiver answered 500.'],
    [{ status: 404, headers: {} }, 'The receiver answered 404.'],
    [
      { status: 307, headers: { location: 'http://127.0.0.1:1/' } },
      'The receiver answered 307: redirects are not followed. Give the final URL.',
    ],
  ])('tries again after %j', async (answer, error) => {
    const { id } = await hook();
    receiver.answerWith((_hook, count) =>
      count === 1
        ? { ...answer, headers: { ...later, ...answer.headers }, body: 'why' }
        : { status: 200 },
    );
    startOne();
    await happen('pipe_a', 1);
    await until(async () =>
      expect(valueAt(await deliveries(id), '0')).toMatchObject({
        status: 'pending',
        attempts: 1,
        error,
        response: { status: answer.status, body: 'why' },
        finished_at: null,
      }),
    );
    const waits = Date.parse(textAt(await deliveries(id), '0.next_attempt_at')) - Date.now();
    expect(waits).toBeGreaterThan(300_000);
    expect(waits).toBeLessThan(600_001);
    await skipPauses(id);
    await until(async () => expect(await statuses(id)).toEqual(['delivered']));
    expect(valueAt(await deliveries(id), '0')).toMatchObject({ attempts: 2, error: null });
  });

  it('waits as long as the receiver asks for', async () => {
    const { id } = await hook();
    receiver.answerWith(() => ({ status: 429, headers: { 'retry-after': '120' } }));
    startOne();
    await happen('pipe_a', 1);
    await until(async () => {
      const next = textAt(await deliveries(id), '0.next_attempt_at');
      expect(Date.parse(next) - Date.now()).toBeGreaterThan(60_000);
    });
  });

  it('disables a webhook whose delivery failed to the end, and tells so', async () => {
    const { id } = await hook();
    const watcher = await hook({ url: `${receiver.url}/watch`, events: ['webhook.disabled'] });
    receiver.answerWith(({ path }) => ({ status: path === '/watch' ? 200 : 500 }));
    await happen('pipe_a', 1);
    await happen('pipe_a', 2);
    await api.store.eventLog.sequence();
    await database.query(
      'update ai_etl.webhook_deliveries set attempts = 10 where webhook_id = $1',
      [id],
    );
    startOne();
    await until(async () => expect(await statuses(watcher.id)).toEqual(['delivered']));
    const { body } = await api.call({ url: `/api/v1/webhooks/${id}` });
    expect(body).toMatchObject({ enabled: false, disabled_reason: 'failing' });
    expect(await deliveries(id)).toMatchObject([
      { status: 'failed', attempts: 10, error: 'The webhook was disabled.' },
      { status: 'failed', attempts: 11, error: 'The receiver answered 500.' },
    ]);
    expect(receiver.received.at(-1)?.json).toMatchObject({
      event: 'webhook.disabled',
      data: { webhook_id: id, reason: 'failing', target: `${receiver.url}/hook` },
    });
    // What happens now is not told; after it is enabled again, it is.
    await happen('pipe_a', 3);
    await api.store.eventLog.sequence();
    receiver.answerWith(() => ({ status: 200 }));
    await api.call({ method: 'PATCH', url: `/api/v1/webhooks/${id}`, body: { enabled: true } });
    await happen('pipe_a', 4);
    await until(async () => expect(await statuses(id)).toEqual(['delivered', 'failed', 'failed']));
    expect(receiver.received.at(-1)?.json).toMatchObject({ data: { n: 4 } });
  });

  it('leaves a webhook enabled when others of its deliveries succeed', async () => {
    const { id } = await hook();
    receiver.answerWith(({ json }) => ({ status: valueAt(json, 'data.n') === 1 ? 500 : 200 }));
    await happen('pipe_a', 1);
    await api.store.eventLog.sequence();
    await happen('pipe_b', 2);
    startOne();
    await until(async () => expect((await statuses(id)).sort()).toEqual(['delivered', 'pending']));
    // It is pending while it is tried, too.
    await until(async () => {
      const { rowCount } = await database.query(
        `update ai_etl.webhook_deliveries set attempts = 10, next_at = now()
         where webhook_id = $1 and status = 'pending' and attempts > 0 and lease_until is null`,
        [id],
      );
      expect(rowCount).toBe(1);
    });
    await until(async () => expect((await statuses(id)).sort()).toEqual(['delivered', 'failed']));
    const { body } = await api.call({ url: `/api/v1/webhooks/${id}` });
    expect(body).toMatchObject({ enabled: true, disabled_reason: null });
  });

  it('takes 410 at its word, and writes to the admins', async () => {
    const peer = await startSmtpPeer();
    const mailer = openMailer({ smtpUrl: peer.url, from: 'etl@example.com' });
    const { id } = await hook();
    receiver.answerWith(() => ({ status: 410 }));
    startOne(mailer);
    await happen('pipe_a', 1);
    await until(async () =>
      expect((await api.call({ url: `/api/v1/webhooks/${id}` })).body).toMatchObject({
        enabled: false,
        disabled_reason: 'gone',
      }),
    );
    await until(() => expect(peer.mails.map((one) => one.to)).toEqual([[testAdmin.email]]));
    expect(peer.mails[0]?.source).toContain(id);
    mailer.close();
    await peer.close();
  });

  it('does not let a receiver that hangs hold up another', async () => {
    const slow = await startHookReceiver();
    try {
      slow.answerWith(() => null);
      await hook({ url: slow.url });
      const quick = await hook();
      for (let n = 0; n < 40; n += 1) await happen(`pipe_${n}`, n);
      startOne();
      await until(async () =>
        expect(await statuses(quick.id)).toEqual(Array(40).fill('delivered')),
      );
      expect(slow.received.length).toBeLessThanOrEqual(4);
    } finally {
      await slow.close();
    }
  });

  it('signs with both secrets for a day after a rotation', async () => {
    const { id, secret: former } = await hook();
    const rotated = await api.call({ method: 'POST', url: `/api/v1/webhooks/${id}:rotate-secret` });
    const secret = textAt(rotated.body, 'secret');
    expect([rotated.status, secret === former]).toEqual([200, false]);
    startOne();
    await happen('pipe_a', 1);
    await until(() => expect(receiver.received).toHaveLength(1));
    const verifies = (key: string, index: number): boolean => {
      const got = receiver.received[index];
      const headers = Object.fromEntries(
        ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [
          name,
          String(got?.headers[name]),
        ]),
      );
      try {
        return new Webhook(key).verify(got?.body ?? '', headers) !== undefined;
      } catch {
        return false;
      }
    };
    expect([verifies(secret, 0), verifies(former, 0)]).toEqual([true, true]);
    await database.query(`update ai_etl.webhooks set previous_secret_until = now() where id = $1`, [
      id,
    ]);
    await happen('pipe_a', 2);
    await until(() => expect(receiver.received).toHaveLength(2));
    expect([verifies(secret, 1), verifies(former, 1)]).toEqual([true, false]);
  });

  it('speaks to Slack and Telegram in their own words', async () => {
    await createWebhook({
      channel: 'slack',
      url: `${receiver.url}/T0/B0/x`,
      events: ['pipeline.failed'],
    });
    await createWebhook({
      channel: 'telegram',
      telegram: { bot_token: '12:ab_C', chat_id: '-100', base_url: receiver.url },
      events: ['pipeline.failed'],
    });
    startOne();
    await api.store.events.record(
      { organisationId: api.organisationId },
      {
        type: 'pipeline.failed',
        projectId: api.projectId,
        pipelineId: 'pipe_a',
        data: {
          pipeline_name: '<!channel>',
          run_id: 'run_1',
          error: { code: 'X', message: 'It broke: 1 < 2 & 3.' },
        },
      },
    );
    await until(() => expect(receiver.received).toHaveLength(2));
    const text = 'Pipeline "<!channel>" failed\nIt broke: 1 < 2 & 3.\nRun: run_1';
    const byPath = new Map(receiver.received.map((one) => [one.path, one.json]));
    expect(byPath.get('/T0/B0/x')).toEqual({
      text: 'Pipeline "&lt;!channel&gt;" failed\nIt broke: 1 &lt; 2 &amp; 3.\nRun: run_1',
    });
    expect(byPath.get('/bot12:ab_C/sendMessage')).toMatchObject({ chat_id: '-100', text });
  });

  /** Runs a pipeline with these notifications to its end. */
  async function runOnce(
    notifications: PipelineSpecInput['notifications'],
    to: 'success' | 'failed',
  ): Promise<string> {
    const spec = PipelineSpec.parse({ version: 1, name: 'orders', notifications });
    const scope = { organisationId: api.organisationId };
    const pipeline = await api.store.pipelines.createPipeline(scope, {
      projectId: api.projectId,
      name: 'Orders\r\nBcc: eve@example.com',
      description: '',
      spec,
      specHash: contentHash(spec),
    });
    const { id: runId } = await api.store.runStore.createRun({
      pipelineId: pipeline.id,
      pipelineVersion: 1,
      trigger: 'manual',
      params: {},
      logicalTime: '2026-01-01T00:00:00.000Z',
    });
    await api.store.runStore.claimRun(runId, { workerId: 'w', leaseMs: 60_000 });
    await api.store.runStore.transition({ runId, attempt: 1 }, ['running'], { to });
    return runId;
  }

  it('tells by e-mail, also whom a pipeline itself names', async () => {
    const peer = await startSmtpPeer();
    const mailer = openMailer({ smtpUrl: peer.url, from: 'etl@example.com' });
    try {
      const { id } = await createWebhook({
        channel: 'email',
        email: { to: ['ann@example.com', 'bob@example.com'] },
        events: ['pipeline.failed'],
      });
      startOne(mailer);
      const runId = await runOnce(
        [
          { on: 'failure', channel: 'email', to: 'cat@example.com' },
          { on: 'success', channel: 'email', to: 'dan@example.com' },
        ],
        'failed',
      );
      await until(() => expect(peer.mails).toHaveLength(3));
      expect(peer.mails.flatMap((one) => one.to).sort()).toEqual([
        'ann@example.com',
        'bob@example.com',
        'cat@example.com',
      ]);
      for (const { source } of peer.mails) {
        expect(source).not.toMatch(/^Bcc:/m);
        expect(source).toContain('Pipeline "Orders Bcc: eve@example.com" failed\r\n');
        expect(source).toContain(runId);
      }
      await until(async () => expect(await statuses(id)).toEqual(['delivered']));
    } finally {
      mailer.close();
      await peer.close();
    }
  });

  it('says that no e-mail was sent where no mail server is configured, once', async () => {
    const { id } = await createWebhook({
      channel: 'email',
      email: { to: ['ann@example.com'] },
      events: ['pipeline.failed'],
    });
    startOne();
    await happen('pipe_a', 1, 'pipeline.failed');
    await until(async () => expect(await statuses(id)).toEqual(['failed']));
    expect(valueAt(await deliveries(id), '0')).toMatchObject({
      attempts: 1,
      error: 'This server has no mail server configured, so no e-mail was sent.',
    });
  });

  it('tells the webhook that a pipeline names, once, whatever else that listens to', async () => {
    const named = await hook({ url: `${receiver.url}/named`, events: ['pipeline.deployed'] });
    const both = await hook({ url: `${receiver.url}/both`, events: ['pipeline.completed'] });
    startOne();
    const runId = await runOnce(
      [
        { on: 'success', channel: 'webhook', to: named.id },
        { on: 'success', channel: 'webhook', to: both.id },
        { on: 'success', channel: 'slack', to: named.id },
        { on: 'failure', channel: 'webhook', to: named.id },
        { on: 'success', channel: 'webhook', to: 'whk_unknown' },
      ],
      'success',
    );
    for (const { id } of [named, both]) {
      await until(async () => expect(await statuses(id)).toEqual(['delivered']));
    }
    expect(
      receiver.received.map((one) => `${one.path} ${textAt(one.json, 'data.run_id')}`).sort(),
    ).toEqual([`/both ${runId}`, `/named ${runId}`]);
  });

  it('tells once that a catalog cannot be read, and each test that fails', async () => {
    await createWebhook({ url: receiver.url, events: ['connection.failed'] });
    const settings = { host: '127.0.0.1', port: 1, database: 'd', user: 'u', password: 'p' };
    const body = { name: 'Gone', type: 'postgresql', settings, test: false };
    const created = await api.call({ method: 'POST', url: '/api/v1/connections', body });
    const url = `/api/v1/connections/${textAt(created.body, 'connection_id')}`;
    startOne();
    for (let look = 0; look < 3; look += 1) {
      expect((await api.call({ url: `${url}/catalog?refresh=true` })).status).toBe(400);
    }
    await api.call({ method: 'POST', url: `${url}:test` });
    await until(() => expect(receiver.received).toHaveLength(2));
    expect(receiver.received.map((one) => one.json['data'])).toMatchObject([
      { reason: 'catalog', connection_name: 'Gone', error: { code: 'CONNECTION_FAILED' } },
      { reason: 'test', connection_name: 'Gone', error: { message: expect.any(String) } },
    ]);
  });

  it('goes on where a process was killed in the middle of an attempt', async () => {
    const { id } = await hook();
    receiver.answerWith((_hook, count) => (count === 1 ? null : { status: 200 }));
    const program = fileURLToPath(new URL('../testing/deliverer-process.ts', import.meta.url));
    const doomed = spawn(process.execPath, [program, api.databaseUrl, api.home], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(doomed.stdout, 'data');
    await happen('pipe_a', 1);
    await happen('pipe_a', 2);
    await until(() => expect(receiver.received).toHaveLength(1));
    doomed.kill('SIGKILL');
    await once(doomed, 'exit');
    startOne();
    // Its lease still counts: nobody else tries, and the next one of the pipeline waits.
    expect(await api.store.deliveryWork.claimDeliveries(everything)).toEqual([]);
    await database.query(
      `update ai_etl.webhook_deliveries set lease_until = now() where lease_until is not null`,
    );
    await until(async () => expect(await statuses(id)).toEqual(['delivered', 'delivered']));
    expect(receiver.received.map((one) => valueAt(one.json, 'data.n'))).toEqual([1, 1, 2]);
    expect(valueAt(await deliveries(id), '1.attempts')).toBe(2);
  });

  const everything = { limit: 100, leaseMs: 1000, perWebhook: 100, except: [] };
});
