import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PipelineSpecInput } from '@ai-etl/core';
import { dryRun } from '@ai-etl/engine';
import { createEngineFixture, type EngineFixture } from './engine-fixture.ts';

type Mode = 'replace' | 'append' | 'merge';
type Side = 'source' | 'target' | 'warehouse';

let fixture: EngineFixture;

beforeAll(async () => {
  fixture = await createEngineFixture();
  await fixture.sql(
    'source',
    `CREATE TABLE orders (id bigint PRIMARY KEY, customer text NOT NULL, note text,
       amount numeric(12,2), paid boolean NOT NULL, ordered_on date NOT NULL,
       changed_at timestamptz NOT NULL, tag uuid NOT NULL);
     INSERT INTO orders SELECT n, 'customer ' || n % 100,
       CASE WHEN n % 3 = 0 THEN NULL WHEN n % 3 = 1 THEN E'tab\\t, back\\\\slash, line\\nbreak' ELSE 'Ünïcødé 🚀' END,
       CASE WHEN n % 5 = 0 THEN NULL ELSE n / 100.0 END, n % 2 = 0, date '2020-01-01' + n % 1000,
       timestamptz '2026-01-01 10:00:00.123456+00' + n * interval '1 second', gen_random_uuid()
     FROM generate_series(1, 20000) AS n;
     CREATE TABLE empty_table (id bigint PRIMARY KEY, name text);
     ANALYZE`,
  );
});

afterAll(() => fixture.close());

function copySpec(
  name: string,
  {
    mode,
    to,
    from = 'source',
    table = 'orders',
  }: { mode: Mode; to: Side; from?: Side; table?: string },
): PipelineSpecInput {
  return {
    version: 1,
    name,
    sources: [{ id: 'rows', connection: fixture.connections[from], object: { name: table } }],
    targets: [
      {
        id: 'out',
        input: 'rows',
        connection: fixture.connections[to],
        object: { name },
        write: { mode, keys: mode === 'merge' ? ['id'] : [] },
      },
    ],
    policy: { retries: 2, retry_delay_seconds: 0 },
  };
}

async function runOnce(pipelineId: string) {
  const { id } = await fixture.queueRun(pipelineId);
  const outcome = await fixture.execute(id);
  const run = await fixture.getRun(id);
  expect(run.error).toBeNull();
  expect(outcome).toBe('success');
  return run;
}

describe('runs on real servers', () => {
  it.each([
    ['replace', 20_000, 20_000],
    ['append', 20_000, 40_000],
    ['merge', 20_000, 20_000],
  ] as const)('copies PostgreSQL to ClickHouse, twice (%s)', async (mode, first, second) => {
    const name = `ch_${mode}`;
    const pipeline = await fixture.createPipeline(copySpec(name, { mode, to: 'warehouse' }));
    const run = await runOnce(pipeline);
    expect(run.receipt).toMatchObject({
      source_rows: '20000',
      loaded_rows: '20000',
      checksums_match: true,
    });
    expect(run.receipt?.targets[0]?.columns).toHaveLength(8);
    expect(await fixture.clickhouse(`SELECT count() FROM ${name}`)).toBe(String(first));
    await runOnce(pipeline);
    expect(await fixture.clickhouse(`SELECT count() FROM ${name}`)).toBe(String(second));
    expect(
      await fixture.clickhouse(`SELECT countIf(note IS NULL), uniqExact(id), sum(id) FROM ${name}`),
    ).toBe(
      `${mode === 'append' ? 13_332 : 6666}\t20000\t${mode === 'append' ? 400_020_000 : 200_010_000}`,
    );
  });

  it.each([
    ['replace', '20000', '20000'],
    ['append', '20000', '40000'],
    ['merge', '20000', '20000'],
  ] as const)('copies PostgreSQL to PostgreSQL, twice (%s)', async (mode, first, second) => {
    const name = `pg_${mode}`;
    const pipeline = await fixture.createPipeline(copySpec(name, { mode, to: 'target' }));
    await runOnce(pipeline);
    const count = `SELECT count(*)::text AS rows FROM ${name}`;
    expect(await fixture.sql('target', count)).toEqual([{ rows: first }]);
    const run = await runOnce(pipeline);
    expect(run.receipt).toMatchObject({ checksums_match: true, loaded_rows: '20000' });
    expect(await fixture.sql('target', count)).toEqual([{ rows: second }]);
  });

  it('copies ClickHouse to PostgreSQL', async () => {
    await runOnce(
      await fixture.createPipeline(copySpec('back', { mode: 'replace', to: 'warehouse' })),
    );
    const run = await runOnce(
      await fixture.createPipeline(
        copySpec('returned', { mode: 'replace', from: 'warehouse', table: 'back', to: 'target' }),
      ),
    );
    expect(run.receipt).toMatchObject({ loaded_rows: '20000', checksums_match: true });
    const sum = 'SELECT sum(id)::text AS ids, sum(amount)::text AS amounts FROM';
    expect(await fixture.sql('target', `${sum} returned`)).toEqual(
      await fixture.sql('source', `${sum} orders`),
    );
  });

  it('copies an empty table', async () => {
    const spec = copySpec('nothing', { mode: 'replace', to: 'warehouse', table: 'empty_table' });
    const run = await runOnce(await fixture.createPipeline(spec));
    expect(run.receipt).toMatchObject({
      source_rows: '0',
      loaded_rows: '0',
      checksums_match: true,
    });
    expect(await fixture.clickhouse('SELECT count() FROM nothing')).toBe('0');
  });

  it('loads several branches on one snapshot and publishes all of them', async () => {
    const base = copySpec('several', { mode: 'replace', to: 'warehouse' });
    const targets = ['a', 'b', 'c'].map((id) => ({
      id,
      input: 'rows',
      connection: fixture.connections[id === 'b' ? 'target' : 'warehouse'],
      object: { name: `several_${id}` },
      write: { mode: 'replace' as const },
    }));
    const run = await runOnce(await fixture.createPipeline({ ...base, targets }));
    expect(run.receipt?.targets.map((one) => [one.target, one.loaded_rows])).toEqual([
      ['a', '20000'],
      ['b', '20000'],
      ['c', '20000'],
    ]);
    const sums = new Set(run.receipt?.targets.map((one) => one.columns[0]?.source_sum));
    expect(sums.size).toBe(1);
  });
});

