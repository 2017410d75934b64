import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PipelineSpecInput } from '@ai-etl/core';
import { createEngineFixture, type EngineFixture } from './engine-fixture.ts';

type Side = 'source' | 'target' | 'warehouse';

let fixture: EngineFixture;

beforeAll(async () => {
  fixture = await createEngineFixture();
});

afterAll(() => fixture.close());

interface Case {
  readonly name: string;
  readonly to?: Side;
  readonly mode?: 'append' | 'merge' | 'replace';
  readonly cursor?: string;
  readonly lag?: string;
  readonly initial?: string;
  readonly columns?: string[];
}

/** A table of its own in the source, a pipeline of its own. */
async function incremental(one: Case): Promise<{ pipeline: string; table: string }> {
  const table = `${one.name}_src`;
  await fixture.sql(
    'source',
    `CREATE TABLE ${table} (id bigint NOT NULL, at timestamptz, note text);
     INSERT INTO ${table} SELECT n, timestamptz '2026-01-01 00:00:00+00' + n * interval '1 minute', 'n' || n
       FROM generate_series(1, 100) AS n`,
  );
  const pipeline = await fixture.createPipeline(specOf(one, table));
  return { pipeline, table };
}

function specOf(one: Case, table: string): PipelineSpecInput {
  const { cursor = 'at', lag, initial, columns, mode = 'append' } = one;
  return {
    version: 1,
    name: one.name,
    sources: [
      {
        id: 'rows',
        connection: fixture.connections.source,
        object: { name: table },
        incremental: {
          cursor,
          ...(lag === undefined ? {} : { lag }),
          ...(initial === undefined ? {} : { initial }),
        },
        ...(columns === undefined ? {} : { columns }),
      },
    ],
    targets: [
      {
        id: 'out',
        input: 'rows',
        connection: fixture.connections[one.to ?? 'warehouse'],
        object: { name: one.name },
        write: { mode, keys: mode === 'merge' ? ['id'] : [] },
      },
    ],
    policy: { retries: 0 },
  };
}

async function run(pipelineId: string, fullRefresh = false) {
  const { id } = await fixture.queueRun(pipelineId, { fullRefresh });
  const outcome = await fixture.execute(id);
  const ended = await fixture.getRun(id);
  return { outcome, ended, target: ended.receipt?.targets[0] };
}

async function held(name: string, to: Side): Promise<string> {
  if (to === 'warehouse') {
    const sql = `SELECT count(), uniqExact(id), sum(id) FROM ${name} FORMAT TabSeparated`;
    return (await fixture.clickhouse(sql)).trim().replaceAll('\t', ' ');
  }
  const [row] = await fixture.sql(
    to,
    `SELECT count(*) AS n, count(DISTINCT id) AS ids, sum(id) AS total FROM ${name}`,
  );
  return ['n', 'ids', 'total'].map((name) => String(row?.[name])).join(' ');
}

const insert = (table: string, rows: string) =>
  fixture.sql('source', `INSERT INTO ${table} VALUES ${rows}`);

