import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PipelineSpecInput } from '@ai-etl/core';
import { createEngineFixture, type EngineFixture } from './engine-fixture.ts';

let fixture: EngineFixture;

beforeAll(async () => {
  fixture = await createEngineFixture();
  await fixture.sql(
    'source',
    `CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, amount numeric(12,2),
       note text, "at" timestamptz NOT NULL);
     INSERT INTO orders SELECT n, n % 60, n / 4.0, CASE WHEN n % 7 = 0 THEN NULL ELSE 'né ' || n END,
       timestamptz '2026-03-29 00:30:00.123456+00' + n * interval '1 minute'
       FROM generate_series(1, 20000) AS n;
     CREATE TABLE many (id bigint PRIMARY KEY, note text);
     INSERT INTO many SELECT n, repeat('x', 100) FROM generate_series(1, 1500000) AS n`,
  );
  await fixture.clickhouse(
    `CREATE TABLE customers (id Int64, name String, country Nullable(String), limit_of Decimal(18, 3))
     ENGINE = MergeTree ORDER BY id`,
  );
  await fixture.clickhouse(
    `INSERT INTO customers SELECT number, concat('c', toString(number)),
       if(number % 5 = 0, NULL, concat('L', toString(number % 3))), number / 8 FROM numbers(50)`,
  );
});

afterAll(() => fixture.close());

/** Orders of PostgreSQL joined to customers of ClickHouse, per country. */
function joinedSpec(name: string, to: 'target' | 'warehouse'): PipelineSpecInput {
  const { source, warehouse } = fixture.connections;
  return {
    version: 1,
    name,
    sources: [
      { id: 'orders', connection: source, object: { name: 'orders' } },
      { id: 'customers', connection: warehouse, object: { name: 'customers' } },
    ],
    steps: [
      { id: 'large', op: 'filter', inputs: ['orders'], where: 'amount > 10' },
      {
        id: 'joined',
        op: 'join',
        inputs: ['large', 'customers'],
        how: 'left',
        on: 'large.customer = customers.id',
        suffix: '_c',
      },
      {
        id: 'by_country',
        op: 'aggregate',
        inputs: ['joined'],
        group_by: [{ name: 'country', expression: 'country' }],
        measures: [
          { name: 'orders', expression: 'count(*)' },
          { name: 'total', expression: 'sum(amount)' },
          { name: 'notes', expression: 'count(note)' },
          { name: 'newest', expression: 'max("at")' },
          { name: 'most', expression: 'max(limit_of)' },
        ],
      },
    ],
    targets: [
      {
        id: 'out',
        input: 'by_country',
        connection: fixture.connections[to],
        object: { name },
        write: { mode: 'replace' },
      },
    ],
  };
}

/** Moves a table of 1.5 M rows through the scratch database. */
function slowSpec(name: string): PipelineSpecInput {
  const { source, target } = fixture.connections;
  return {
    version: 1,
    name,
    sources: [{ id: 'many', connection: source, object: { name: 'many' } }],
    targets: [
      {
        id: 'out',
        input: 'many',
        connection: target,
        object: { name },
        write: { mode: 'replace' },
      },
    ],
    policy: { route: 'local', retry_delay_seconds: 0 },
  };
}

async function run(spec: PipelineSpecInput) {
  const { id } = await fixture.queueRun(await fixture.createPipeline(spec));
  const outcome = await fixture.execute(id);
  return { outcome, run: await fixture.getRun(id) };
}

/** Waits until the run has moved rows, and answers the process of its scratch database. */
async function untilMoving(runId: string): Promise<number> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const { progress } = await fixture.getRun(runId);
    const [pid] = await scratchProcesses();
    if (pid !== undefined && Number(progress?.rows_read ?? 0) > 0) return pid;
    await pause(20);
  }
  return expect.fail('the run did not move any row');
}

