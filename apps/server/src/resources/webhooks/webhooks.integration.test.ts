import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHookReceiver, type HookReceiver } from '../../testing/hook-receiver.ts';
import {
  startTestApi,
  textAt,
  valueAt,
  type TestApi,
  type TestCall,
} from '../../testing/test-api.ts';

let api: TestApi;
let receiver: HookReceiver;

beforeAll(async () => {
  [api, receiver] = await Promise.all([startTestApi(), startHookReceiver()]);
});
afterAll(async () => {
  await receiver.close();
  await api.close();
});

const post = (url: string, body?: unknown, options: Partial<TestCall> = {}) =>
  api.call({ method: 'POST', url: `/api/v1${url}`, body, ...options });

const good = () => ({ url: `${receiver.url}/x`, events: ['pipeline.failed'] });

async function create(body: object = {}): Promise<string> {
  const answer = await post('/webhooks', { ...good(), ...body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return textAt(answer.body, 'webhook_id');
}

describe('webhooks', () => {
  it("takes the contract's example as it is", async () => {
    const answer = await post('/webhooks', {
      url: 'https://your-app.com/webhook',
      events: ['pipeline.completed', 'pipeline.failed'],
      secret: 'webhook_secret_key',
    });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        webhook_id: expect.stringMatching(/^whk_/),
        channel: 'webhook',
        target: 'https://your-app.com/webhook',
        events: ['pipeline.completed', 'pipeline.failed'],
        secret: 'webhook_secret_key',
        enabled: true,
      },
    });
  });

  it('makes a secret, shows it once, and keeps it sealed', async () => {
    const created = await post('/webhooks', good());
    const secret = textAt(created.body, 'secret');
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const id = textAt(created.body, 'webhook_id');
    for (const url of [`/api/v1/webhooks/${id}`, '/api/v1/webhooks?per_page=100']) {
      const { status, body } = await api.call({ url });
      expect([status, JSON.stringify(body).includes(secret)]).toEqual([200, false]);
    }
    const database = new pg.Client({ connectionString: api.databaseUrl });
    await database.connect();
    try {
      const { rows } = await database.query('select w::text from ai_etl.webhooks w where id = $1', [
        id,
      ]);
      expect(JSON.stringify(rows)).toContain(id);
      expect(JSON.stringify(rows)).not.toContain(secret.slice(6, 30));
    } finally {
      await database.end();
    }
  });

  it('hides what is secret of a target', async () => {
    const slack = await create({ channel: 'slack', url: `${receiver.url}/T00/B00/token` });
    const telegram = await create({
      channel: 'telegram',
      url: undefined,
      telegram: { bot_token: '1:secretbot', chat_id: '-5', base_url: receiver.url },
    });
    const shown = await Promise.all(
      [slack, telegram].map(async (id) => (await api.call({ url: `/api/v1/webhooks/${id}` })).body),
    );
    expect(shown.map((one) => textAt(one, 'target'))).toEqual([
      `${receiver.url}/…`,
      `${new URL(receiver.url).host} chat -5`,
    ]);
    expect(JSON.stringify(shown)).not.toMatch(/token|secretbot/);
  });

  it.each([
    [{}, 'url'],
    [{ events: [] }, 'events'],
    [{ events: ['pipeline.exploded'] }, 'events.0'],
    [{ events: ['run.progress'] }, 'events.0'],
    [{ url: 'not a url' }, 'url'],
    [{ url: 'ftp://example.com/' }, 'url'],
    [{ url: 'javascript:alert(1)' }, 'url'],
    [{ url: 'https://user:password@example.com/' }, 'url'],
    [{ url: 'http://169.254.169.254/latest/meta-data' }, 'url'],
    [{ url: 'https://[fd00:ec2::254]/' }, 'url'],
    [{ url: 'https://2852039166/' }, 'url'],
    [{ url: `https://example.com/${'x'.repeat(2000)}` }, 'url'],
    [{ url: 5 }, 'url'],
    [{ secret: 'short' }, 'secret'],
    [{ secret: 'whsec_!!!' }, 'secret'],
    [{ secret: 'with spaces in it, long' }, 'secret'],
    [{ channel: 'pigeon' }, 'channel'],
    [{ channel: 'slack', secret: 'a-long-enough-secret' }, 'secret'],
    [{ channel: 'telegram' }, 'telegram'],
    [{ channel: 'email', url: undefined, email: { to: ['nobody'] } }, 'email.to.0'],
    [{ channel: 'email', url: undefined, email: { to: [] } }, 'email.to'],
    [
      { channel: 'telegram', url: undefined, telegram: { bot_token: 'a/../b', chat_id: '1' } },
      'telegram.bot_token',
    ],
    [{ project_id: 'proj_unknown' }, 'project_id'],
    [{ pipeline_id: 'pipe_unknown' }, 'pipeline_id'],
    [{ description: 'x'.repeat(501) }, 'description'],
    [{ eventz: ['pipeline.failed'] }, 'eventz'],
  ])('refuses %j, naming %s', async (change, field) => {
    const base = 'url' in change || field !== 'url' ? good() : { events: ['pipeline.failed'] };
    const answer = await post('/webhooks', { ...base, ...change });
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).toMatchObject({
      error: { code: expect.stringMatching(/VALIDATION_ERROR|RESOURCE_NOT_FOUND/) },
    });
    const details = valueAt(answer.body, 'error.details');
    const fields = Array.isArray(details) ? details.map((one) => textAt(one, 'field')) : [];
    expect(fields).toContain(field);
  });

  it.each([
    [{}, 'body'],
    [{ enabled: 'yes' }, 'enabled'],
    [{ channel: 'slack', enabled: true }, 'channel'],
    [{ url: 'https://169.254.169.254/' }, 'url'],
    [{ email: { to: ['a@example.com'] } }, 'email'],
  ])('refuses the change %j, naming %s', async (body, field) => {
    const id = await create();
    const answer = await api.call({ method: 'PATCH', url: `/api/v1/webhooks/${id}`, body });
    expect(answer).toMatchObject({ status: 400, body: { error: { details: [{ field }] } } });
  });

  it('changes what is given and leaves the rest', async () => {
    const id = await create({ description: 'mine' });
    const url = `/api/v1/webhooks/${id}`;
    const changed = await api.call({
      method: 'PATCH',
      url,
      body: {
        url: 'https://example.com/new',
        events: ['pipeline.completed', 'pipeline.completed'],
      },
    });
    expect(changed.body).toMatchObject({
      target: 'https://example.com/new',
      events: ['pipeline.completed'],
      description: 'mine',
      enabled: true,
    });
    const off = await api.call({ method: 'PATCH', url, body: { enabled: false } });
    expect(off.body).toMatchObject({ enabled: false, disabled_reason: 'by_request' });
    const on = await api.call({ method: 'PATCH', url, body: { enabled: true } });
    expect(on.body).toMatchObject({ enabled: true, disabled_reason: null, disabled_at: null });
  });

  it('really sends a test and answers what came of it', async () => {
    const id = await create({ enabled: false });
    const before = receiver.received.length;
    receiver.answerWith(() => ({ status: 201, body: 'thanks' }));
    const taken = await post(`/webhooks/${id}:test`);
    expect(taken).toMatchObject({
      status: 200,
      body: {
        kind: 'test',
        event: 'webhook.test',
        status: 'delivered',
        attempts: 1,
        response: { status: 201, body: 'thanks' },
        error: null,
      },
    });
    expect(receiver.received[before]?.json).toMatchObject({
      event: 'webhook.test',
      data: { test: true, webhook_id: id },
      signature: expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
    });
    receiver.answerWith(() => ({ status: 500, body: 'no' }));
    expect((await post(`/webhooks/${id}:test`)).body).toMatchObject({
      status: 'failed',
      error: 'The receiver answered 500.',
    });
    receiver.answerWith(() => ({ status: 200 }));
    const log = await api.call({ url: `/api/v1/webhooks/${id}/deliveries` });
    expect(log).toMatchObject({
      headers: { 'x-total-count': '2' },
      body: [{ status: 'failed' }, { status: 'delivered' }],
    });
  });

  it('says so when a test leads to a private address by way of a name', async () => {
    const id = await create({ url: 'https://localhost.invalid/' });
    expect((await post(`/webhooks/${id}:test`)).body).toMatchObject({
      status: 'failed',
      response: null,
      error: expect.stringContaining('localhost.invalid'),
    });
  });

  it('sends an event again on request, with the same id', async () => {
    const id = await create();
    await api.store.events.record(
      { organisationId: api.organisationId },
      { type: 'pipeline.failed', projectId: null, pipelineId: 'pipe_a', data: { n: 1 } },
    );
    await api.store.eventLog.sequence();
    const url = `/webhooks/${id}/deliveries`;
    const first = valueAt((await api.call({ url: `/api/v1${url}` })).body, '0');
    const again = await post(`${url}/${textAt(first, 'delivery_id')}:redeliver`);
    expect(again).toMatchObject({
      status: 202,
      body: {
        kind: 'redelivery',
        status: 'pending',
        event_id: textAt(first, 'event_id'),
        data: { n: 1 },
      },
    });
    const one = await api.call({ url: `/api/v1${url}/${textAt(again.body, 'delivery_id')}` });
    expect(one).toMatchObject({ status: 200, body: again.body });
    const pending = await api.call({ url: `/api/v1${url}?status=pending&event=pipeline.failed` });
    expect(pending.headers['x-total-count']).toBe('2');
    await api.call({ method: 'PATCH', url: `/api/v1/webhooks/${id}`, body: { enabled: false } });
    expect((await post(`${url}/${textAt(first, 'delivery_id')}:redeliver`)).status).toBe(409);
  });

  it('rotates to a given secret, and refuses for channels without one', async () => {
    const id = await create();
    const rotated = await post(`/webhooks/${id}:rotate-secret`, { secret: 'another_secret_key' });
    expect(rotated).toMatchObject({
      status: 200,
      body: { secret: 'another_secret_key', previous_secret_until: expect.any(String) },
    });
    expect((await post(`/webhooks/${id}:rotate-secret`, { secret: 'short' })).status).toBe(400);
    const slack = await create({ channel: 'slack' });
    expect((await post(`/webhooks/${slack}:rotate-secret`)).status).toBe(409);
  });

  it('deletes a webhook with its log', async () => {
    const id = await create();
    await post(`/webhooks/${id}:test`);
    const url = `/api/v1/webhooks/${id}`;
    expect((await api.call({ method: 'DELETE', url })).status).toBe(204);
    expect((await api.call({ method: 'DELETE', url })).status).toBe(404);
    expect((await api.call({ url: `${url}/deliveries` })).status).toBe(404);
  });

  it('answers 404 for webhooks of others, whatever is asked', async () => {
    const id = await create();
    await post(`/webhooks/${id}:test`);
    const log = await api.call({ url: `/api/v1/webhooks/${id}/deliveries` });
    const delivery = textAt(log.body, '0.delivery_id');
    const token = await api.tokenFor({
      userId: 'user_stranger',
      organisationId: 'org_stranger',
      role: 'admin',
    });
    const base = `/api/v1/webhooks/${id}`;
    const calls: readonly TestCall[] = [
      { url: base },
      { method: 'PATCH', url: base, body: { enabled: false } },
      { method: 'DELETE', url: base },
      { method: 'POST', url: `${base}:test` },
      { method: 'POST', url: `${base}:rotate-secret` },
      { url: `${base}/deliveries` },
      { url: `${base}/deliveries/${delivery}` },
      { method: 'POST', url: `${base}/deliveries/${delivery}:redeliver` },
    ];
    for (const call of calls) {
      expect((await api.call({ ...call, token })).status, JSON.stringify(call)).toBe(404);
    }
    expect((await api.call({ url: '/api/v1/webhooks', token })).body).toEqual([]);
    const own = await create();
    const foreign = `/api/v1/webhooks/${own}/deliveries/${delivery}`;
    expect((await api.call({ url: foreign })).status).toBe(404);
  });
});
