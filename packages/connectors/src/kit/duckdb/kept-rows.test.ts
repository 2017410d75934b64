import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadRequest, Schema } from '@ai-etl/core';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../contract/failure.ts';
import { parseWire } from '../contract/wire-text.ts';
import { DuckProcess } from './duck-process.ts';
import { PreparedSnapshot } from './prepared-snapshot.ts';

const home = mkdtempSync(join(tmpdir(), 'ai-etl-kept-'));
const fidelity = { unbounded_decimal: 'fail', not_a_number: 'fail', date_range: 'fail' } as const;
const { signal } = new AbortController();
const n: Schema = [{ name: 'n', type: { kind: 'int64' }, nullable: true }];
const pair: Schema = [...n, { name: 't', type: { kind: 'text' }, nullable: true }];
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('rows that are kept for a stream and a checksum', () => {
  let duck: DuckProcess;
  beforeEach(async () => {
    const place = 'the test database';
    const limits = { memoryLimitMb: 128, threads: 2 };
    duck = await DuckProcess.start({ place, label: 'ai-etl test', home, ...limits });
  });
  afterEach(() => duck.close());

  const snapshotOf = (state: () => Promise<string>): PreparedSnapshot =>
    new PreparedSnapshot(async () => ({ duck, state }));
  const still = (): Promise<string> => Promise.resolve('still');
  const requestOf = (sql: string, columns: Schema): ReadRequest => ({
    sql,
    columns,
    fidelity,
    isSummed: true,
    signal,
  });

  async function readAll(snapshot: PreparedSnapshot, request: ReadRequest) {
    const { stream } = await snapshot.read(request);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    return parseWire(Buffer.concat(chunks));
  }

  async function keptTables(): Promise<string> {
    const sql = "SELECT count(*)::VARCHAR FROM duckdb_tables() WHERE database_name = 'ai_etl_kept'";
    const [row] = await duck.with((connection) => connection.rows(sql, { doing: 'look' }));
    return row?.[0] ?? '';
  }

  it('are those of one pass: what is random comes through and is summed alike', async () => {
    const snapshot = snapshotOf(still);
    const sql = `SELECT (random() * 1000000)::BIGINT AS n FROM range(10000)`;
    const request = requestOf(sql, n);
    const rows = await readAll(snapshot, request);
    const sums = await snapshot.checksum({ ...request, algorithm: 'md5_32' });
    const total = rows.reduce((sum, [value]) => sum + BigInt(value ?? 0), 0n);
    expect(sums).toEqual({
      rows: '10000',
      algorithm: 'md5_32',
      columns: [{ name: 'n', nulls: '0', sum: String(total) }],
    });
    await expect.poll(keptTables).toBe('0');
  });

  it('keep the order of the query, also past the memory of the process', async () => {
    const snapshot = snapshotOf(still);
    const sql = `SELECT 999999 - range AS n, repeat(md5(range::VARCHAR), 4) AS t FROM range(1000000)`;
    const request = requestOf(sql, pair);
    const { stream } = await snapshot.read(request);
    let first: number | undefined;
    let rows = 0;
    let rest = '';
    for await (const chunk of stream) {
      const lines = `${rest}${Buffer.from(chunk).toString('latin1')}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const value = Number(line.slice(0, line.indexOf('\t')));
        first ??= value;
        if (value !== 999_999 - rows) throw new TypeError(`row ${rows} is ${value}`);
        rows += 1;
      }
    }
    expect([first, rows]).toEqual([999_999, 1_000_000]);
    const sums = await snapshot.checksum({ ...request, algorithm: 'md5_32' });
    const plain = await snapshot.checksum({ ...request, algorithm: 'md5_32' });
    expect(sums).toEqual(plain);
    await expect.poll(keptTables).toBe('0');
  });

  it('are refused when what they come from was changed while they were read', async () => {
    let changes = 0;
    const snapshot = snapshotOf(() => Promise.resolve(String((changes += 1))));
    const { error } = await failure(snapshot.read(requestOf('SELECT 1::BIGINT AS n', n)));
    expect(error).toMatchObject({ code: 'CONNECTION_LOST', retryable: true });
  });

  it('are given up when the run is cancelled, and the next are kept', async () => {
    const cancel = new AbortController();
    const snapshot = snapshotOf(still);
    const endless = 'SELECT count(*) AS n FROM range(1000000000) a, range(1000) b';
    const reading = failure(snapshot.read({ ...requestOf(endless, n), signal: cancel.signal }));
    setTimeout(() => cancel.abort(), 200);
    expect((await reading).error.code).toBe('RUN_CANCELLED');
    expect(await readAll(snapshot, requestOf('SELECT 7::BIGINT AS n', n))).toEqual([['7']]);
  });

  it('are of one query, whatever the text says', async () => {
    const snapshot = snapshotOf(still);
    const texts = [
      'SELECT 1) AS q; CREATE TABLE t (n BIGINT); SELECT (1',
      'CREATE TABLE t (n BIGINT)',
    ];
    for (const sql of texts) {
      const { error } = await failure(snapshot.read(requestOf(sql, n)));
      expect(error.code, sql).toBe('QUERY_FAILED');
    }
  });

  it('are not kept where a stream alone reads them', async () => {
    const snapshot = snapshotOf(() => Promise.reject(new TypeError('nobody asks')));
    const request = { ...requestOf('SELECT 7::BIGINT AS n', n), isSummed: false };
    expect(await readAll(snapshot, request)).toEqual([['7']]);
  });
});
