import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PipelineSpecInput } from '@ai-etl/core';
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
