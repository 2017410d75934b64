import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isClickHouseTestable } from '../component.fixture.ts';
import { startLocalClickHouse, type LocalClickHouse } from './start-local-clickhouse.ts';

const ROWS_PER_CHUNK = 10_000;
const CHUNK = Buffer.from(
  Array.from(
    { length: ROWS_PER_CHUNK },
    (_, id) => `${id}\tsome text that makes a row about eighty bytes long, ${id}\t\\N\n`,
  ).join(''),
);

/** The most memory a process ever had resident. */
function peakBytes(pid: number): number {
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

function* repeatChunk(times: number): Generator<Buffer> {
  for (let sent = 0; sent < times; sent += 1) yield CHUNK;
}

describe.skipIf(process.platform !== 'linux' || !isClickHouseTestable())('streaming', () => {
  const home = mkdtempSync(join(tmpdir(), 'ai-etl-stream-'));
  let server: LocalClickHouse;

  beforeAll(async () => {
    server = await startLocalClickHouse({ home });
    const ddl =
      'CREATE TABLE t (a Int64, b String, c Nullable(String)) ENGINE = MergeTree ORDER BY a';
    await (await ask(ddl)).text();
    // Merges go on behind: how much they hold at the worst moment is not what is measured.
    expect(await (await ask('SYSTEM STOP MERGES t')).text()).toBe('');
  });
  afterAll(async () => {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  });

  async function ask(query: string, body?: Readable): Promise<Response> {
    const url = `${server.url}/?database=warehouse&query=${encodeURIComponent(query)}`;
    const headers = { 'X-ClickHouse-Key': server.password };
    return await fetch(url, { method: 'POST', headers, body: body ?? '', duplex: 'half' });
  }

  async function load(rows: number): Promise<void> {
    const body = Readable.from(repeatChunk(rows / ROWS_PER_CHUNK));
    const response = await ask('INSERT INTO t FORMAT TabSeparated', body);
    expect(await response.text()).toBe('');
    const summary: unknown = JSON.parse(response.headers.get('x-clickhouse-summary') ?? '');
    expect(summary).toMatchObject({ written_rows: String(rows) });
  }

  it('loads 500 MB in the memory that 250 MB took, and reads them all back', async () => {
    // Enough for blocks of 1 M rows to be parsed, sorted and written at the same time.
    await load(4_000_000);
    const working = peakBytes(server.pid);
    await load(8_000_000);
    const bytesSent = 800 * CHUNK.length;
    expect(peakBytes(server.pid) - working).toBeLessThan(bytesSent / 2);

    let bytes = 0;
    const response = await ask('SELECT * FROM t FORMAT TabSeparated');
    for await (const part of response.body ?? []) bytes += part.length;
    expect(bytes).toBe(1200 * CHUNK.length);
    expect(peakBytes(server.pid)).toBeLessThan(1_500_000_000);
  });
});