/** Processes of scratch databases that this process started. */
async function scratchProcesses(): Promise<readonly number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    // A process may end while it is looked at.
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2]);
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (parent === process.pid && /main-duckdb|ai-etl run_/.test(command)) found.push(pid);
  }
  return found;
}

async function targetTables(name: string): Promise<readonly unknown[]> {
  return fixture.sql('target', `SELECT tablename FROM pg_tables WHERE tablename LIKE '%${name}%'`);
}

describe('the local route', () => {
  it('joins PostgreSQL with ClickHouse into PostgreSQL, and its receipt covers both ways in', async () => {
    const { outcome, run: ended } = await run(joinedSpec('totals', 'target'));
    expect(ended.error).toBeNull();
    expect(outcome).toBe('success');
    const rows = await fixture.sql(
      'target',
      `SELECT country, orders::text, total::text, notes::text, newest::text, most::text
       FROM totals ORDER BY country NULLS LAST`,
    );
    const control = await fixture.sql(
      'source',
      `SELECT CASE WHEN customer < 50 AND customer % 5 <> 0 THEN 'L' || customer % 3 END AS country,
         count(*)::text AS orders, sum(amount)::text AS total, count(note)::text AS notes,
         max("at")::text AS newest,
         max(CASE WHEN customer < 50 THEN customer / 8.0 END)::numeric(18,3)::text AS most
       FROM orders WHERE amount > 10 GROUP BY 1 ORDER BY 1 NULLS LAST`,
    );
    expect(rows).toEqual(control);
    expect(ended.receipt).toMatchObject({
      checksums_match: true,
      targets: [{ target: 'out', loaded_rows: '4', checksums_match: true }],
      extracts: [
        {
          extract: 'large',
          source_rows: '19960',
          loaded_rows: '19960',
          checksum_algorithm: 'md5_32',
        },
        { extract: 'customers', source_rows: '50', loaded_rows: '50', checksums_match: true },
      ],
    });
    // Only what is read: no id, no names.
    expect(ended.receipt?.extracts?.map(({ columns }) => columns.map(({ name }) => name))).toEqual([
      ['customer', 'amount', 'note', 'at'],
      ['id', 'country', 'limit_of'],
    ]);
    expect(await scratchProcesses()).toEqual([]);
    expect(await readdir(fixture.scratchHome)).toEqual([]);
  });

  it('brings the same rows into ClickHouse', async () => {
    const { run: ended } = await run(joinedSpec('totals', 'warehouse'));
    expect(ended.error).toBeNull();
    expect(ended.status).toBe('success');
    const rows = await fixture.clickhouse(
      'SELECT country, orders, notes FROM totals ORDER BY country NULLS LAST FORMAT TabSeparated',
    );
    const same = await fixture.sql(
      'target',
      `SELECT coalesce(country, '\\N') || E'\\t' || orders || E'\\t' || notes AS line
       FROM totals ORDER BY country NULLS LAST`,
    );
    expect(rows.split('\n')).toEqual(same.map(({ line }) => line));
  });

  it('is cancelled in the middle: its process ends and the target is as it was', async () => {
    const { id } = await fixture.queueRun(await fixture.createPipeline(slowSpec('cancelled')));
    const running = fixture.execute(id);
    await untilMoving(id);
    await fixture.store.runStore.requestCancel(id);
    expect(await running).toBe('cancelled');
    expect(await scratchProcesses()).toEqual([]);
    expect(await readdir(fixture.scratchHome)).toEqual([]);
    expect(await targetTables('cancelled')).toEqual([]);
  });

  it('survives its DuckDB process: the next attempt succeeds', async () => {
    const { id } = await fixture.queueRun(await fixture.createPipeline(slowSpec('survivor')));
    const running = fixture.execute(id);
    process.kill(await untilMoving(id), 'SIGKILL');
    expect(await running).toBe('retrying');
    expect((await fixture.getRun(id)).error).toMatchObject({ retryable: true });
    expect(await targetTables('survivor')).toEqual([]);
    expect(await fixture.execute(id)).toBe('success');
    const [counted] = await fixture.sql('target', 'SELECT count(*)::text AS n FROM survivor');
    expect(counted).toEqual({ n: '1500000' });
    expect(await readdir(fixture.scratchHome)).toEqual([]);
  });
});

