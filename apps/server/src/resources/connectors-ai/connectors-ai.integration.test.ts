import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeLog } from '../../http/log.ts';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';
import { makeTestData, type TestData } from '../../testing/test-data.ts';

let api: TestApi;
let data: TestData;
const lines: string[] = [];
beforeAll(async () => {
  const log = makeLog('api', 'debug', { write: (line) => lines.push(line) });
  expect(pino.levels.values['debug']).toBeDefined();
  api = await startTestApi({ log });
  data = await makeTestData(api);
});
afterAll(async () => {
  await data?.close();
  await api?.close();
});

const configure = (body: object, token?: string) =>
  api.call({
    method: 'POST',
    url: '/api/v1/connectors-ai/configure',
    body,
    ...(token === undefined ? {} : { token }),
  });
const remove = (body: unknown) =>
  api.call({ method: 'DELETE', url: `/api/v1/connections/${textAt(body, 'connector_id')}` });

/** The test server's address as people paste it. */
function pasted(changes: Readonly<Record<string, string | number>> = {}) {
  const settings = { ...data.sourceSettings, ...changes };
  const { host, port, database, user, password } = settings;
  return {
    settings,
    url: `postgres://${String(user)}:${encodeURIComponent(String(password))}@${String(host)}:${String(port)}/${String(database)}`,
  };
}