describe('incremental reading', () => {
  it.each(['warehouse', 'target'] as const)(
    'appends each row once into the %s, also rows that share the newest value',
    async (to) => {
      const name = `once_${to}`;
      const { pipeline, table } = await incremental({ name, to });
      const first = await run(pipeline);
      expect(first.ended.error).toBeNull();
      expect(first.target).toMatchObject({
        loaded_rows: '100',
        cursors: [{ source: 'rows', cursor: 'at', from: null, to: '2026-01-01 01:40:00' }],
      });
      // One more at the boundary's own moment, an equal row of another id, and later ones.
      await insert(
        table,
        `(101, '2026-01-01 01:40:00+00', 'late twin'), (102, '2026-01-01 01:40:00.5+00', NULL),
         (103, '2026-01-01 02:00:00+00', '')`,
      );
      const second = await run(pipeline);
      expect(second.ended.error).toBeNull();
      expect(second.target?.loaded_rows).toBe('3');
      const third = await run(pipeline);
      expect(third.ended.error).toBeNull();
      expect(third.target).toMatchObject({
        loaded_rows: '0',
        cursors: [{ to: '2026-01-01 02:00:00' }],
      });
      expect(await held(name, to)).toBe(`103 103 ${(103 * 104) / 2}`);
    },
  );

  it('reads a lag again and leaves out what it has, but not what came late', async () => {
    const { pipeline, table } = await incremental({ name: 'lagged', lag: 'PT10M' });
    await run(pipeline);
    await insert(
      table,
      `(201, '2026-01-01 01:35:00+00', 'late'), (202, '2026-01-01 01:00:00+00', 'too late')`,
    );
    const second = await run(pipeline);
    expect(second.target?.loaded_rows).toBe('1');
    expect((await run(pipeline)).target?.loaded_rows).toBe('0');
    expect(await held('lagged', 'warehouse')).toBe(`101 101 ${5050 + 201}`);
  });

  it('merges what a lag reads again', async () => {
    const { pipeline, table } = await incremental({ name: 'merged', mode: 'merge', lag: 'PT1H' });
    await run(pipeline);
    await fixture.sql('source', `UPDATE ${table} SET note = 'changed' WHERE id = 99`);
    const second = await run(pipeline);
    expect(second.target?.loaded_rows).toBe('61');
    expect(await held('merged', 'warehouse')).toBe('100 100 5050');
    expect(
      (
        await fixture.clickhouse(`SELECT note FROM merged WHERE id = 99 FORMAT TabSeparated`)
      ).trim(),
    ).toBe('changed');
  });

  it('begins at "initial", reads a cursor that no column carries on, and never rows without one', async () => {
    const { pipeline, table } = await incremental({
      name: 'begun',
      cursor: 'at',
      initial: '2026-01-01 01:31:00Z',
      columns: ['id'],
    });
    await insert(table, `(300, NULL, 'no moment')`);
    expect((await run(pipeline)).target?.loaded_rows).toBe('10');
    await insert(table, `(301, '2026-01-01 01:41:00+00', 'new')`);
    expect((await run(pipeline)).target?.loaded_rows).toBe('1');
  });

  it('starts again on request, and replaces what is there', async () => {
    const { pipeline, table } = await incremental({ name: 'again' });
    await run(pipeline);
    await fixture.sql('source', `DELETE FROM ${table} WHERE id <= 50`);
    const refreshed = await run(pipeline, true);
    expect(refreshed.ended.error).toBeNull();
    expect(refreshed.target).toMatchObject({ loaded_rows: '50', mode: 'replace' });
    expect(await held('again', 'warehouse')).toBe(`50 50 ${5050 - 1275}`);
    await insert(table, `(400, '2026-01-02 00:00:00+00', 'after')`);
    expect((await run(pipeline)).target?.loaded_rows).toBe('1');
  });

  it('begins where the target is, not where the last run was told to end', async () => {
    const { pipeline, table } = await incremental({ name: 'unpublished', to: 'target' });
    await run(pipeline);
    await insert(table, `(500, '2026-01-01 03:00:00+00', 'x')`);
    await fixture.sql('target', `ALTER TABLE unpublished ADD CONSTRAINT no_x CHECK (note <> 'x')`);
    expect((await run(pipeline)).outcome).toBe('failed');
    await fixture.sql('target', `ALTER TABLE unpublished DROP CONSTRAINT no_x`);
    const third = await run(pipeline);
    expect(third.ended.error).toBeNull();
    expect(third.target?.loaded_rows).toBe('1');
    expect(await held('unpublished', 'target')).toBe('101 101 5550');
  });

  it('refuses to remember a flood of rows of one moment, and to be replaced', async () => {
    const { pipeline, table } = await incremental({ name: 'flooded' });
    await fixture.sql(
      'source',
      `INSERT INTO ${table} SELECT n, timestamptz '2026-02-01 00:00:00+00', 'same'
         FROM generate_series(1000, 4000) AS n`,
    );
    const { ended } = await run(pipeline);
    expect(ended.error).toMatchObject({ code: 'PLAN_INVALID' });
    expect(ended.error?.message).toContain('More than 2000 rows');
    const replaced = await incremental({ name: 'replaced', mode: 'replace' });
    const refused = await run(replaced.pipeline);
    expect(refused.ended.error?.details).toMatchObject([{ field: 'targets.0.write.mode' }]);
  });
});
