import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Run } from '@ai-etl/core';
import { afterChunks } from './after-chunks.ts';
import { createEngineFixture, type EngineFixture } from './engine-fixture.ts';

let fixture: EngineFixture;
const rows = 12_000;
const chunked = { chunkRows: 2000 };

beforeAll(async () => {
  fixture = await createEngineFixture();
  await fixture.sql(
    'source',
    `CREATE TABLE accounts (id bigint PRIMARY KEY, balance numeric(12,2) NOT NULL, note text,
       tags text[], "at" timestamptz NOT NULL)`,
  );
});

afterAll(() => fixture.close());

beforeEach(async () => {
  await fixture.sql(
    'source',
    `TRUNCATE accounts;
     INSERT INTO accounts SELECT n, n / 4.0, CASE WHEN n % 7 = 0 THEN NULL ELSE 'né ' || n END,
       ARRAY[n::text, 'a'], timestamptz '2026-03-29 00:30:00.123456+00' + n * interval '1 minute'
       FROM generate_series(1, ${rows}) AS n;
     ANALYZE accounts`,
  );
});

describe.each(['warehouse', 'target'] as const)('a load in chunks into the %s', (to) => {
  const name = `accounts_${to}`;

  const ask = (sql: string): Promise<readonly string[]> =>
    to === 'warehouse'
      ? fixture.clickhouse(`${sql} FORMAT TabSeparated`).then((text) => text.split('\n'))
      : fixture
          .sql('target', sql)
          .then((found) => found.map((row) => String(Object.values(row)[0])));
  const chunkTables = async () =>
    to === 'warehouse'
      ? ask(
          `SELECT comment FROM system.tables WHERE database = currentDatabase() AND name LIKE '%ai_etl_chk_%' AND comment LIKE '[ai-etl chunk%'`,
        )
      : ask(
          `SELECT obj_description(oid) FROM pg_class WHERE relname LIKE '%ai_etl_chk_%' AND obj_description(oid) LIKE '[ai-etl chunk%'`,
        );
  const recorded = async () => (await chunkTables()).filter((one) => one !== '');

  async function queue(mode: 'replace' | 'append'): Promise<Run> {
    const pipeline = await fixture.createPipeline({
      version: 1,
      name: `${name}_${mode}`,
      sources: [
        { id: 'rows', connection: fixture.connections.source, object: { name: 'accounts' } },
      ],
      steps: [{ id: 'some', op: 'filter', inputs: ['rows'], where: 'id > 100' }],
      targets: [
        {
          id: 'out',
          input: 'some',
          connection: fixture.connections[to],
          object: { name },
          write: { mode },
          layout: { order_by: ['id'] },
        },
      ],
    });
    return fixture.queueRun(pipeline);
  }

  /** The worker stops when some chunks are durable. */
  async function interrupt(runId: string): Promise<number> {
    const stopping = new AbortController();
    const connectors = afterChunks(fixture.ports.connectors, 3, () => stopping.abort());
    const options = { ...chunked, handBack: stopping.signal, connectors };
    expect(await fixture.execute(runId, options)).toBe('handed_back');
    const durable = (await recorded()).length;
    expect(durable).toBeGreaterThanOrEqual(3);
    return durable;
  }

  const content = () =>
    to === 'warehouse'
      ? ask(`SELECT count(), uniqExact(id), sum(balance) * 4, countIf(note IS NULL) FROM ${name}`)
      : ask(
          `SELECT concat_ws(E'\\t', count(*), count(DISTINCT id), trim_scale(sum(balance) * 4), count(*) FILTER (WHERE note IS NULL)) FROM ${name}`,
        );
  const expected = async () => {
    const found = await fixture.sql(
      'source',
      `SELECT concat_ws(E'\\t', count(*), count(DISTINCT id), trim_scale(sum(balance) * 4), count(*) FILTER (WHERE note IS NULL)) AS all
         FROM accounts WHERE id > 100`,
    );
    return found.map((row) => String(row['all']));
  };
  const receiptOf = async (runId: string) => (await fixture.getRun(runId)).receipt?.targets[0];

  it('goes on from what is durable, and the rows are those of the last snapshot', async () => {
    const { id } = await queue('replace');
    const durable = await interrupt(id);
    // A transfer inside the first chunk: counts and sums of every column stay as they are.
    await fixture.sql(
      'source',
      `UPDATE accounts SET balance = balance + CASE id WHEN 300 THEN -10 ELSE 10 END WHERE id IN (300, 301);
       DELETE FROM accounts WHERE id = 2500;
       INSERT INTO accounts VALUES (900000, 1, 'late', NULL, now())`,
    );
    expect(await fixture.execute(id, chunked)).toBe('success');
    expect(await content()).toEqual(await expected());
    const [balance] = await ask(`SELECT balance FROM ${name} WHERE id = 300`);
    expect(Number(balance)).toBe(65);
    const receipt = await receiptOf(id);
    expect(receipt).toMatchObject({
      checksums_match: true,
      loaded_rows: String(rows - 100),
    });
    // The chunks with a transfer and with a row less were loaded again.
    expect(Number(receipt?.resumed_chunks)).toBe(durable - 2);
    expect(Number(receipt?.chunks)).toBeGreaterThanOrEqual(6);
    expect(await recorded()).toEqual([]);
  });

  it('adds its rows once to a table that is there, and not in chunks when they are few', async () => {
    const { id } = await queue('append');
    await interrupt(id);
    const before = await content();
    expect(await fixture.execute(id, chunked)).toBe('success');
    expect(Number((await content())[0]?.split('\t')[0])).toBe(2 * (rows - 100));
    expect(before).not.toEqual(await content());
    expect(Number((await receiptOf(id))?.resumed_chunks)).toBeGreaterThan(1);
    const { id: plain } = await queue('replace');
    expect(await fixture.execute(plain)).toBe('success');
    expect(await receiptOf(plain)).not.toHaveProperty('chunks');
    expect(await content()).toEqual(await expected());
  });
});
