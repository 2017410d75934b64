import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PipelineSpecInput, WriteMode } from '@ai-etl/core';
import { createEngineFixture, type EngineFixture } from './engine-fixture.ts';

/** What others did to source and target since the pipeline was made. */

let fixture: EngineFixture;
let limited: string;
const role = `loader_${process.pid}_${Date.now()}`;

beforeAll(async () => {
  fixture = await createEngineFixture();
  await fixture.sql(
    'target',
    `CREATE ROLE ${role} LOGIN PASSWORD 'loads only';
     GRANT USAGE, CREATE ON SCHEMA public TO ${role}`,
  );
  const { target } = fixture.connections;
  const stored = await fixture.store.connections.getConnection(fixture.scope, target);
  limited = await fixture.createConnection(
    'limited',
    { ...stored?.settings, user: role },
    'loads only',
  );
});

afterAll(async () => {
  await fixture.sql('target', `DROP OWNED BY ${role}; DROP ROLE ${role}`);
  await fixture.close();
});

function copy(name: string, mode: WriteMode, connection: string): PipelineSpecInput {
  return {
    version: 1,
    name,
    sources: [{ id: 'rows', connection: fixture.connections.source, object: { name } }],
    steps: [
      { id: 'paid', op: 'filter', inputs: ['rows'], where: 'amount > 1' },
      { id: 'out_rows', op: 'select', inputs: ['paid'], columns: ['id', 'amount'] },
    ],
    targets: [
      {
        id: 'out',
        input: 'out_rows',
        connection,
        object: { name },
        write: { mode, keys: mode === 'merge' ? ['id'] : [] },
      },
    ],
    policy: { retries: 0 },
  };
}

async function createSource(name: string): Promise<void> {
  await fixture.sql(
    'source',
    `CREATE TABLE ${name} (id bigint PRIMARY KEY, amount numeric(12,2));
     INSERT INTO ${name} SELECT n, n FROM generate_series(1, 100) AS n`,
  );
}

async function run(pipeline: string) {
  const { id } = await fixture.queueRun(pipeline);
  const outcome = await fixture.execute(id);
  return { outcome, run: await fixture.getRun(id) };
}

/** Rows of the target, and nothing of ours beside it. */
async function stateOf(name: string): Promise<unknown> {
  const [rows] = await fixture.sql(
    'target',
    `SELECT count(*)::int AS rows, min(amount)::text AS least FROM ${name}`,
  );
  const work = await fixture.sql(
    'target',
    `SELECT tablename FROM pg_tables WHERE tablename LIKE '%${name}%' AND tablename <> '${name}'`,
  );
  return { ...rows, work };
}

describe('a schema that changed after the pipeline was made', () => {
  it.each<[string, string, object, string]>([
    [
      'a column it reads is gone',
      'ALTER TABLE lost DROP COLUMN amount',
      { code: 'PLAN_INVALID', retryable: false },
      'amount',
    ],
    [
      'a column it reads has another type',
      'ALTER TABLE retyped ALTER COLUMN amount TYPE text USING amount::text',
      { code: 'PLAN_INVALID', retryable: false },
      'amount',
    ],
    ['the table it reads is gone', 'DROP TABLE dropped', { code: 'PLAN_INVALID' }, 'dropped'],
  ])('%s: the run fails with the place, and publishes nothing', async (_, change, error, named) => {
    const name = /TABLE (\w+)/.exec(change)?.[1] ?? '';
    await createSource(name);
    const pipeline = await fixture.createPipeline(copy(name, 'append', fixture.connections.target));
    expect((await run(pipeline)).outcome).toBe('success');
    await fixture.sql('source', change);
    const { outcome, run: failed } = await run(pipeline);
    expect(outcome).toBe('failed');
    expect(failed.error).toMatchObject(error);
    expect(JSON.stringify(failed.error)).toContain(named);
    expect(await stateOf(name)).toEqual({ rows: 99, least: '2.00', work: [] });
  });

  it('the target lost a column: the run fails, and publishes nothing', async () => {
    await createSource('shrunk');
    const pipeline = await fixture.createPipeline(
      copy('shrunk', 'append', fixture.connections.target),
    );
    expect((await run(pipeline)).outcome).toBe('success');
    await fixture.sql('target', 'ALTER TABLE shrunk RENAME COLUMN id TO key');
    const { run: failed } = await run(pipeline);
    expect(failed.error).toMatchObject({ code: 'PLAN_INVALID', retryable: false });
    expect(await stateOf('shrunk')).toEqual({ rows: 99, least: '2.00', work: [] });
  });
});

describe('a target that belongs to somebody else', () => {
  it.each<WriteMode>(['append', 'replace', 'merge'])(
    '%s: the run says what is missing, and changes nothing',
    async (mode) => {
      const name = `foreign_${mode}`;
      await createSource(name);
      await fixture.sql(
        'target',
        `CREATE TABLE ${name} (id bigint PRIMARY KEY, amount numeric(12,2));
       INSERT INTO ${name} VALUES (1, 0.5); GRANT SELECT ON ${name} TO ${role}`,
      );
      const pipeline = await fixture.createPipeline(copy(name, mode, limited));
      const refused = await run(pipeline);
      expect(refused.outcome).toBe('failed');
      expect(refused.run.error).toMatchObject({ code: 'PRIVILEGE_MISSING', retryable: false });
      expect(refused.run.error?.message).toContain(name);
      expect(await stateOf(name)).toEqual({ rows: 1, least: '0.50', work: [] });
    },
  );
});
