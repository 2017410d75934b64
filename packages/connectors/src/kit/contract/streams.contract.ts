import { once } from 'node:events';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { AiEtlError, type Schema, type WireRead } from '@ai-etl/core';
import { describe, expect, it, vi } from 'vitest';
import { failure } from './failure.ts';
import type { ContractHarness } from './harness.ts';
import {
  append,
  columnsOf,
  loadText,
  newKey,
  passwordOf,
  readRows,
  replace,
  selectAll,
  stageTable,
  strict,
  type Lab,
} from './lab.ts';
import { startTcpProxy } from './tcp-proxy.ts';

/** More than lies in buffers before a server has seen the statement. */
const movingBytes = 2_000_000n;

const n: Schema = [{ name: 'n', type: { kind: 'int64' }, nullable: false }];

/** Streams that break off: from the source, into the target, by us or by others. */
export function streamsContract(harness: ContractHarness, lab: () => Lab): void {
  const { words } = harness;
  const patience = { timeout: 60_000, interval: 50 };

  const untilEnded = (marker: string): Promise<void> =>
    vi.waitFor(async () => expect(await lab().database.running(marker)).toBe(0), patience);
  const untilRunning = (marker: string): Promise<void> =>
    vi.waitFor(async () => expect(await lab().database.running(marker)).toBe(1), patience);

  /** Waits until rows are on their way, and not only asked for. */
  const untilMoving = (bytes: () => bigint): Promise<void> =>
    vi.waitFor(() => expect(bytes()).toBeGreaterThan(movingBytes), patience);

  const isFile = harness.reach === 'file';
  const breaks = [
    ['is killed by an administrator', 'kill'],
    // A file has no cable that could be cut.
    ...(isFile ? [] : ([['loses its connection', 'cut']] as const)),
  ] as const;

  const throughProxy = async (use: (proxied: Lab, cut: () => void) => Promise<void>) => {
    const { settings } = lab().database;
    if (isFile) {
      const session = await lab().open();
      try {
        await use({ ...lab(), session }, () => undefined);
      } finally {
        await session.close();
      }
      return;
    }
    const proxy = await startTcpProxy(String(settings['host']), Number(settings['port']));
    const session = await lab().open({ ...settings, host: '127.0.0.1', port: proxy.port });
    try {
      await use({ ...lab(), session }, () => proxy.cut());
    } finally {
      await session.close();
      await proxy.close();
    }
  };

  describe('a source', () => {
    const startEndless = async (
      session: Lab['session'],
      marker: string,
      signal = new AbortController().signal,
    ): Promise<{ read: WireRead; close: () => Promise<void> }> => {
      const snapshot = await session.openSnapshot();
      const sql = words.endless(marker);
      const read = await snapshot.read({ sql, columns: n, fidelity: strict, signal });
      return { read, close: () => snapshot.close() };
    };
    /** Waits for the first block, then lets go of the reader. */
    const first = async ({ stream }: WireRead): Promise<void> => {
      if (stream.readableLength === 0) await once(stream, 'readable');
    };

    it('that is cancelled ends at the server too', async () => {
      const marker = 'cancel-reading';
      const cancel = new AbortController();
      const { read, close } = await startEndless(lab().session, marker, cancel.signal);
      await first(read);
      await untilRunning(marker);
      const end = finished(read.stream);
      cancel.abort();
      expect((await failure(end)).error.code).toBe('RUN_CANCELLED');
      await untilEnded(marker);
      await close();
    });

    it('whose reader walks away ends at the server too', async () => {
      const marker = 'walk-away';
      const { read, close } = await startEndless(lab().session, marker);
      await first(read);
      await untilRunning(marker);
      read.stream.destroy();
      await untilEnded(marker);
      await close();
    });

    it('that waits for a slow reader holds little in memory', async () => {
      const marker = 'slow-reader';
      const { read, close } = await startEndless(lab().session, marker);
      await first(read);
      const before = read.bytes();
      const taken: unknown = read.stream.read();
      expect(taken).toBeInstanceOf(Buffer);
      expect(Number(read.bytes() - before)).toBeLessThan(16 * 1024 * 1024);
      expect(read.stream.readableLength).toBeLessThan(16 * 1024 * 1024);
      read.stream.destroy();
      await untilEnded(marker);
      await close();
    });

    it('that an administrator kills breaks the stream', async () => {
      const marker = 'killed-reading';
      const { read, close } = await startEndless(lab().session, marker);
      const end = failure(drain(read.stream));
      await untilMoving(read.bytes);
      await untilRunning(marker);
      await lab().database.kill(marker);
      expect(['CONNECTION_LOST', 'QUERY_FAILED']).toContain((await end).error.code);
      await close();
    });

    it('whose connection breaks breaks the stream, and may be tried again', async (context) => {
      if (isFile) {
        context.skip('a file has no connection that could break');
        return;
      }
      await throughProxy(async ({ session }, cut) => {
        const marker = 'cut-reading';
        const { read, close } = await startEndless(session, marker);
        const end = failure(drain(read.stream));
        await untilMoving(read.bytes);
        cut();
        expect((await end).error).toMatchObject({ code: 'CONNECTION_LOST', retryable: true });
        await untilEnded(marker);
        await close();
      });
    });

    it('whose query fails half-way breaks the stream', async () => {
      const snapshot = await lab().session.openSnapshot();
      const { signal } = new AbortController();
      const reading = async (): Promise<void> => {
        const read = await snapshot.read({
          sql: words.failing,
          columns: n,
          fidelity: strict,
          signal,
        });
        await drain(read.stream);
      };
      const { error } = await failure(reading());
      expect(error).toMatchObject({ retryable: false });
      await snapshot.close();
    });

    it('that does not exist, or is no query, is refused for good', async () => {
      const read = (sql: string) => readRows(lab().session, { sql, columns: n });
      const missing = await failure(read(`SELECT n FROM ${words.quote('no such table')}`));
      expect(missing.error).toMatchObject({ code: 'OBJECT_NOT_FOUND', retryable: false });
      expect(missing.error.message).toContain('no such table');
      const nonsense = await failure(read('SELECT FROM WHERE'));
      expect(nonsense.error).toMatchObject({ code: 'QUERY_FAILED', retryable: false });
    });

    it('cannot be made to write', async () => {
      await lab().database.execute(
        words.createTable(words.quote('precious'), [{ name: 'n', native: words.types.int64 }]),
      );
      const drop = `DROP TABLE ${words.quote('precious')}`;
      const insert = `INSERT INTO ${words.quote('precious')} VALUES (1)`;
      for (const sql of [
        drop,
        insert,
        `SELECT 1 AS n) AS q; ${drop}; SELECT 1 AS n FROM (SELECT 1`,
      ]) {
        await failure(readRows(lab().session, { sql, columns: n }));
        await failure(lab().session.sample({ sql, limit: 1, timeoutMs: 30_000 }));
        await failure(lab().session.describe(sql));
        await failure(lab().session.explain(sql));
      }
      const columns = await columnsOf(lab(), 'precious');
      const rows = await readRows(lab().session, { sql: selectAll(lab(), 'precious'), columns });
      expect(rows).toEqual([]);
    });
  });

  describe('a target', () => {
    const old = '1\n2\n';
    const current = (name: string) =>
      readRows(lab().session, {
        sql: `${selectAll(lab(), name)} ORDER BY n`,
        columns: n,
      });
    const publishable = { fence: async () => undefined, signal: new AbortController().signal };

    /** Rows without end, and how many bytes of them were taken. */
    const endlessRows = (): { readonly stream: Readable; readonly taken: () => bigint } => {
      const block = Buffer.from('12345\n'.repeat(20_000));
      let taken = 0n;
      const blocks = function* () {
        for (;;) {
          yield block;
          taken += BigInt(block.length);
        }
      };
      const stream = Readable.from(blocks(), { highWaterMark: 1, objectMode: true });
      return { stream, taken: () => taken };
    };

    it.each(breaks)(
      'that %s mid-load keeps its content, and the next attempt works',
      async (_, how) => {
        await throughProxy(async (proxied, cut) => {
          const name = `target ${how}`;
          await loadText(lab(), { name, columns: n, text: old });
          const key = newKey();
          const options = { name, columns: n, write: replace, key };
          const { staging } = await stageTable(proxied, proxied.session, options);
          const { stream, taken } = endlessRows();
          const writing = failure(staging.write(stream, publishable.signal));
          const marker = staging.name.split('.').at(-1) ?? '';
          await untilMoving(taken);
          await untilRunning(marker);
          if (how === 'cut') cut();
          else await lab().database.kill(marker);
          const { error } = await writing;
          expect(['CONNECTION_LOST', 'QUERY_FAILED']).toContain(error.code);
          expect(stream.destroyed).toBe(true);
          await expect(staging.publish({ ...publishable, expectedRows: 0n })).rejects.toThrow();
          await staging.discard().catch(() => undefined);
          expect(await current(name)).toEqual([['1'], ['2']]);
          expect(await lab().session.loader.publication({ name }, key)).toBeNull();
          const text = '7\n';
          const next = { ...options, key: { ...key, attempt: 2 }, text };
          expect((await loadText(lab(), next)).rows).toBe('1');
          expect(await current(name)).toEqual([['7']]);
        });
      },
    );

    it('whose source dies publishes nothing and is unusable', async () => {
      const name = 'orphan';
      await loadText(lab(), { name, columns: n, text: old });
      const { staging } = await stageTable(lab(), lab().session, { name, columns: n });
      const died = new AiEtlError('CONNECTION_LOST', 'The source died.');
      const stream = Readable.from(
        (async function* rows() {
          yield Buffer.from('10\n11\n12');
          throw died;
        })(),
      );
      const { error } = await failure(staging.write(stream, publishable.signal));
      expect(error).toBe(died);
      for (const expectedRows of [0n, 2n, 3n]) {
        await expect(staging.publish({ ...publishable, expectedRows })).rejects.toThrow();
      }
      await staging.discard();
      expect(await current(name)).toEqual([['1'], ['2']]);
    });

    it('that is cancelled mid-load ends at the server too and keeps its content', async () => {
      const name = 'cancelled load';
      await loadText(lab(), { name, columns: n, text: old });
      const { staging } = await stageTable(lab(), lab().session, {
        name,
        columns: n,
        write: append,
      });
      const cancel = new AbortController();
      const { stream, taken } = endlessRows();
      const writing = failure(staging.write(stream, cancel.signal));
      const marker = staging.name.split('.').at(-1) ?? '';
      await untilMoving(taken);
      await untilRunning(marker);
      cancel.abort();
      expect((await writing).error.code).toBe('RUN_CANCELLED');
      await untilEnded(marker);
      await staging.discard().catch(() => undefined);
      expect(await current(name)).toEqual([['1'], ['2']]);
    });

    it.each([
      ['a value of another type', '1\tabc\n'],
      ['a row with too few columns', '1\t2\n3\n'],
      ['a row with too many columns', '1\t2\n3\t4\t5\n'],
      ['a NULL where none may be', '1\t\\N\n'],
    ])('refuses %s and says nothing of the row', async (_, text) => {
      const name = 'strict target';
      const columns = [...n, { name: 'm', type: { kind: 'int64' }, nullable: false }] as const;
      await loadText(lab(), { name, columns, text: '1\t1\n2\t2\n' });
      const { error, text: log } = await failure(loadText(lab(), { name, columns, text }));
      expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
      expect(error.message).not.toContain('abc');
      expect(log).not.toContain(passwordOf(lab().database));
      const rows = await readRows(lab().session, { sql: selectAll(lab(), name), columns });
      expect(rows.length).toBe(2);
    });
  });
}

async function drain(stream: Readable): Promise<void> {
  for await (const chunk of stream) void chunk;
}
