import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PipelineSpecInput } from '@ai-etl/core';
import { createEngineFixture, type EngineFixture } from './engine-fixture.ts';

interface Order {
  readonly id: number;
  readonly note: string;
  readonly total: string;
  readonly tags: readonly string[];
  readonly updated_at: string;
}

let fixture: EngineFixture;
let connection: string;
/** The third-party edge: an API with pages of 100 by cursor, and `updated_since`. */
let server: Server;
const token = 'a-token-of-the-api';
const asked: string[] = [];
let orders: Order[] = [];
let isLooping = false;

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const order = (id: number, minute = id): Order => ({
  id,
  note: id % 2 === 0 ? `né "${id}"\t` : '',
  total: `${id}.50`,
  tags: ['a', String(id)],
  updated_at: at(minute),
});

beforeAll(async () => {
  server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://api.invalid');
    asked.push(request.url ?? '');
    if (request.headers.authorization !== `Bearer ${token}`) response.statusCode = 401;
    const since = Date.parse(searchParams.get('updated_since') ?? at(0));
    const start = Number(searchParams.get('cursor') ?? 0);
    const rows = orders.filter(({ updated_at: time }) => Date.parse(time) >= since);
    const next = start + 100 < rows.length ? start + 100 : null;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ data: rows.slice(start, start + 100), next: isLooping ? 0 : next }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  fixture = await createEngineFixture({
    outbound: { allows: (host) => host === '127.0.0.1' },
  });
  const created = await fixture.store.connections.createConnection(fixture.scope, {
    projectId: fixture.projectId,
    name: 'shop api',
    type: 'http',
    settings: {
      base_url: `http://127.0.0.1:${port}/v1`,
      auth: 'bearer',
      requests_per_second: 1000,
      resources: [
        {
          name: 'orders',
          path: 'orders',
          records: 'data',
          pagination: { type: 'cursor', cursor: 'next' },
          primary_key: 'id',
          incremental: { cursor: 'updated_at', param: 'updated_since' },
          columns: { total: 'decimal(18,2)' },
        },
      ],
    },
    secrets: { token },
  });
  connection = created.id;
});

afterAll(async () => {
  await fixture?.close();
  server.closeAllConnections();
  server.close();
});

const spec = (name: string, to: 'warehouse' | 'target'): PipelineSpecInput => ({
  version: 1,
  name,
  sources: [
    {
      id: 'orders',
      connection,
      object: { name: 'orders' },
      incremental: { cursor: 'updated_at' },
    },
  ],
  targets: [
    {
      id: 'out',
      input: 'orders',
      connection: fixture.connections[to],
      object: { name },
      write: to === 'warehouse' ? { mode: 'append' } : { mode: 'merge', keys: ['id'] },
    },
  ],
  policy: { retries: 0 },
});

async function run(pipeline: string) {
  asked.length = 0;
  const { id } = await fixture.queueRun(pipeline);
  await fixture.execute(id);
  return fixture.getRun(id);
}

describe('an HTTP API into databases', () => {
  it.each(['warehouse', 'target'] as const)(
    'moves with equal checksums, and then only what is new: %s',
    async (to) => {
      orders = Array.from({ length: 250 }, (_, index) => order(index + 1));
      const pipeline = await fixture.createPipeline(spec(`orders_${to}`, to));
      const first = await run(pipeline);
      expect(first.error ?? null).toBeNull();
      expect(first.receipt).toMatchObject({ loaded_rows: '250', checksums_match: true });
      // The first page told the columns, and is not asked for again.
      expect(asked).toEqual(['/v1/orders', '/v1/orders?cursor=100', '/v1/orders?cursor=200']);

      // One more at the newest moment there was, and a later one.
      orders.push(order(251, 250), order(252));
      const second = await run(pipeline);
      expect(second.error ?? null).toBeNull();
      expect(second.receipt?.targets[0]).toMatchObject({
        loaded_rows: to === 'warehouse' ? '2' : '3',
        checksums_match: true,
        cursors: [{ from: '2026-01-01 04:10:00', to: '2026-01-01 04:12:00' }],
      });
      expect(asked).toEqual([
        '/v1/orders',
        `/v1/orders?updated_since=${encodeURIComponent('2026-01-01T04:10:00Z')}`,
      ]);
      const text = `SELECT count(*) AS n, count(DISTINCT id) AS ids, sum(total) AS total FROM orders_${to}`;
      if (to === 'target') {
        expect(await fixture.sql('target', text)).toMatchObject([
          { n: '252', ids: '252', total: '32004.00' },
        ]);
      } else expect(await fixture.clickhouse(text)).toBe('252\t252\t32004');
      expect(JSON.stringify([first, second])).not.toContain(token);
    },
  );

  it('publish nothing of an API whose pages go in a circle', async () => {
    isLooping = true;
    const done = await run(await fixture.createPipeline(spec('looping', 'target')));
    expect(done.status).toBe('failed');
    expect(done.error).toMatchObject({
      code: 'QUERY_FAILED',
      message: expect.stringMatching(/orders, page \d.*circle/),
    });
    expect(await fixture.sql('target', "SELECT to_regclass('looping')::text AS t")).toEqual([
      { t: null },
    ]);
  });
});
