import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { ConnectorSession, WireRead } from '@ai-etl/core';
import { beforeAll, expect, it, vi } from 'vitest';
import { failure } from '../failure.ts';
import { readRows, strict } from '../lab.ts';
import { columnsIn, longRows, type ReaderLab } from './reader-lab.ts';

/** Streams that break off: by us, by a reader that walks away, by the source. */
export function readerStreamsContract(lab: () => ReaderLab): void {
  // A session of its own: what does not hear that it was cancelled is ended some seconds later, and with it
  // whatever runs there then.
  let session: ConnectorSession;
  beforeAll(async () => {
    session = await lab().open();
  });
  const start = async (
    signal = new AbortController().signal,
  ): Promise<{ readonly read: WireRead; readonly close: () => Promise<void> }> => {
    const snapshot = await session.openSnapshot();
    const columns = columnsIn(lab(), 'long');
    const read = await snapshot.read({ sql: lab().all('long'), columns, fidelity: strict, signal });
    if (read.stream.readableLength === 0) await once(read.stream, 'readable');
    return { read, close: () => snapshot.close() };
  };
  const isReadAgain = (): Promise<void> =>
    vi.waitFor(
      async () => {
        const snapshot = await session.openSnapshot();
        const count = await snapshot.count(lab().all('long'));
        await snapshot.close();
        expect(count).toBe(BigInt(longRows));
      },
      { timeout: 60_000, interval: 1000 },
    );

  it('a source that is cancelled ends, and can be read again', async () => {
    const cancel = new AbortController();
    const { read, close } = await start(cancel.signal);
    const end = finished(read.stream);
    cancel.abort();
    expect((await failure(end)).error.code).toBe('RUN_CANCELLED');
    await close();
    await isReadAgain();
  });

  it('a source whose reader walks away can be read again', async () => {
    const { read, close } = await start();
    read.stream.destroy();
    await close();
    await isReadAgain();
  });

  it('a source that waits for a slow reader holds little in memory', async () => {
    const { read, close } = await start();
    const before = read.bytes();
    expect(read.stream.read()).toBeInstanceOf(Buffer);
    expect(Number(read.bytes() - before)).toBeLessThan(16 * 1024 * 1024);
    expect(read.stream.readableLength).toBeLessThan(16 * 1024 * 1024);
    read.stream.destroy();
    await close();
  });

  it('a source that dies in the middle fails, and may be tried again', async () => {
    const columns = columnsIn(lab(), 'broken');

    const { error, text } = await failure(
      readRows(lab().session, { sql: lab().all('broken'), columns }),
    );
    expect(error.retryable).toBe(true);
    expect(['CONNECTION_LOST', 'CONNECTION_FAILED']).toContain(error.code);
    expect(text).not.toContain(lab().source.secret);
  });

  it('reads of one snapshot may go side by side', async () => {
    const columns = columnsIn(lab(), 'nulls');
    const snapshot = await lab().session.openSnapshot();
    const { signal } = new AbortController();
    const request = { sql: lab().all('nulls'), columns, fidelity: strict, signal };
    const counted = await Promise.all([
      snapshot.count(request.sql),
      snapshot.checksum({ ...request, algorithm: 'md5_32' }).then(({ rows }) => BigInt(rows)),
      snapshot.count(lab().all('wide')),
    ]);
    expect(counted).toEqual([3n, 3n, 2n]);
    await snapshot.close();
  });
}
