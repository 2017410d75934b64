import { PipelineSpec } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { connections, createRunFixture, startTime } from '../testing/run-fixture.ts';
import { bindingOf } from './plan-run.ts';
import { readEnvironment } from './read-environment.ts';
import { createSessionPool } from './session-pool.ts';

const columns = [{ name: 'id', type: { kind: 'int64' }, nullable: true }] as const;
const target = {
  id: 'out',
  input: 'orders',
  connection: 'conn_dst',
  object: { name: 'orders' },
  write: { mode: 'replace' },
};

/** What a run of a spec sees when the connections `src` and `dst` are folders of files. */
async function tablesSeen(spec: object) {
  const { ports } = createRunFixture(createManualClock(startTime));
  const { signal } = new AbortController();
  const pool = createSessionPool({
    connections: new Map(connections.map((one) => [one.id, one])),
    connectors: ports.connectors,
    log: ports.log,
    label: 'test',
    connectTimeoutMs: 1000,
    signal,
  });
  const files = { defaultSchema: 'main', describePath: async () => columns };
  const parsed = PipelineSpec.parse({ version: 1, name: 'files', ...spec });
  const { environment, failures } = await readEnvironment({
    spec: parsed,
    connections: new Map(connections.map((one) => [one.id, one])),
    pool: { ...pool, open: async (id) => ({ ...(await pool.open(id)), ...files }) },
    binding: bindingOf(parsed, { logicalTime: startTime, params: {} }),
    signal,
  });
  await pool.closeAll();
  expect(failures).toEqual([]);
  const namesOf = (id: string) => {
    const catalog = environment.connections.get(id)?.catalog;
    return catalog?.tables.map((one) => one.object.name);
  };
  return {
    source: namesOf('conn_src'),
    target: namesOf('conn_dst'),
    schema: environment.connections.get('conn_src')?.catalog.defaultSchema,
    described: environment.querySchemas.get('orders'),
  };
}

describe('the catalog of a folder of files', () => {
  const byPath = { id: 'orders', connection: 'conn_src', path: 'orders.csv' };

  it('is not read for paths, which are described one by one', async () => {
    const { object: _, ...rest } = target;
    const seen = await tablesSeen({
      sources: [byPath],
      targets: [{ ...rest, path: 'out.parquet' }],
    });
    expect(seen).toEqual({ source: [], target: [], schema: 'main', described: columns });
  });

  it('is read where a source names a table of it', async () => {
    const byName = { id: 'other', connection: 'conn_src', object: { name: 'orders' } };
    const seen = await tablesSeen({ sources: [byPath, byName], targets: [target] });
    expect(seen.source).toEqual(['orders', 'customers']);
  });

  it('is read where a check refers to a table of it', async () => {
    const check = {
      kind: 'reference',
      id: 'known',
      on: 'orders',
      columns: ['id'],
      connection: 'conn_src',
      object: { name: 'customers' },
      referenced_columns: ['id'],
    };
    const seen = await tablesSeen({ sources: [byPath], targets: [target], checks: [check] });
    expect(seen.source).toEqual(['orders', 'customers']);
  });
});
