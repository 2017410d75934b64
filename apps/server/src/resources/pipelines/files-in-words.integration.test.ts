import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeConnectors } from '../../connectors.ts';
import { nothingAllowed } from '../../net/outbound-policy.ts';
import type { Running } from '../../process/run-process.ts';
import { systemClock } from '../../system-clock.ts';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';
import { makeTestData, type TestData } from '../../testing/test-data.ts';
import { startWorker } from '../../worker.ts';

let api: TestApi;
let data: TestData;
let worker: Running;
let home: string;
beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-words-')));
  await mkdir(join(home, 'landing', 'daily'), { recursive: true });
  const landing = (name: string, text: string) => writeFile(join(home, 'landing', name), text);
  await landing(
    'visits.csv',
    'id,page,seen_at\n1,/home,2026-01-01\n2,/shop,2026-01-02\n3,,2026-01-02\n',
  );
  await landing('daily/clicks_2026-01-01.csv', 'id,kind\n1,paid\n2,free\n');
  await landing('daily/clicks_2026-01-02.csv', 'id,kind\n3,paid\n');
  const connectors = makeConnectors({
    allowSockets: false,
    fileRoots: [home],
    httpAllow: nothingAllowed,
  });
  api = await startTestApi({ connectors });
  data = await makeTestData(api);
  const create = (name: string, root: string) =>
    api.call({
      method: 'POST',
      url: '/api/v1/connections',
      body: { name, type: 'files', settings: { root } },
    });
  expect((await create('Landing zone', 'landing')).status).toBe(201);
  worker = await startWorker({
    store: api.store,
    connectors,
    maskKey: () => 'ab'.repeat(32),
    clock: systemClock,
    log: pino({ level: 'silent' }),
    concurrency: 1,
  });
}, 120_000);
afterAll(async () => {
  await worker?.stop();
  await data?.close();
  await api?.close();
  await rm(home, { recursive: true, force: true });
});

const post = (path: string, body?: unknown) =>
  api.call({ method: 'POST', url: `/api/v1/pipelines${path}`, body });
const generate = (description: string, validate = true) =>
  post(':generate', { description, options: { optimize: true, validate } });
const run = async (generated: { readonly body: unknown }) =>
  post(`/${textAt(generated.body, 'pipeline_id')}:run`, { async: false });

describe('files in words', () => {
  it('loads a file, filtered, into a warehouse', async () => {
    const generated = await generate(
      'Load visits.csv into ClickHouse where page is not empty, daily at 3am',
    );
    expect(generated.body).toMatchObject({
      clarification: [],
      validation: { status: 'passed', checked: 'live' },
      spec: { sources: [{ path: 'visits.csv' }], targets: [{ object: { name: 'visits' } }] },
    });
    const done = await run(generated);
    expect(done.body).toMatchObject({
      status: 'success',
      receipt: { loaded_rows: '2', checksums_match: true },
    });
    expect(await data.ask('select id, page from visits order by id')).toBe('1\t/home\n2\t/shop');
  });

  it('reads files that differ in numbers as one thing, and says so', async () => {
    const generated = await generate(
      'Load the clicks files from the landing folder into ClickHouse',
    );
    expect(valueAt(generated.body, 'spec.sources.0.path')).toBe('daily/clicks_*.csv');
    expect(JSON.stringify(valueAt(generated.body, 'assumptions'))).toContain('daily/clicks_*.csv');
    expect((await run(generated)).body).toMatchObject({ status: 'success' });
    expect(await data.ask('select sum(id), count() from clicks')).toBe('6\t3');
  });

  it('writes a table to the file that is named', async () => {
    const generated = await generate(
      'Copy paid orders from PostgreSQL to out/paid.csv in the landing zone every night',
    );
    expect(generated.body).toMatchObject({
      clarification: [],
      spec: { targets: [{ path: 'out/paid.csv', write: { mode: 'replace' } }] },
    });
    expect((await run(generated)).body).toMatchObject({ status: 'success' });
    const lines = (await readFile(join(home, 'landing', 'out', 'paid.csv'), 'utf8'))
      .trim()
      .split('\n');
    expect(lines).toHaveLength(1 + 166);
    expect(lines[0]).toContain('status');
  });

  it('finds a file that the catalog does not list, and asks about one that is not there', async () => {
    await Promise.all(
      Array.from({ length: 101 }, (_, at) =>
        writeFile(join(home, 'landing', 'daily', `a${String(at)}x.csv`), 'id\n1\n'),
      ),
    );
    await writeFile(join(home, 'landing', 'zebra.csv'), 'id,name\n7,Z\n');
    const found = await generate('Load zebra.csv into ClickHouse', false);
    expect(found.body).toMatchObject({
      clarification: [],
      spec: { sources: [{ path: 'zebra.csv' }] },
    });
    expect((await run(found)).body).toMatchObject({ status: 'success' });
    expect(await data.ask('select id, name from zebra')).toBe('7\tZ');
    const missing = await generate('Load lion.csv into ClickHouse', false);
    expect(valueAt(missing.body, 'clarification.0.question')).toContain(
      'There is no file "lion.csv"',
    );
    const pipeline = textAt(missing.body, 'pipeline_id');
    const wrong = await post(`/${pipeline}:clarify`, { answers: { object: 'tiger.csv' } });
    expect(wrong.status).toBe(400);
    const right = await post(`/${pipeline}:clarify`, { answers: { object: 'zebra.csv' } });
    expect(right.body).toMatchObject({
      clarification: [],
      spec: { sources: [{ path: 'zebra.csv' }] },
    });
  }, 60_000);

  it('says that no connection reaches a bucket', async () => {
    const answer = await generate('Load s3://elsewhere/x.csv into ClickHouse', false);
    expect(JSON.stringify(valueAt(answer.body, 'validation'))).toContain(
      'There is no S3 connection',
    );
  });
});
