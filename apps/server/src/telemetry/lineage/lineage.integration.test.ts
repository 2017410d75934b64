import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AiEtlError, contentHash, PipelineSpec, type RunStatus } from '@ai-etl/core';
import type { RunReport } from '@ai-etl/store';
import { systemClock } from '../../system-clock.ts';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';
import { startReporter } from '../run-reporter.ts';
import { makeLineageSink } from './lineage-sink.ts';
import { runEvent } from './run-event.ts';

const log = pino({ level: 'silent' });
const options = { namespace: 'ai-etl', version: '0.1.0' };
let api: TestApi;
let pipelineId: string;
let isValid: (event: unknown) => readonly string[];
const servers: Server[] = [];

beforeAll(async () => {
  api = await startTestApi();
  pipelineId = await makePipeline();
  isValid = await validator();
});
afterAll(() => api.close());
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The public schemas: the event, and every facet we use by its own schema. */
async function validator(): Promise<typeof isValid> {
  const folder = new URL('schema/', import.meta.url);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  for (const file of await readdir(folder)) {
    if (file.endsWith('.json'))
      ajv.addSchema(JSON.parse(await readFile(new URL(file, folder), 'utf8')));
  }
  const complaintsOf = (url: string, value: unknown): string[] => {
    const check = ajv.getSchema(url);
    if (check === undefined) return [`there is no schema ${url}`];
    return check(value) === true ? [] : [`${url}: ${ajv.errorsText(check.errors)}`];
  };
  const facetsIn = (value: unknown): unknown[] => {
    if (typeof value !== 'object' || value === null) return [];
    const inner = Object.values(value).flatMap(facetsIn);
    return '_schemaURL' in value ? [value, ...inner] : inner;
  };
  return (event) => [
    ...complaintsOf(textAt(event, 'schemaURL'), event),
    ...complaintsOf('https://openlineage.io/spec/2-0-2/OpenLineage.json', event),
    ...facetsIn(event).flatMap((one) => complaintsOf(textAt(one, '_schemaURL'), one)),
  ];
}

async function makePipeline(): Promise<string> {
  const scope = { organisationId: api.organisationId };
  const connect = async (name: string, type: string, settings: Record<string, string | number>) => {
    const { id } = await api.store.connections.createConnection(scope, {
      projectId: api.projectId,
      name,
      type,
      settings,
      secrets: { password: 'never-told' },
    });
    return id;
  };
  const from = await connect('shop', 'postgresql', {
    host: 'db.example.com',
    port: 5433,
    database: 'shop',
    user: 'u',
  });
  const to = await connect('warehouse', 'clickhouse', {
    host: 'ch.example.com',
    database: 'sales',
    user: 'u',
  });
  await api.store.catalogs.putCatalog(scope, from, {
    defaultSchema: 'public',
    tables: [
      {
        object: { schema: 'public', name: 'orders' },
        kind: 'table',
        columns: [
          { name: 'id', type: { kind: 'int64' }, nullable: false, nativeType: 'bigint' },
          {
            name: 'amount',
            type: { kind: 'float64' },
            nullable: true,
            nativeType: 'double precision',
            comment: 'in EUR',
          },
        ],
        primaryKey: ['id'],
        uniqueKeys: [],
        foreignKeys: [],
        estimatedRows: null,
        estimatedBytes: null,
      },
    ],
  });
  const spec = PipelineSpec.parse({
    version: 1,
    name: 'copy_orders',
    sources: [{ id: 'orders', connection: from, object: { name: 'orders' } }],
    steps: [
      { id: 'big', op: 'filter', inputs: ['orders'], where: 'amount > 10' },
      {
        id: 'net',
        op: 'derive',
        inputs: ['big'],
        columns: [{ name: 'net', expression: 'amount / 1.2' }],
      },
    ],
    targets: [
      {
        id: 'out',
        input: 'net',
        connection: to,
        object: { name: 'orders' },
        write: { mode: 'replace' },
      },
    ],
    policy: { max_active_runs: 10 },
  });
  const { id } = await api.store.pipelines.createPipeline(scope, {
    projectId: api.projectId,
    name: 'copy_orders',
    description: 'Copy orders',
    spec,
    specHash: contentHash(spec),
  });
  return id;
}

