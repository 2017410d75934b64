import { Client } from 'pg';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { describeStore } from './testing/describe-store.ts';
import { eventually, freshDatabase } from './testing/fresh-store.ts';
import { openStore, type StoreOptions } from './store.ts';

await describeStore('opening the store', (fresh) => {
  const options: StoreOptions = {
    databaseUrl: fresh.databaseUrl,
    secretKeys: fresh.secretKeys,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };
  const withClient = async <Answer>(use: (client: Client) => Promise<Answer>): Promise<Answer> => {
    const client = new Client({ connectionString: fresh.databaseUrl });
    await client.connect();
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  };

  it('migrates an empty database once when processes start together', async () => {
    const database = await freshDatabase();
    const databaseUrl = database?.url ?? expect.fail('no database');
    const stores = await Promise.all(
      Array.from({ length: 4 }, () => openStore({ ...options, databaseUrl })),
    );
    await Promise.all(stores.map((store) => store.ping()));
    await Promise.all(stores.map((store) => store.close()));
    await database?.drop();
  });

  it('says which database it could not reach, without its password', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = address === null || typeof address === 'string' ? 0 : address.port;
    await new Promise((resolve) => server.close(resolve));
    const databaseUrl = `postgresql://user:hunter2@127.0.0.1:${port}/x`;
    const error: unknown = await openStore({ ...options, databaseUrl }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      message: expect.stringContaining('cannot be reached'),
    });
    expect(String(error)).not.toContain('hunter2');
  });

  it('refuses a bad key ring before it connects', async () => {
    await expect(
      openStore({
        ...options,
        databaseUrl: 'postgresql://127.0.0.1:1/x',
        secretKeys: { activeId: 'x', keys: [] },
      }),
    ).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
  });

  it('refuses a database that a newer version migrated', async () => {
    await withClient((client) =>
      client.query(`insert into ai_etl.migrations (name, hash) values ('9999_future', 'x')`),
    );
    await expect(openStore(options)).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      message: expect.stringContaining('9999_future'),
    });
    await withClient((client) =>
      client.query(`delete from ai_etl.migrations where name = '9999_future'`),
    );
    await (await openStore(options)).close();
  });

  it('survives the death of all its connections', async () => {
    const store = await fresh.openAgain({ applicationName: 'ai-etl victim' });
    await store.queue.work(() => Promise.resolve(), { concurrency: 1 });
    await store.ping();
    const killed = await withClient((client) =>
      client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'ai-etl victim%'`,
      ),
    );
    expect(killed.rowCount).toBeGreaterThanOrEqual(2);
    await eventually(() =>
      store.ping().then(
        () => true,
        () => false,
      ),
    );
    await store.close();
  });

  it('names its connections and bounds its statements', async () => {
    const store = await fresh.openAgain({
      applicationName: 'ai-etl api',
      statementTimeoutMs: 1_000,
    });
    await store.ping();
    const { rows } = await withClient((client) =>
      client.query(`select 1 from pg_stat_activity where application_name = 'ai-etl api'`),
    );
    expect(rows.length).toBeGreaterThan(0);
    await withClient(async (client) => {
      await client.query('begin; lock table ai_etl.projects in access exclusive mode');
      await expect(store.identity.getProject(fresh.scope)).rejects.toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
      });
      await client.query('rollback');
    });
  });

  it('refuses to change a version that was stored', async () => {
    await expect(
      withClient(async (client) => {
        await client.query('begin');
        await client.query(
          `insert into ai_etl.pipelines (id, organisation_id, project_id, name, status)
           values ('pipe_x', $1, $2, 'x', 'needs_clarification')`,
          [fresh.scope.organisationId, fresh.projectId],
        );
        await client.query(
          `insert into ai_etl.pipeline_versions (pipeline_id, version, organisation_id, spec, spec_hash)
           values ('pipe_x', 1, $1, '{}', 'h')`,
          [fresh.scope.organisationId],
        );
        await client.query(`update ai_etl.pipeline_versions set spec_hash = 'other'`);
      }),
    ).rejects.toThrow(/immutable/);
  });
});

await describeStore('idempotency keys', (fresh) => {
  const { idempotency } = fresh.store;
  const { scope } = fresh;

  it('let one of many go on, and give the others its answer', async () => {
    const begin = (hash = 'h1') => idempotency.beginIdempotent(scope, 'key-1', hash);
    const answers = await Promise.all(Array.from({ length: 6 }, () => begin()));
    expect(answers.map((one) => one.outcome).toSorted()).toEqual([
      'new',
      ...Array.from({ length: 5 }, () => 'running'),
    ]);
    const response = { status: 202, headers: { location: '/x' }, body: '{"run_id":"run_1"}' };
    await idempotency.finishIdempotent(scope, 'key-1', response);
    expect(await begin()).toEqual({ outcome: 'replay', response });
    expect(await begin('h2')).toEqual({ outcome: 'mismatch' });
  });

  it('keep neither the answer nor what was asked in the clear', async () => {
    await idempotency.beginIdempotent(scope, 'key-3', 'hash-of-a-secret');
    const body = '{"secret":"whsec_shown_once"}';
    await idempotency.finishIdempotent(scope, 'key-3', { status: 201, headers: {}, body });
    const client = new Client({ connectionString: fresh.databaseUrl });
    await client.connect();
    const { rows } = await client.query<{ text: string }>(
      `select k::text as text from ai_etl.idempotency_keys k where key = 'key-3'`,
    );
    await client.end();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).not.toMatch(/whsec|hash-of-a-secret/);
  });

  it('may be used again after the first call gave up, but not after it answered', async () => {
    const begin = () => idempotency.beginIdempotent(scope, 'key-2', 'h');
    await begin();
    await idempotency.abandonIdempotent(scope, 'key-2');
    expect(await begin()).toEqual({ outcome: 'new' });
    await idempotency.finishIdempotent(scope, 'key-2', {
      status: 200,
      headers: {},
      body: '',
    });
    await idempotency.abandonIdempotent(scope, 'key-2');
    expect(await begin()).toMatchObject({ outcome: 'replay' });
  });
});
