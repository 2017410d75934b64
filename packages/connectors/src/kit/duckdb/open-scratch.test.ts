import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AiEtlError, type Schema, type Scratch } from '@ai-etl/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../contract/failure.ts';
import { hostileTexts } from '../contract/hostile.ts';
import { parseWire, printField } from '../contract/wire-text.ts';
import { createOpenScratch } from './open-scratch.ts';

const fidelity = { unbounded_decimal: 'fail', not_a_number: 'fail', date_range: 'fail' } as const;
const { signal } = new AbortController();

function column(name: string, kind: 'int64' | 'text'): Schema[number] {
  return { name, type: { kind }, nullable: true };
}

const n = [column('n', 'int64')];
const pair = [column('n', 'int64'), column('t', 'text')];

function wire(rows: readonly (readonly (string | null)[])[]): Readable {
  const bytes = Buffer.from(rows.map((row) => `${row.map(printField).join('\t')}\n`).join(''));
  const chunks = [];
  // Cuts characters and rows apart.
  for (let at = 0; at < bytes.length; at += 777) chunks.push(bytes.subarray(at, at + 777));
  return Readable.from(chunks);
}

function numbers(count: number): Readable {
  return Readable.from(
    (function* blocks() {
      for (let at = 0; at < count; at += 1000) {
        yield Buffer.from(
          Array.from({ length: 1000 }, (_, i) => `${at + i}\trow ${at + i}\n`).join(''),
        );
      }
    })(),
  );
}

/** Never ends; `started` resolves once something was read from it. */
function endless(): { readonly stream: Readable; readonly started: Promise<void> } {
  const { promise: started, resolve } = Promise.withResolvers<void>();
  const stream = Readable.from(
    (async function* blocks() {
      for (let at = 0; ; at += 1) {
        yield Buffer.from(`${at}\tx\n`.repeat(10_000));
        if (at === 3) resolve();
        await new Promise((next) => setImmediate(next));
      }
    })(),
  );
  return { stream, started };
}

async function readAll(scratch: Scratch, sql: string, columns: Schema) {
  const snapshot = await scratch.openSnapshot();
  const read = await snapshot.read({ sql, columns, fidelity, signal });
  const chunks: Buffer[] = [];
  for await (const chunk of read.stream) chunks.push(Buffer.from(chunk));
  await snapshot.close();
  return parseWire(Buffer.concat(chunks));
}