const receipt = {
  verify: 'counts',
  source_rows: '70',
  loaded_rows: '70',
  checksums_match: null,
  bytes: '700',
  rows_per_second: 70,
  targets: [
    {
      target: 'out',
      object: 'orders',
      mode: 'replace',
      source_rows: '70',
      loaded_rows: '70',
      bytes: '700',
      checksum_algorithm: null,
      checksums_match: null,
      columns: ['id', 'amount', 'net'].map((name) => ({
        name,
        source_nulls: '0',
        target_nulls: '0',
        source_sum: null,
        target_sum: null,
      })),
      published_at: '2024-01-26T00:00:10.000Z',
      load_seconds: 1,
      publish_seconds: 1,
    },
  ],
} as const;

/** Claims a run as a worker would; answers what ends it. */
async function startRun() {
  const { runStore } = api.store;
  const run = await runStore.createRun({
    pipelineId,
    pipelineVersion: 1,
    trigger: 'manual',
    params: {},
    logicalTime: '2024-01-26T00:00:00.000Z',
  });
  const claimed = await runStore.claimRun(run.id, { workerId: 'test', leaseMs: 60_000 });
  if (claimed === null) throw new AiEtlError('INTERNAL_ERROR', 'the run could not be claimed');
  const fence = { runId: run.id, attempt: claimed.run.attempt };
  const error = { code: 'QUERY_FAILED', message: 'No such column.', details: [], retryable: false };
  return {
    id: run.id,
    end: (to: RunStatus) =>
      runStore.transition(fence, ['running'], {
        to,
        ...(to === 'failed' ? { error } : { receipt: to === 'success' ? receipt : null }),
      }),
  };
}

/** Sends all that is due; answers the events. */
async function drain(): Promise<object[]> {
  const events: object[] = [];
  const send = async (report: RunReport) => {
    events.push(runEvent(report, options));
  };
  while ((await api.store.runReports.sendReports('lineage', send)) > 0);
  return events;
}

const typesOf = (events: readonly object[]) => events.map((one) => textAt(one, 'eventType'));

