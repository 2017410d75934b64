import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PipelineSpecInput } from '@ai-etl/core';
import { dryRun } from '@ai-etl/engine';
import { createEngineFixture, type EngineFixture } from './engine-fixture.ts';

let fixture: EngineFixture;
let home: string;
let connection: string;

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-engine-files-')));
  fixture = await createEngineFixture({ fileRoots: [home] });
  const created = await fixture.store.connections.createConnection(fixture.scope, {
    projectId: fixture.projectId,
    name: 'folder',
    type: 'files',
    settings: { root: '.' },
    secrets: {},
  });
  connection = created.id;
  for (const year of [2025, 2026]) {
    const folder = join(home, 'sales', `year=${year}`);
    await mkdir(folder, { recursive: true });
    const rows = Array.from(
      { length: 5000 },
      (_, row) => `${row},00${row},"né, ""${row}""",${row % 100}.50,${year}-01-31`,
    );
    await writeFile(
      join(folder, 'a.csv.gz'),
      gzipSync(`id,zip,note,amount,day\n${rows.join('\n')}\n`),
    );
  }
});

afterAll(async () => {
  await fixture?.close();
  await rm(home, { recursive: true, force: true });
});

interface Place {
  readonly connection: string;
  readonly path?: string;
  readonly object?: { readonly name: string };
}

function salesSpec(path: string, to: 'target' | 'warehouse', name: string): PipelineSpecInput {
  return {
    version: 1,
    name,
    sources: [{ id: 'sales', connection, path }],
    steps: [{ id: 'large', op: 'filter', inputs: ['sales'], where: 'amount > 10 and year = 2026' }],
    targets: [
      {
        id: 'out',
        input: 'large',
        connection: fixture.connections[to],
        object: { name },
        write: { mode: 'replace' },
      },
    ],
  };
}

async function run(spec: PipelineSpecInput) {
  const pipeline = await fixture.createPipeline(spec);
  const { id } = await fixture.queueRun(pipeline);
  await fixture.execute(id);
  return fixture.getRun(id);
}

describe('databases into files, and files back', () => {
  const copySpec = (
    name: string,
    source: Place & { readonly id: string },
    target: Place & { readonly write: { readonly mode: 'append' | 'replace' } },
  ): PipelineSpecInput => ({
    version: 1,
    name,
    sources: [source],
    steps: [],
    targets: [{ id: 'out', input: source.id, ...target }],
  });

  it('move on the direct route with equal checksums, once however often they are tried', async () => {
    await fixture.sql(
      'source',
      `CREATE TABLE orders AS SELECT n::bigint AS id, (n / 4.0)::numeric(12,2) AS amount,
         CASE WHEN n % 7 = 0 THEN NULL ELSE 'né "' || n END AS note,
         timestamptz '2026-03-29 00:30:00.123456+00' + n * interval '1 minute' AS at,
         jsonb_build_object('n', n) AS doc FROM generate_series(1, 20000) AS n`,
    );
    const { source, target } = fixture.connections;
    const orders = { id: 'orders', connection: source, object: { name: 'orders' } };
    const lake = { connection, path: 'lake/*.parquet' };
    const out = copySpec('out', orders, { ...lake, write: { mode: 'append' } });
    const pipeline = await fixture.createPipeline(out);
    for (const total of ['20000', '40000']) {
      const { id } = await fixture.queueRun(pipeline);
      await fixture.execute(id);
      await fixture.execute(id);
      const done = await fixture.getRun(id);
      expect(done.error ?? null).toBeNull();
      expect(done.receipt).toMatchObject({ loaded_rows: '20000', checksums_match: true });
      const back = copySpec(
        `back_${total}`,
        { id: 'lake', ...lake },
        { connection: target, object: { name: `back_${total}` }, write: { mode: 'replace' } },
      );
      const returned = await run(back);
      expect(returned.error ?? null).toBeNull();
      expect(returned.receipt).toMatchObject({ loaded_rows: total, checksums_match: true });
    }
    const sums = (table: string) =>
      `SELECT count(*) AS n, sum(amount) AS a, count(note) AS c, max(at)::text AS at, min(doc::text) AS d FROM ${table}`;
    expect(
      await fixture.sql('target', sums('(SELECT DISTINCT ON (id) * FROM back_40000) AS t')),
    ).toEqual(await fixture.sql('source', sums('orders')));
  });

  it.each(['out.csv', 'out.jsonl.zst'])(
    'are replaced by steps over several sources: %s',
    async (path) => {
      const { source, warehouse } = fixture.connections;
      await fixture.clickhouse(
        "CREATE TABLE IF NOT EXISTS names (id Int64, name String) ENGINE = Memory AS SELECT number AS id, concat('c', toString(number)) AS name FROM numbers(10)",
      );
      const done = await run({
        version: 1,
        name: 'joined',
        sources: [
          { id: 'orders', connection: source, object: { name: 'orders' } },
          { id: 'names', connection: warehouse, object: { name: 'names' } },
        ],
        steps: [
          {
            id: 'joined',
            op: 'join',
            inputs: ['orders', 'names'],
            how: 'inner',
            on: 'orders.id = names.id',
            suffix: '_n',
          },
          { id: 'few', op: 'select', inputs: ['joined'], columns: ['id', 'name'] },
        ],
        targets: [{ id: 'out', input: 'few', connection, path, write: { mode: 'replace' } }],
      });
      expect(done.error ?? null).toBeNull();
      expect(done.receipt).toMatchObject({ loaded_rows: '9', checksums_match: true });
    },
  );
});