describe('trouble on real servers', () => {
  /** A query that lasts for minutes and gives rows all the time. */
  function longSpec(name: string): PipelineSpecInput {
    return {
      ...copySpec(name, { mode: 'replace', to: 'warehouse' }),
      sources: [
        {
          id: 'rows',
          connection: fixture.connections.source,
          query:
            'SELECT n AS id, md5(n::text) || md5((n + 1)::text) AS text FROM (SELECT generate_series(1, 500000000) AS n) AS numbers',
        },
      ],
    };
  }

  const ourQueries =
    "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%generate_series(1, 500000000)%' AND pid <> pg_backend_pid()";

  async function until(fact: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + 30_000;
    while (!(await fact())) {
      if (Date.now() > end) expect.fail('it did not happen within 30 s');
      await pause(50);
    }
  }

  it('cancels: the source query is stopped, nothing is left in the target', async () => {
    const { id } = await fixture.queueRun(await fixture.createPipeline(longSpec('endless')));
    const running = fixture.execute(id);
    await until(async () => BigInt((await fixture.getRun(id)).progress?.rows_read ?? 0) > 100_000n);
    expect((await fixture.getRun(id)).progress).toMatchObject({ current_task: 'extracting_out' });
    await fixture.store.runStore.requestCancel(id);
    expect(await running).toBe('cancelled');
    await until(async () => (await fixture.sql('source', ourQueries)).length === 0);
    expect(
      await fixture.clickhouse(
        "SELECT count() FROM system.tables WHERE database = currentDatabase() AND (name = 'endless' OR startsWith(name, '_ai_etl_stg'))",
      ),
    ).toBe('0');
  });

  it('retries when the source connection is cut in the middle', async () => {
    const { id } = await fixture.queueRun(await fixture.createPipeline(longSpec('cut')));
    const running = fixture.execute(id);
    await until(async () => BigInt((await fixture.getRun(id)).progress?.rows_read ?? 0) > 100_000n);
    await fixture.sql(
      'source',
      ourQueries.replace('SELECT pid', 'SELECT pg_terminate_backend(pid)'),
    );
    expect(await running).toBe('retrying');
    const run = await fixture.getRun(id);
    expect(run.error).toMatchObject({ code: 'CONNECTION_LOST', retryable: true });
    await fixture.store.runStore.requestCancel(id);
    expect((await fixture.getRun(id)).status).toBe('cancelled');
  });

  it('fails at once on a wrong password, and says which connection', async () => {
    const connection = await fixture.createConnection('wrong', {}, 'not-the-password');
    const base = copySpec('never', { mode: 'replace', to: 'warehouse' });
    const pipeline = await fixture.createPipeline({
      ...base,
      sources: [{ id: 'rows', connection, object: { name: 'orders' } }],
    });
    const { id } = await fixture.queueRun(pipeline);
    expect(await fixture.execute(id)).toBe('failed');
    const { error } = await fixture.getRun(id);
    expect(error?.code).toBe('CREDENTIALS_REJECTED');
    expect(error?.message).toContain('wrong');
    expect(JSON.stringify(error)).not.toContain('not-the-password');
  });

  it('retries an unreachable server and then fails', async () => {
    const connection = await fixture.createConnection('closed', { port: 1 });
    const base = copySpec('never', { mode: 'replace', to: 'warehouse' });
    const pipeline = await fixture.createPipeline({
      ...base,
      sources: [{ id: 'rows', connection, object: { name: 'orders' } }],
    });
    const { id } = await fixture.queueRun(pipeline);
    const outcomes = [];
    for (let attempt = 0; attempt < 3; attempt += 1) outcomes.push(await fixture.execute(id));
    expect(outcomes).toEqual(['retrying', 'retrying', 'failed']);
    expect((await fixture.getRun(id)).error?.code).toBe('CONNECTION_FAILED');
  });

  it('dry run: collects findings of live systems instead of throwing', async () => {
    const good = copySpec('dry', { mode: 'replace', to: 'warehouse' });
    const pipeline = await fixture.createPipeline(good);
    const { id } = await fixture.queueRun(pipeline);
    const claimed = await fixture.store.runStore.claimRun(id, { workerId: 'dry', leaseMs: 60_000 });
    if (claimed === null) expect.fail('not claimed');
    const binding = { logicalTime: new Date().toISOString(), timezone: 'UTC', params: {} };
    const result = await dryRun(fixture.ports, { ...claimed, binding });
    expect(result.diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
    expect(result.samples.get('out')?.rows).toHaveLength(100);
    expect(result.estimates.get('out')?.rows).toBeGreaterThan(10_000);
    expect(result.tables.get('out')?.createSql).toContain('CREATE TABLE');

    const unreachable = new Map(
      [...claimed.connections].map(([key, one]) => [
        key,
        { ...one, settings: { ...one.settings, port: 1 } },
      ]),
    );
    const bad = await dryRun(fixture.ports, { ...claimed, connections: unreachable, binding });
    expect(
      bad.diagnostics.filter((one) => one.severity === 'error').map((one) => one.code),
    ).toEqual(['CONNECTION_UNREACHABLE', 'CONNECTION_UNREACHABLE']);
  });
});