describe('a scratch database', () => {
  const home = mkdtempSync(join(tmpdir(), 'ai-etl-scratch-'));
  const open = createOpenScratch({ home, memoryLimitMb: 256, threads: 2 });
  let scratch: Scratch;
  beforeAll(async () => {
    scratch = await open({ label: 'ai-etl test' });
  });
  afterAll(async () => {
    await scratch.close();
    expect(readdirSync(home)).toEqual([]);
    rmSync(home, { recursive: true });
  });

  it('loads two streams at once and joins them', async () => {
    const loads = await Promise.all(
      ['a', 'b'].map((table) =>
        scratch.load({ table, columns: pair, stream: numbers(200_000), signal }),
      ),
    );
    expect(loads).toEqual([{ rows: 200_000n }, { rows: 200_000n }]);
    const sql = 'SELECT count(*) AS n FROM a JOIN b USING (n) WHERE a.t = b.t';
    expect(await readAll(scratch, sql, n)).toEqual([['200000']]);
  });

  it.each([1, 2])('keeps hostile texts in tables of %i columns', async (width) => {
    const columns = width === 1 ? [column('t', 'text')] : pair;
    const rows = [...hostileTexts, null].map((text, index) =>
      width === 1 ? [text] : [String(index), text],
    );
    // A byte order mark at the very beginning, and empty lines, are what CSV readers eat.
    if (width === 1) rows.unshift(['\uFEFFfirst'], ['']);
    await scratch.load({ table: `hostile "${width}"`, columns, stream: wire(rows), signal });
    const sql = `SELECT * FROM "hostile ""${width}"""`;
    expect(await readAll(scratch, sql, columns)).toEqual(rows);
  });

  it('sums a table', async () => {
    await scratch.load({
      table: 'summed',
      columns: pair,
      stream: wire([
        ['7', 'abc'],
        [null, null],
      ]),
      signal,
    });
    const request = { table: 'summed', columns: pair, algorithm: 'md5_32', signal } as const;
    expect(await scratch.checksum(request)).toEqual({
      rows: '2',
      algorithm: 'md5_32',
      columns: [
        { name: 'n', nulls: '1', sum: '7' },
        // md5('abc') begins with 90015098.
        { name: 't', nulls: '1', sum: String(0x90015098) },
      ],
    });
  });

  it('leaves no table when the source dies half-way, and takes the next', async () => {
    const died = new AiEtlError('CONNECTION_LOST', 'The source died.');
    const stream = Readable.from(
      (async function* rows() {
        yield Buffer.from('1\tx\n2\ty\n3');
        throw died;
      })(),
    );
    const { error } = await failure(scratch.load({ table: 't', columns: pair, stream, signal }));
    expect(error).toBe(died);
    const missing = await failure(readAll(scratch, 'SELECT n FROM t', n));
    expect(missing.error.code).toBe('OBJECT_NOT_FOUND');
    await scratch.load({ table: 'next', columns: pair, stream: numbers(1000), signal });
  });

  it.each([
    ['ends inside a row', '1\tx\n2\ty'],
    ['has a row of one column', '1\tx\n2\n'],
    ['has a row of three columns', '1\tx\ty\n'],
    ['has a word where a number belongs', 'secret\tx\n'],
  ])('refuses a stream that %s', async (_, text) => {
    const stream = Readable.from([Buffer.from(text)]);
    const { error } = await failure(scratch.load({ table: 't', columns: pair, stream, signal }));
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(error.message).not.toContain('secret');
    expect((await failure(readAll(scratch, 'SELECT n FROM t', n))).error.code).toBe(
      'OBJECT_NOT_FOUND',
    );
  });

  it('cancels a load and then a query', async () => {
    const cancelLoad = new AbortController();
    const { stream, started } = endless();
    const load = failure(
      scratch.load({ table: 't', columns: pair, stream, signal: cancelLoad.signal }),
    );
    await started;
    cancelLoad.abort();
    expect((await load).error.code).toBe('RUN_CANCELLED');
    expect(stream.destroyed).toBe(true);

    const cancelQuery = new AbortController();
    const snapshot = await scratch.openSnapshot();
    const counting = failure(
      snapshot.count('SELECT 1 FROM range(1000000000) a, range(1000) b', cancelQuery.signal),
    );
    setImmediate(() => cancelQuery.abort());
    expect((await counting).error.code).toBe('RUN_CANCELLED');
  });

  it('waits for a slow reader instead of filling memory', async () => {
    const snapshot = await scratch.openSnapshot();
    const sql = 'SELECT range AS n FROM range(1000000000000)';
    const read = await snapshot.read({ sql, columns: n, fidelity, signal });
    const [first] = await read.stream.take(1).toArray();
    expect(first).toBeInstanceOf(Buffer);
    expect(Number(read.bytes())).toBeLessThan(8 * 1024 * 1024);
  });

  it('has no way out to files, settings and extensions', async () => {
    for (const sql of [
      "SELECT 1 AS n FROM read_text('/etc/hostname')",
      "SELECT 1 AS n FROM glob('/etc/*')",
      "COPY (SELECT 1) TO '/tmp/out.csv'",
      'SET lock_configuration = false',
      'INSTALL httpfs; SELECT 1 AS n',
      'CREATE TABLE t (n BIGINT)',
    ]) {
      const { error } = await failure(readAll(scratch, sql, n));
      expect(['PRIVILEGE_MISSING', 'QUERY_FAILED'], sql).toContain(error.code);
    }
  });
});

it('a missing home is made, and gone after close', async () => {
  const home = join(mkdtempSync(join(tmpdir(), 'ai-etl-scratch-')), 'new');
  const scratch = await createOpenScratch({ home, memoryLimitMb: 64, threads: 1 })({ label: 'x' });
  await scratch.close();
  await scratch.close();
  expect(existsSync(home) && readdirSync(home)).toEqual([]);
  rmSync(home, { recursive: true });
});