describe('the in-target route', () => {
  it('fills a table of the same database from inside, at the moment its checksums see', async () => {
    await fixture.sql(
      'source',
      `CREATE TABLE kinds (id bigint PRIMARY KEY, b boolean, n numeric(20,6), f double precision, t text,
         y bytea, d date, c time, w timestamp, z timestamptz, u uuid, j jsonb, l text[]);
       INSERT INTO kinds VALUES
         (1, true, -0.000001, 'NaN', E'tab\\t\\\\', '\\x00ff', '0001-01-01', '23:59:59.999999',
          '1969-12-31 23:59:59.999999', '2026-03-29 01:30:00+00', gen_random_uuid(), '{"a": [1, "ü"]}',
          ARRAY['x', NULL, '"']),
         (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
    );
    const { source } = fixture.connections;
    const spec: PipelineSpecInput = {
      version: 1,
      name: 'inside',
      sources: [{ id: 'kinds', connection: source, object: { name: 'kinds' } }],
      targets: [
        {
          id: 'out',
          input: 'kinds',
          connection: source,
          object: { name: 'inside' },
          write: { mode: 'replace' },
        },
      ],
    };
    const { outcome, run: ended } = await run(spec);
    expect(ended.error).toBeNull();
    expect(outcome).toBe('success');
    expect(ended.receipt).toMatchObject({
      bytes: '0',
      checksums_match: true,
      targets: [{ source_rows: '2', loaded_rows: '2' }],
    });
    const differing = await fixture.sql(
      'source',
      'SELECT id FROM kinds AS k JOIN inside AS i USING (id) WHERE to_jsonb(k) IS DISTINCT FROM to_jsonb(i)',
    );
    expect(differing).toEqual([]);
    const rows = await fixture.sql('source', 'SELECT count(*)::text AS n FROM inside');
    expect(rows).toEqual([{ n: '2' }]);
  });

  it('fills a table of ClickHouse from inside', async () => {
    await fixture.clickhouse(
      `CREATE TABLE visits (id Int64, at DateTime64(6, 'UTC'), d Date32, amount Nullable(Decimal(12, 2)),
         f Float64, note Nullable(String), b Bool) ENGINE = MergeTree ORDER BY id`,
    );
    await fixture.clickhouse(
      `INSERT INTO visits SELECT number, toDateTime64('1969-12-31 23:59:59.5', 6, 'UTC') + number,
         toDate32('1960-02-29') + number, if(number % 3 = 0, NULL, -number / 8), number / 3,
         if(number % 5 = 0, NULL, concat('tab\\t ü ', toString(number))), number % 2 = 0
         FROM numbers(5000)`,
    );
    const { warehouse } = fixture.connections;
    const { outcome, run: ended } = await run({
      version: 1,
      name: 'inside_the_warehouse',
      sources: [{ id: 'visits', connection: warehouse, object: { name: 'visits' } }],
      steps: [{ id: 'late', op: 'filter', inputs: ['visits'], where: 'id >= 1000' }],
      targets: [
        {
          id: 'out',
          input: 'late',
          connection: warehouse,
          object: { name: 'late_visits' },
          write: { mode: 'merge', keys: ['id'] },
        },
      ],
    });
    expect(ended.error).toBeNull();
    expect(outcome).toBe('success');
    expect(ended.receipt).toMatchObject({
      bytes: '0',
      checksums_match: true,
      targets: [{ source_rows: '4000', loaded_rows: '4000' }],
    });
    const differing = await fixture.clickhouse(
      `SELECT count() FROM (SELECT * FROM visits WHERE id >= 1000 EXCEPT SELECT * FROM late_visits)`,
    );
    expect(differing.trim()).toBe('0');
  });
});