describe('POST /connectors-ai/configure', () => {
  it("answers the contract's example: stored, and untested while credentials are missing", async () => {
    const answer = await configure({
      description: 'Connect to our production PostgreSQL database',
      type: 'source',
      hints: { host: 'db.company.com', database: 'analytics' },
    });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        connector_id: expect.stringMatching(/^conn_/),
        type: 'postgresql',
        role: 'source',
        name: 'analytics (db.company.com)',
        configuration: {
          host: 'db.company.com',
          port: 5432,
          database: 'analytics',
          schema: 'public',
          ssl_mode: 'require',
        },
        test_status: 'untested',
        missing: ['user', 'password'],
        cause: null,
        created: true,
      },
    });
    const stored = await api.call({
      url: `/api/v1/connections/${textAt(answer.body, 'connector_id')}`,
    });
    expect(stored).toMatchObject({ status: 200, body: { role: 'source', last_test: null } });
    await remove(answer.body);
  });

  it('really tests what it can: a pasted URL of a server that is there', async () => {
    const answer = await configure({ description: `Load from ${pasted().url}?sslmode=disable` });
    expect(answer).toMatchObject({
      status: 200,
      body: { type: 'postgresql', test_status: 'success', missing: [], secrets: ['password'] },
    });
    expect(valueAt(answer.body, 'test.server_version')).not.toBeNull();
    const id = textAt(answer.body, 'connector_id');
    expect((await api.call({ url: `/api/v1/connections/${id}/catalog` })).status).toBe(200);
    await remove(answer.body);
  });

  it('updates the same connection when the credentials come later, and names new ones apart', async () => {
    const { host, port, database, user, password } = data.sourceSettings;
    const hints = {
      host: String(host),
      port: Number(port),
      database: String(database),
      ssl_mode: 'disable',
    };
    const first = await configure({ description: 'our PostgreSQL', hints });
    expect(first.body).toMatchObject({ test_status: 'untested', missing: ['user'] });
    const second = await configure({
      description: 'our PostgreSQL',
      hints: { ...hints, user: String(user), password: String(password) },
    });
    expect(second.body).toMatchObject({ test_status: 'success', missing: [], created: false });
    expect(textAt(second.body, 'connector_id')).toBe(textAt(first.body, 'connector_id'));
    const third = await configure({
      description: 'our PostgreSQL',
      hints: { ...hints, user: 'somebody_else', password: 'x' },
    });
    expect(third.body).toMatchObject({ created: true, test_status: 'failed' });
    expect(textAt(third.body, 'name')).toBe(`${textAt(first.body, 'name')} 2`);
    await remove(first.body);
    await remove(third.body);
  });

  it.each([
    ['a closed port', { port: 1 }, 'CONNECTION_FAILED', 'host'],
    ['an unknown host', { host: 'no-such-host.invalid' }, 'CONNECTION_FAILED', 'host'],
    [
      'a wrong password',
      { user: 'nobody_here', password: 'x' },
      'CREDENTIALS_REJECTED',
      'password',
    ],
    ['an unknown database', { database: 'no_such_database' }, 'OBJECT_NOT_FOUND', 'database'],
  ])('tells why it failed: %s', async (_what, changes, code, field) => {
    const answer = await configure({
      description: 'PostgreSQL',
      hints: { ...data.sourceSettings, ...changes, ssl_mode: 'disable' },
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { test_status: 'failed', cause: { code, field } },
    });
    expect(textAt(answer.body, 'cause.message')).not.toBe('');
    await remove(answer.body);
  });

  it('gives up on a server that says nothing after ten seconds', async () => {
    const silent = await import('node:net').then(({ createServer }) =>
      createServer(() => undefined),
    );
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const answer = await configure({
      description: 'PostgreSQL on localhost, database a1, user b1, password c1',
      hints: { host: '127.0.0.1', port },
    });
    expect(answer.body).toMatchObject({
      test_status: 'failed',
      cause: { code: 'CONNECTION_FAILED' },
    });
    await remove(answer.body);
    silent.close();
  }, 60_000);

  it.each([
    ['no system', { description: 'Connect to our database', hints: { host: 'h' } }, 'description'],
    ['a system without a connector', { description: 'Oracle at h.example.com' }, 'description'],
    [
      'an unknown connector',
      { description: 'x', hints: { connector: 'oracle' } },
      'hints.connector',
    ],
    ['no server', { description: 'our PostgreSQL' }, 'hints.host'],
    ['an unknown hint', { description: 'pg', hints: { hots: 'h' } }, 'hints.hots'],
    ['a port that is none', { description: 'pg', hints: { host: 'h', port: 'x' } }, 'hints.port'],
    ['a metadata address', { description: 'pg at 169.254.169.254' }, 'settings.host'],
    [
      'a Unix socket',
      { description: 'pg', hints: { host: '/var/run/postgresql' } },
      'settings.host',
    ],
    ['an empty description', { description: ' ' }, 'description'],
    ['no description', { hints: {} }, 'description'],
    ['a text without end', { description: 'x'.repeat(10_001) }, 'description'],
    ['an unknown type', { description: 'pg', type: 'both' }, 'type'],
    ['nested hints', { description: 'pg', hints: { host: { a: 1 } } }, 'hints.host'],
    ['an unknown field', { description: 'pg', url: 'x' }, 'url'],
  ])('refuses %s', async (_what, body, field) => {
    const answer = await configure(body);
    expect(answer.status).toBe(400);
    expect(valueAt(answer.body, 'error.code')).toBe('VALIDATION_ERROR');
    expect(textAt(answer.body, 'error.details.0.field')).toBe(field);
  });

  it('is for those who may write connections, in a project of theirs', async () => {
    const token = await api.tokenFor({
      userId: 'user_analyst',
      organisationId: api.organisationId,
      role: 'analyst',
    });
    const body = { description: 'pg at db.example.com' };
    expect((await configure(body, token)).status).toBe(403);
    expect((await configure({ ...body, project_id: 'proj_nobody' })).status).toBe(404);
  });

  it('shows a secret nowhere: no answer, list, error or log line holds it', async () => {
    const secret = 'Zq7-very-secret-9';
    const parts = [secret, 'very-secret', encodeURIComponent(`${secret}/@`)];
    const answers: unknown[] = [];
    const texts = [
      `postgres://etl:${secret}@127.0.0.1:1/shop`,
      `postgres://etl:${secret}/@127.0.0.1:1/shop`,
      `postgres://etl:${encodeURIComponent(`${secret}/@`)}@127.0.0.1:1/shop`,
      `127.0.0.1:1:shop:etl:${secret}`,
      `PGHOST=127.0.0.1 PGPORT=1 PGDATABASE=shop PGUSER=etl PGPASSWORD=${secret}`,
      `PostgreSQL on 127.0.0.1 port 1, database shop, user etl, password ${secret}`,
      `mysql://etl:${secret}@127.0.0.1/shop`,
      `password ${secret}`,
      `postgres://etl:${secret}@169.254.169.254/shop`,
      `https://default:${secret}@127.0.0.1:1/default`,
      `clickhouse-client --host 127.0.0.1 --port 1 --user etl --password ${secret}`,
      `postgres://etl:${secret}@[::1/shop`,
    ];
    for (const description of texts) answers.push(await configure({ description }));
    answers.push(
      await configure({ description: 'pg', hints: { host: '127.0.0.1', port: secret } }),
    );
    answers.push(await configure({ description: 'pg', hints: { [secret.slice(0, 3)]: secret } }));
    answers.push(await api.call({ url: '/api/v1/connections?per_page=100' }));
    expect(answers.length).toBeGreaterThan(10);
    const shown = `${JSON.stringify(answers)}\n${lines.join('\n')}`;
    for (const part of parts) expect(shown).not.toContain(part);
    expect(lines.length).toBeGreaterThan(5);
  }, 60_000);
});