describe('files into databases', () => {
  it.each(['target', 'warehouse'] as const)(
    'move on the direct route with equal checksums: %s',
    async (to) => {
      const done = await run(salesSpec('sales/**/*.csv.gz', to, `sales_${to}`));
      expect(done.error ?? null).toBeNull();
      expect(done.status).toBe('success');
      const text = `SELECT count(*) AS n, min(zip) AS zip, sum(amount) AS total FROM sales_${to}`;
      const expected = { n: '4500', zip: '0010', total: '247500.00' };
      if (to === 'target') expect(await fixture.sql('target', text)).toMatchObject([expected]);
      else expect(await fixture.clickhouse(text)).toBe('4500\t0010\t247500');
      expect(done.receipt).toMatchObject({ loaded_rows: '4500', checksums_match: true });
    },
  );

  it('are told with their rows and bytes before they are read, and what a partition saves', async () => {
    const pipeline = await fixture.createPipeline(salesSpec('sales/**/*.csv.gz', 'target', 'told'));
    const { id } = await fixture.queueRun(pipeline);
    const claimed = await fixture.store.runStore.claimRun(id, { workerId: 'dry', leaseMs: 60_000 });
    if (claimed === null) expect.fail('not claimed');
    const binding = { logicalTime: new Date().toISOString(), timezone: 'UTC', params: {} };
    const { plan } = await dryRun(fixture.ports, { ...claimed, binding });
    if (plan === null) expect.fail('there is a plan');
    const { sources, source_rows: rows, read_rows: read } = plan.estimate;
    expect(sources).toMatchObject([{ id: 'sales', rows, rows_exact: false }]);
    expect(Math.abs((rows ?? 0) - 10_000)).toBeLessThan(500);
    expect(Math.abs((read ?? 0) - 5000)).toBeLessThan(500);
    expect(plan.because.join(' ')).toMatch(
      /"sales": 2 files of [\d.]+ kB packed, [\d.]+ kB unpacked, about \d+ rows \(estimate from a sample\)/,
    );
  });

  it('publish nothing of a file that goes wrong', async () => {
    await writeFile(join(home, 'ragged.csv'), 'amount,year\n11,2026\n12,2026,hidden\n');
    const done = await run(salesSpec('ragged.csv', 'target', 'ragged'));
    expect(done.status).toBe('failed');
    expect(JSON.stringify(done.error)).toContain('ragged.csv, line 3');
    expect(JSON.stringify(done)).not.toContain('hidden');
    expect(await fixture.sql('target', "SELECT to_regclass('ragged')::text AS t")).toEqual([
      { t: null },
    ]);
  });
});
