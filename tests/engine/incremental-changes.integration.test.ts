import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PipelineSpec, specHash, type PipelineSpecInput } from '@ai-etl/core';
import { createEngineFixture, type EngineFixture } from './engine-fixture.ts';

type Target = NonNullable<PipelineSpecInput['targets']>[number];
type Write = NonNullable<Target['write']>;

let fixture: EngineFixture;

beforeAll(async () => {
  fixture = await createEngineFixture();
});

afterAll(() => fixture.close());

const append: Write = { mode: 'append' };

interface Case {
  readonly name: string;
  readonly lag?: string;
  readonly writes?: Readonly<Record<string, Write>>;
  readonly checks?: PipelineSpecInput['checks'];
}

/** A source table of 100 rows, one a minute. */
async function createSource(name: string): Promise<void> {
  await fixture.sql(
    'source',
    `CREATE TABLE ${name}_src (id bigint NOT NULL, at timestamptz, note text);
     INSERT INTO ${name}_src SELECT n, timestamptz '2026-01-01 00:00:00+00' + n * interval '1 minute', 'n' || n
       FROM generate_series(1, 100) AS n`,
  );
}

function specOf({ name, lag, writes = { out: append }, checks }: Case): PipelineSpecInput {
  return {
    version: 1,
    name,
    sources: [
      {
        id: 'rows',
        connection: fixture.connections.source,
        object: { name: `${name}_src` },
        incremental: { cursor: 'at', ...(lag === undefined ? {} : { lag }) },
      },
    ],
    targets: Object.entries(writes).map(([id, write]) => ({
      id,
      input: 'rows',
      connection: fixture.connections.target,
      object: { name: `${name}_${id}` },
      write,
    })),
    ...(checks === undefined ? {} : { checks }),
    policy: { retries: 0 },
  };
}

async function change(pipelineId: string, input: PipelineSpecInput): Promise<number> {
  const spec = PipelineSpec.parse(input);
  const { pipelines } = fixture.store;
  const added = await pipelines.addVersion(fixture.scope, pipelineId, {
    spec,
    specHash: specHash(spec),
  });
  return added?.version ?? expect.fail('no version');
}

async function run(pipelineId: string, pipelineVersion = 1, fullRefresh = false) {
  const { id } = await fixture.queueRun(pipelineId, { pipelineVersion, fullRefresh });
  await fixture.execute(id);
  return fixture.getRun(id);
}

async function held(table: string): Promise<string> {
  const [row] = await fixture.sql(
    'target',
    `SELECT count(*) || ' ' || count(DISTINCT id) AS held FROM ${table}`,
  );
  return String(row?.['held']);
}

describe('an incremental pipeline that changes', () => {
  it('appends nothing twice when the lag grows, and reads the longer lag from the next run on', async () => {
    await createSource('grown');
    const pipeline = await fixture.createPipeline(specOf({ name: 'grown', lag: 'PT5M' }));
    expect((await run(pipeline)).error).toBeNull();
    const version = await change(pipeline, specOf({ name: 'grown', lag: 'PT1H' }));
    expect((await run(pipeline, version)).error).toBeNull();
    expect(await held('grown_out')).toBe('100 100');
    await fixture.sql(
      'source',
      `INSERT INTO grown_src VALUES (200, '2026-01-01 00:50:00Z', 'late')`,
    );
    expect((await run(pipeline, version)).error).toBeNull();
    expect(await held('grown_out')).toBe('101 101');
    const shorter = await change(pipeline, specOf({ name: 'grown' }));
    expect((await run(pipeline, shorter)).error).toBeNull();
    expect((await run(pipeline, shorter)).error).toBeNull();
    expect(await held('grown_out')).toBe('101 101');
  });

  it('does not append what was merged until now before it starts again', async () => {
    await createSource('moded');
    const merge: Write = { mode: 'merge', keys: ['id'] };
    const pipeline = await fixture.createPipeline(
      specOf({ name: 'moded', writes: { out: merge } }),
    );
    expect((await run(pipeline)).error).toBeNull();
    // Keys that nothing asks for must not make the refreshed rows forgotten.
    const keyed: Write = { mode: 'append', keys: ['id'] };
    const version = await change(pipeline, specOf({ name: 'moded', writes: { out: keyed } }));
    expect((await run(pipeline, version)).error).toMatchObject({
      code: 'PLAN_INVALID',
      details: [{ field: 'write.mode' }],
    });
    expect(await held('moded_out')).toBe('100 100');
    expect((await run(pipeline, version, true)).error).toBeNull();
    expect((await run(pipeline, version)).error).toBeNull();
    expect(await held('moded_out')).toBe('100 100');
  });
});

describe('a cursor without an end', () => {
  it.each([
    ['timestamptz', 'infinity'],
    ['timestamptz', '20000-01-01 00:00:00Z'],
    ['numeric', 'NaN'],
    ['double precision', 'Infinity'],
  ])('is told, and not taken for "nothing new": %s %s', async (type, value) => {
    const name = `endless_${type.slice(0, 3)}_${value.slice(0, 3).toLowerCase()}`;
    await createSource(name);
    await fixture.sql(
      'source',
      `ALTER TABLE ${name}_src DROP COLUMN at;
       ALTER TABLE ${name}_src ADD COLUMN at ${type} DEFAULT '${value}'`,
    );
    const pipeline = await fixture.createPipeline(specOf({ name }));
    const { error } = await run(pipeline);
    expect(error).toMatchObject({
      code: 'PLAN_INVALID',
      details: [{ field: 'incremental.cursor' }],
    });
    expect(error?.message).toContain('nothing beyond it would ever be new');
  });
});

describe('checks of targets that are read differently', () => {
  it.each(['late', 'rows'])('are measured on what "%s" is about to get', async (on) => {
    const name = `checked_${on}`;
    await createSource(name);
    await fixture.sql('source', `UPDATE ${name}_src SET note = NULL WHERE id = 7`);
    const first = specOf({ name, writes: { early: append } });
    const pipeline = await fixture.createPipeline(first);
    expect((await run(pipeline)).error).toBeNull();
    // The second target begins at the beginning; nothing is new for the first.
    const version = await change(
      pipeline,
      specOf({
        name,
        writes: { early: append, late: append },
        checks: [{ id: 'notes', on, kind: 'not_null', columns: ['note'] }],
      }),
    );
    const ended = await run(pipeline, version);
    expect(ended.error).toMatchObject({ code: 'CHECK_FAILED' });
    expect(ended.receipt?.checks?.map(({ failing_rows }) => failing_rows)).toEqual(
      on === 'late' ? ['1'] : ['0', '1'],
    );
    const tables = await fixture.sql(
      'target',
      `SELECT 1 FROM pg_tables WHERE tablename = '${name}_late'`,
    );
    expect(tables).toEqual([]);
  });
});
