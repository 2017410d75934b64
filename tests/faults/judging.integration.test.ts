import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acquireTestServers, type TestPostgresDatabase } from '@ai-etl/local';
import { faultCases, type FaultCase } from './fault-case.ts';
import { compareFingerprints, sameFingerprint } from './fingerprint.ts';
import { createSourceRows, type Expectation, type SourceRows } from './source-rows.ts';
import { createTargetReader, type TargetReader } from './target-reader.ts';
import { watchTarget } from './watch-target.ts';

/** A test that finds nothing must be able to find something: damage is done by hand here. */
let database: TestPostgresDatabase;
let client: Client;
let source: SourceRows;
let reader: TargetReader;
let expectation: Expectation;

const found = faultCases.find((one) => one.name === 'append_postgresql');
const one: FaultCase = found ?? expect.fail('the case is there');
const rows = 1000;

beforeAll(async () => {
  const servers = await acquireTestServers();
  database = await servers.postgres.createDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  source = createSourceRows(() => database.url, rows);
  reader = createTargetReader({
    postgresUrl: () => database.url,
    clickhouse: () => ({ url: '', user: '', password: '', database: '' }),
  });
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

beforeEach(async () => {
  await client.query(`DROP TABLE IF EXISTS ${one.name}, ${one.sourceTable}, ${one.expectedTable}`);
  expectation = await source.prepare(one, 1);
  await client.query(`CREATE TABLE ${one.name} AS SELECT * FROM ${one.sourceTable}`);
});

async function judged() {
  return compareFingerprints(await reader.read(one, 'full'), expectation.after);
}

describe('the judge of the fault test', () => {
  it('accepts what a run should leave', async () => {
    expect(await judged()).toEqual({ lostRows: 0n, duplicateRows: 0n, differs: false });
    expect(expectation.before.size).toBe(0);
  });

  it('counts lost rows', async () => {
    await client.query(`DELETE FROM ${one.name} WHERE id % 100 = 1`);
    expect(await judged()).toMatchObject({ lostRows: 10n, duplicateRows: 0n, differs: true });
  });

  it('counts doubled rows', async () => {
    await client.query(`INSERT INTO ${one.name} SELECT * FROM ${one.name} WHERE id % 500 = 1`);
    expect(await judged()).toMatchObject({ lostRows: 0n, duplicateRows: 2n, differs: true });
  });

  it('sees a row that was changed', async () => {
    await client.query(
      `UPDATE ${one.name} SET payload = 'other' WHERE id = (SELECT min(id) FROM ${one.name})`,
    );
    expect((await judged()).lostRows).toBeGreaterThan(0n);
  });

  it('remembers the appended rows of earlier runs', async () => {
    await source.commit(one);
    const second = await source.prepare(one, 2);
    expect([...second.before.keys()]).toEqual([1]);
    expect([...second.after.keys()].sort((a, b) => a - b)).toEqual([1, 2]);
    expect(sameFingerprint(await reader.read(one, 'full'), second.before)).toBe(true);
  });

  it('sees a target that is half published for a moment', async () => {
    await client.query(`TRUNCATE ${one.name}`);
    const watch = watchTarget(reader, one, expectation);
    await client.query(`INSERT INTO ${one.name} SELECT * FROM ${one.sourceTable} LIMIT 500`);
    await expect.poll(() => watch.soFar().halfPublished.length).toBeGreaterThan(0);
    await client.query(`INSERT INTO ${one.name} SELECT * FROM ${one.sourceTable} OFFSET 500`);
    const { halfPublished, looks } = await watch.stop();
    expect(looks).toBeGreaterThan(1);
    expect(halfPublished).toContain('v1: 500 rows, 500 ids');
  });
});