describe('lineage events', () => {
  it('tell the start, and the end with datasets, counts and columns, as the public schema has it', async () => {
    const run = await startRun();
    const [start, ...none] = await drain();
    expect(none).toEqual([]);
    expect(isValid(start)).toEqual([]);
    // The judge does find faults: in the event, and in a facet of it.
    expect(isValid({ ...start, run: {} })).not.toEqual([]);
    expect(
      isValid({
        ...start,
        extra: { _schemaURL: textAt(start, 'run.facets.nominalTime._schemaURL') },
      }),
    ).not.toEqual([]);
    expect(start).toMatchObject({
      eventType: 'START',
      job: { namespace: 'ai-etl', name: `copy_orders.${pipelineId}` },
      inputs: [{ namespace: 'postgres://db.example.com:5433', name: 'shop.public.orders' }],
      outputs: [
        { namespace: 'clickhouse://ch.example.com:8123', name: 'sales.orders', outputFacets: {} },
      ],
    });
    await run.end('success');
    const [end] = await drain();
    expect(isValid(end)).toEqual([]);
    expect(textAt(end, 'run.runId')).toBe(textAt(start, 'run.runId'));
    expect(end).toMatchObject({
      eventType: 'COMPLETE',
      run: { facets: { nominalTime: { nominalStartTime: '2024-01-26T00:00:00.000Z' } } },
      inputs: [
        {
          facets: {
            schema: {
              fields: [
                { name: 'id', type: 'bigint' },
                { name: 'amount', type: 'double precision', description: 'in EUR' },
              ],
            },
          },
        },
      ],
      outputs: [
        {
          facets: { schema: { fields: [{ name: 'id' }, { name: 'amount' }, { name: 'net' }] } },
          outputFacets: { outputStatistics: { rowCount: 70, size: 700 } },
        },
      ],
    });
    expect(valueAt(end, 'outputs.0.facets.columnLineage.fields.net')).toEqual({
      inputFields: [
        {
          namespace: 'postgres://db.example.com:5433',
          name: 'shop.public.orders',
          field: 'amount',
          transformations: [
            { type: 'DIRECT', subtype: 'TRANSFORMATION', description: '', masking: false },
          ],
        },
      ],
    });
    expect(JSON.stringify(end)).not.toContain('never-told');
  });

  it.each([
    ['failed', 'FAIL'],
    ['cancelled', 'ABORT'],
  ] as const)('of a run that was %s end with %s, and have a start', async (status, type) => {
    const run = await startRun();
    await run.end(status);
    const events = await drain();
    expect(typesOf(events)).toEqual(['START', type]);
    for (const one of events) expect(isValid(one)).toEqual([]);
    expect(textAt(events[1], 'run.facets.errorMessage.message')).toBe(
      status === 'failed' ? 'QUERY_FAILED: No such column.' : '',
    );
  });

  it('come again when the sender dies before it has noted them, and then no more', async () => {
    const run = await startRun();
    await run.end('success');
    const sent: string[] = [];
    const die = async (report: RunReport) => {
      sent.push(textAt(runEvent(report, options), 'eventType'));
      if (sent.length === 2) throw new AiEtlError('SERVICE_UNAVAILABLE', 'killed');
    };
    await expect(api.store.runReports.sendReports('lineage', die)).rejects.toThrow('killed');
    expect(sent).toEqual(['START', 'COMPLETE']);
    expect(typesOf(await drain())).toEqual(['COMPLETE']);
    expect(await drain()).toEqual([]);
  });

  it('do not wait for each other: one sink knows nothing of another', async () => {
    const before = await startRun();
    await before.end('success');
    await drain();
    let traces = 0;
    await api.store.runReports.sendReports('traces', async () => {
      traces += 1;
    });
    expect(traces).toBeGreaterThanOrEqual(2);
  });
});

/** Answers with these statuses in turn, then 201; keeps what was accepted. */
async function receiver(statuses: number[]) {
  const accepted: { body: unknown; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const status = statuses.shift() ?? 201;
      if (status === 201) {
        const { authorization } = request.headers;
        accepted.push({ body: JSON.parse(text), authorization });
      }
      response.writeHead(status).end();
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/api/v1/lineage`, accepted, statuses };
}

describe('the sink', () => {
  it('sends again after trouble and goes on after a refusal', async () => {
    const run = await startRun();
    await run.end('success');
    const second = await startRun();
    await second.end('success');
    // The first event meets trouble twice; the second is refused for good.
    const peer = await receiver([503, 429, 201, 422]);
    const sink = makeLineageSink({ url: peer.url, apiKey: 'key-1', file: null }, log);
    const reporter = startReporter({
      reports: api.store.runReports,
      sink: 'lineage',
      send: (report) => sink(runEvent(report, options)),
      clock: {
        now: () => 0,
        sleep: (_ms, signal) => systemClock.sleep(5, signal),
      },
      log,
    });
    await expect.poll(() => peer.accepted.length, { timeout: 10_000 }).toBe(3);
    await reporter.stop();
    expect(peer.statuses).toEqual([]);
    expect(peer.accepted.map((one) => textAt(one.body, 'eventType'))).toEqual([
      'START',
      'START',
      'COMPLETE',
    ]);
    expect(peer.accepted[0]?.authorization).toBe('Bearer key-1');
    expect(await drain()).toEqual([]);
  });

  it('writes lines into a file that only its owner reads', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ai-etl-lineage-'));
    const file = join(folder, 'events.jsonl');
    const sink = makeLineageSink({ url: null, apiKey: null, file }, log);
    await sink({ one: 1 });
    await sink({ two: 'a\nb' });
    expect(await readFile(file, 'utf8')).toBe('{"one":1}\n{"two":"a\\nb"}\n');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await rm(folder, { recursive: true });
  });
});
