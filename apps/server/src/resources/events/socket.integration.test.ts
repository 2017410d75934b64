import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { NoticeType } from '@ai-etl/store';
import { openSocketClient, type SocketClient } from '../../testing/socket-client.ts';
import { startTestApi, textAt, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let url: string;
let token: string;
const clients: SocketClient[] = [];

beforeAll(async () => {
  api = await startTestApi({
    corsOrigins: ['https://console.example'],
    streamLimits: { perProcess: 50, perOrganisation: 20, unnamedPerAddress: 40, subscriptions: 1 },
  });
  const address = await api.app.listen({ host: '127.0.0.1', port: 0 });
  url = `${address.replace('http', 'ws')}/api/v1/ws`;
  token = await api.tokenFor({
    userId: 'user_reader',
    organisationId: api.organisationId,
    role: 'viewer',
  });
});
afterEach(() => {
  for (const one of clients.splice(0)) one.socket.terminate();
});
afterAll(() => api.close());

async function open(
  headers: Readonly<Record<string, string>> = {},
  query = '',
): Promise<SocketClient> {
  const client = await openSocketClient(url + query, headers);
  clients.push(client);
  return client;
}

async function openAs(bearer: string): Promise<SocketClient> {
  const client = await open();
  client.send({ type: 'auth', token: bearer });
  return client;
}

async function openReader(): Promise<SocketClient> {
  const client = await openAs(token);
  await client.next('ready');
  return client;
}

const toProject = () => ({ type: 'subscribe', channel: 'project', id: api.projectId });

const happen = (n: number, type: NoticeType = 'webhook.disabled') =>
  api.store.events.record(
    { organisationId: api.organisationId },
    { type, projectId: api.projectId, data: { n } },
  );

const numbers = (client: SocketClient) =>
  client.messages.filter((one) => one.type === 'webhook.disabled').map((one) => one.data['n']);

describe('the WebSocket', () => {
  it('tells what happens in a channel, each event with its id and time', async () => {
    const client = await openReader();
    client.send(toProject());
    expect((await client.next('subscribed')).data).toEqual({
      channel: 'project',
      id: api.projectId,
      gap: false,
    });
    await happen(1);
    expect(await client.next('webhook.disabled')).toEqual({
      id: expect.stringMatching(/^evt_/),
      type: 'webhook.disabled',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: { n: 1 },
    });
    client.send({ type: 'unsubscribe', channel: 'project', id: api.projectId });
    await client.next('unsubscribed');
    await happen(2);
    client.send({ type: 'ping' });
    await client.next('pong');
    expect(numbers(client)).toEqual([1]);
  });

  it('goes on after the last event that was heard', async () => {
    const first = await openReader();
    first.send(toProject());
    await first.next('subscribed');
    await happen(1001);
    let last = await first.next('webhook.disabled');
    // What happened just before may be heard too.
    while (last.data['n'] !== 1001) last = await first.next('webhook.disabled');
    const { id } = last;
    await first.close();
    await Promise.all(Array.from({ length: 699 }, (_, n) => happen(1002 + n)));
    const again = await openReader();
    again.send({ ...toProject(), last_event_id: id });
    expect((await again.next('subscribed')).data['gap']).toBe(false);
    await happen(1701);
    while (!numbers(again).includes(1701)) await again.next('webhook.disabled');
    expect(numbers(again)).toHaveLength(700);
    expect(new Set(numbers(again))).toEqual(
      new Set(Array.from({ length: 700 }, (_, n) => n + 1002)),
    );
  });

  it('says that there is a gap when the last event is not known any more', async () => {
    const client = await openReader();
    client.send({ ...toProject(), last_event_id: 'evt_gone' });
    expect((await client.next('subscribed')).data['gap']).toBe(true);
  });

  it.each([
    ['pipeline', 'pipe_unknown'],
    ['run', 'run_unknown'],
    ['project', 'proj_unknown'],
  ])('knows no %s %s, as for one of somebody else', async (channel, id) => {
    const client = await openReader();
    client.send({ type: 'subscribe', channel, id });
    expect((await client.next('error')).data).toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
      channel,
      id,
    });
    client.send(toProject());
    await client.next('subscribed');
  });

  it("shows a stranger nothing of another organisation's project", async () => {
    const stranger = await openAs(
      await api.tokenFor({ userId: 'user_s', organisationId: 'org_s', role: 'admin' }),
    );
    await stranger.next('ready');
    stranger.send(toProject());
    expect((await stranger.next('error')).data['code']).toBe('RESOURCE_NOT_FOUND');
    await happen(1);
    stranger.send({ type: 'ping' });
    await stranger.next('pong');
    expect(numbers(stranger)).toEqual([]);
  });

  it.each([
    ['no JSON', '{'],
    ['no type', '{}'],
    ['an unknown type', { type: 'dance' }],
    ['an unknown channel', { type: 'subscribe', channel: 'planet', id: 'x' }],
    ['no id', { type: 'subscribe', channel: 'run' }],
    ['a misspelt field', { type: 'subscribe', channel: 'run', id: 'x', lastEventId: 'y' }],
    ['an id of the wrong type', { type: 'unsubscribe', channel: 'run', id: 5 }],
    ['a list', '[]'],
  ])('answers %s with an error, and goes on', async (_what, message) => {
    const client = await openReader();
    client.send(message);
    expect((await client.next('error')).data).toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: expect.any(String) }],
    });
    client.send({ type: 'ping' });
    await client.next('pong');
  });

  it('answers a binary message with an error, and closes on one that is too big', async () => {
    const client = await openReader();
    client.socket.send(Buffer.from('{"type":"ping"}'));
    expect((await client.next('error')).data['code']).toBe('VALIDATION_ERROR');
    client.send('x'.repeat(40_000));
    expect(await client.closed).toBe(1009);
  });

  it.each([
    ['nothing but a wish', () => toProject()],
    ['a forged token', () => ({ type: 'auth', token: 'eyJhbGciOiJub25lIn0.e30.' })],
    ['an API key that never was', () => ({ type: 'auth', token: 'ak_live_nope' })],
    ['a ticket that never was', () => ({ type: 'auth_ticket', ticket: 'x.y.z' })],
  ])('closes on %s', async (_what, message) => {
    const client = await open();
    client.send(message());
    expect((await client.next('error')).data['code']).toBe('AUTHENTICATION_REQUIRED');
    expect(await client.closed).toBe(4401);
  });

  it('ends when the login does', async () => {
    const mortal = await api.tokenFor({
      userId: 'user_mortal',
      organisationId: api.organisationId,
      role: 'viewer',
    });
    const client = await openAs(mortal);
    await client.next('ready');
    const answer = await api.call({
      method: 'POST',
      url: '/api/v1/auth/logout',
      token: mortal,
      body: {},
    });
    expect(answer.status).toBeLessThan(300);
    expect(await client.closed).toBe(4401);
    expect((await client.next('error')).data['code']).toBe('AUTHENTICATION_REQUIRED');
  });

  it('goes on with a fresh token, of the same organisation only', async () => {
    const client = await openReader();
    client.send(toProject());
    await client.next('subscribed');
    client.send({ type: 'auth', token });
    await client.next('ready');
    await happen(3001);
    while (!numbers(client).includes(3001)) await client.next('webhook.disabled');
    const other = { userId: 'user_t', organisationId: 'org_t', role: 'admin' } as const;
    client.send({ type: 'auth', token: await api.tokenFor(other) });
    expect(await client.closed).toBe(4401);
  });

  it('takes the credential of the upgrade itself', async () => {
    const client = await open({ authorization: `Bearer ${token}` });
    await client.next('ready');
    client.send(toProject());
    await client.next('subscribed');
  });

  const newTicket = async (): Promise<string> => {
    const answer = await api.call({ method: 'POST', url: '/api/v1/events/ticket', token });
    expect(answer.status).toBe(201);
    return textAt(answer.body, 'ticket');
  };

  it('takes a ticket once, in the URL or in a message', async () => {
    const ticket = await newTicket();
    expect(ticket).not.toContain(token);
    const client = await open({}, `?ticket=${ticket}`);
    await client.next('ready');
    await expect(open({}, `?ticket=${ticket}`)).rejects.toThrow('401');
    const late = await open();
    late.send({ type: 'auth_ticket', ticket });
    expect(await late.closed).toBe(4401);
    const other = await open();
    other.send({ type: 'auth_ticket', ticket: await newTicket() });
    await other.next('ready');
  });

  it('refuses pages of another site, and lets in its own, those listed and programs', async () => {
    await expect(open({ origin: 'https://evil.example' })).rejects.toThrow('403');
    await expect(open({ origin: 'null' })).rejects.toThrow('403');
    await open({ origin: new URL(url.replace('ws', 'http')).origin });
    await open({ origin: 'https://console.example' });
  });

  it('answers a request that is no upgrade, and an upgrade elsewhere', async () => {
    const plain = await api.call({ url: '/api/v1/ws', token: null });
    expect(plain).toMatchObject({ status: 400, body: { error: { code: 'VALIDATION_ERROR' } } });
    await expect(openSocketClient(url.replace('/ws', '/nothing'))).rejects.toThrow('404');
    await expect(openSocketClient(url.replace('/ws', '/webhooks'))).rejects.toThrow('401');
  });

  it('keeps no place for a handshake that breaks', async () => {
    const { hostname, port } = new URL(url);
    const broken = async (): Promise<string> => {
      const socket = connect(Number(port), hostname);
      socket.write(
        'GET /api/v1/ws HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n',
      );
      return text(socket);
    };
    for (let wave = 0; wave < 10; wave += 1) {
      const answers = await Promise.all(Array.from({ length: 20 }, broken));
      for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 (400|429) /);
    }
    await openReader();
  });

  it('lets go of a client that does not read', async () => {
    const client = await openReader();
    client.send(toProject());
    await client.next('subscribed');
    client.socket.pause();
    const large = 'x'.repeat(250_000);
    for (let n = 0; n < 100; n += 1) {
      await api.store.events.record(
        { organisationId: api.organisationId },
        { type: 'webhook.disabled', projectId: api.projectId, data: { large } },
      );
    }
    // Another one is not held up.
    const quick = await openReader();
    quick.send(toProject());
    await quick.next('subscribed');
    await happen(9);
    while (!numbers(quick).includes(9)) await quick.next('webhook.disabled');
    client.socket.resume();
    // Its goodbye is the last thing in the queue, unless it was cut off before.
    expect([4430, 1006]).toContain(await client.closed);
    expect(client.messages.length).toBeLessThan(100);
  });

  it('keeps the number of subscriptions and of connections', async () => {
    const client = await openReader();
    client.send(toProject());
    for (let n = 0; n < 10_000; n += 1) {
      client.send({ type: 'subscribe', channel: 'run', id: `run_${n}` });
    }
    client.send({ type: 'ping' });
    await client.next('pong');
    const refusals = client.messages.filter(
      (one) => one.type === 'error' && one.data['code'] === 'RATE_LIMIT_EXCEEDED',
    );
    expect(refusals).toHaveLength(10_000);
    expect(refusals.at(-1)?.data).toMatchObject({ channel: 'run', id: 'run_9999' });
    await happen(5);
    while (!numbers(client).includes(5)) await client.next('webhook.disabled');
    const others = await Promise.all(Array.from({ length: 25 }, () => openAs(token)));
    const outcomes = await Promise.all(
      others.map((one) =>
        one.next('ready').then(
          () => 'ready',
          () => one.closed.then(String),
        ),
      ),
    );
    expect(outcomes.filter((one) => one === 'ready')).toHaveLength(19);
    expect(new Set(outcomes)).toEqual(new Set(['ready', '4429']));
  });

  it('refuses 10,000 parallel connections politely, and answers others meanwhile', async () => {
    const statuses = new Map<string, number>();
    const attempt = async (): Promise<void> => {
      const outcome = await open().then(
        () => 'open',
        (error: unknown) => (error instanceof Error ? error.message : 'unknown'),
      );
      statuses.set(outcome, (statuses.get(outcome) ?? 0) + 1);
    };
    let left = 10_000;
    const lane = async (): Promise<void> => {
      for (; left > 0;) {
        left -= 1;
        await attempt();
      }
    };
    const crowd = Promise.all(Array.from({ length: 500 }, lane));
    const answer = await fetch(
      `${url.replace('ws', 'http').replace('/api/v1/ws', '')}/health/live`,
    );
    expect(answer.status).toBe(200);
    await crowd;
    // Those that do not say who they are make room again after ten seconds.
    const opened = statuses.get('open') ?? 0;
    const refused = statuses.get('Unexpected server response: 429') ?? 0;
    expect(opened + refused).toBe(10_000);
    expect(opened).toBeGreaterThanOrEqual(40);
    expect(refused).toBeGreaterThan(9_000);
  });
});
