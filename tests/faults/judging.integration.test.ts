import { tmpdir } from 'node:os';
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

const one = caseNamed('append_postgresql');
const rows = 1000;

beforeAll(async () => {
  const servers = await acquireTestServers();
  database = await servers.postgres.createDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  const url = () => database.url;
  const clickhouse = () => ({ url: '', user: '', password: '', database: '' });
  source = createSourceRows({ url, clickhouse, folder: tmpdir() }, rows);
  reader = createTargetReader({
    postgresUrl: url,
    sourceUrl: url,
    clickhouse,
    folder: tmpdir(),
  });
});

afterAll(async () => {
  await reader.close();
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
    expect([...second.before.keys()]).toEqual(['1']);
    expect([...second.after.keys()].sort()).toEqual(['1', '2']);
    expect(sameFingerprint(await reader.read(one, 'full'), second.before)).toBe(true);
  });

  it('sees a target that is half published for a moment', async () => {
    await client.query(`TRUNCATE ${one.name}`);
    const watch = watchTarget(reader, one, expectation);
    await client.query(`INSERT INTO ${one.name} SELECT * FROM ${one.sourceTable} LIMIT 500`);
    await expect.poll(() => watch.soFar().halfPublished.length).toBeGreaterThan(0);
    await client.query(`INSERT INTO ${one.name} SELECT * FROM ${one.sourceTable} OFFSET 500`);
    await expect.poll(() => watch.soFar().looks).toBeGreaterThan(1);
    const { halfPublished } = await watch.stop();
    expect(halfPublished).toContain('v1: 500 rows, 500 ids');
  });
});

describe('the judge of a history', () => {
  const history = caseNamed('scd2_postgresql');

  beforeEach(async () => {
    await client.query(
      `DROP TABLE IF EXISTS ${history.name}, ${history.sourceTable}, ${history.expectedTable}`,
    );
    await source.prepare(history, 1);
    await source.commit(history);
    await source.prepare(history, 2);
    await source.commit(history);
    await client.query(`CREATE TABLE ${history.name} AS SELECT * FROM ${history.expectedTable}`);
  });

  async function judgedHistory() {
    // Once more the same: a run that changes nothing.
    const { after } = await source.prepare(history, 2);
    return compareFingerprints(await reader.read(history, 'full'), after);
  }

  it('expects one current version of each key of the source, and the ended ones', async () => {
    const { rows: found } = await client.query(
      `SELECT count(*) FILTER (WHERE is_current)::int AS current,
         count(*) FILTER (WHERE valid_to < '2020-01-01')::int AS changed,
         count(*) FILTER (WHERE valid_to > '2020-01-01')::int AS vanished FROM ${history.name}`,
    );
    // Of 1000 keys 100 vanished and as many came; of the other 900 a third changed.
    expect(found).toEqual([{ current: 1000, changed: 300, vanished: 100 }]);
    expect(await judgedHistory()).toEqual({ lostRows: 0n, duplicateRows: 0n, differs: false });
    expect(await reader.brokenVersions(history)).toBe(0);
  });

  it('sees a version that did not end', async () => {
    await client.query(
      `UPDATE ${history.name} SET is_current = true, valid_to = NULL
       WHERE id = (SELECT min(id) FROM ${history.name} WHERE valid_to < '2020-01-01')`,
    );
    expect((await judgedHistory()).differs).toBe(true);
    expect(await reader.brokenVersions(history)).toBe(1);
  });

  it('sees a version that ended at another moment', async () => {
    await client.query(
      `UPDATE ${history.name} SET valid_to = valid_to - interval '1 second'
       WHERE id = (SELECT min(id) FROM ${history.name} WHERE valid_to < '2020-01-01')`,
    );
    expect((await judgedHistory()).differs).toBe(true);
    expect(await reader.brokenVersions(history)).toBe(0);
  });
});

describe('the rows that are read by a cursor', () => {
  it('share the newest cursor value with rows that come later', async () => {
    const incremental = caseNamed('incremental_append_postgresql');
    const { sourceTable } = incremental;
    await source.prepare(incremental, 1);
    await source.prepare(incremental, 2);
    // Asked for again, as after a server that died: the same rows.
    await source.prepare(incremental, 2);
    const { rows: found } = await client.query(
      `SELECT (SELECT count(*)::int FROM ${sourceTable}) AS rows,
         (SELECT max(happened_at) FROM ${sourceTable} WHERE version = 1) =
         (SELECT min(happened_at) FROM ${sourceTable} WHERE version = 2) AS shared,
         (SELECT count(*)::int FROM ${sourceTable} WHERE happened_at =
           (SELECT max(happened_at) FROM ${sourceTable} WHERE version = 1)) AS sharing`,
    );
    expect(found).toEqual([{ rows: 1000, shared: true, sharing: 40 }]);
  });
});

function caseNamed(name: string): FaultCase {
  return faultCases.find((other) => other.name === name) ?? expect.fail(`${name} is there`);
}
