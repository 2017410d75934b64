import { Readable } from 'node:stream';
import { invariant, type AiEtlError, type ReadRequest, type WireRead } from '@ai-etl/core';
import { cancelledError } from '../kit/cancelled.ts';
import { LiveStatements } from './process/live-statements.ts';
import type { SqliteProcess } from './process/sqlite-process.ts';

/** Blocks wait here while the next one is made. */
const bufferedBytes = 1024 * 1024;

/** A process that is in the middle of a long step hears nothing: after this time it is ended. */
const graceMs = 1000;

/**
 * Starts a query and streams its rows. A block is asked for when the reader has room, so a slow reader
 * holds the process back. Ends only when the process said that all rows were sent.
 */
export async function startWireRead(
  process: SqliteProcess,
  cursor: number,
  request: ReadRequest,
): Promise<WireRead> {
  const { sql, columns, fidelity, signal } = request;
  const start = { op: 'start', cursor, sql, columns, fidelity, algorithm: null } as const;
  await process.request(start, { doing: 'read', signal });
  const ended = LiveStatements.begin(process.pid, sql);
  let rows = 0n;
  let bytes = 0n;
  const pull = async (): Promise<void> => {
    const block = await process.request({ op: 'pull', cursor }, { doing: 'read' });
    invariant(block.outcome === 'block', 'a query is answered with blocks');
    rows += BigInt(block.rows);
    bytes += BigInt(block.bytes.length);
    if (block.bytes.length > 0) stream.push(block.bytes);
    if (block.isLast) stream.push(null);
  };
  const abort = (): void => void stream.destroy(cancelledError(signal));
  const stream = new Readable({
    highWaterMark: bufferedBytes,
    read: () => {
      pull().catch((error: AiEtlError) => stream.destroy(error));
    },
    destroy: (error, done) => {
      signal.removeEventListener('abort', abort);
      void stop(process, cursor).then(ended);
      done(error);
    },
  });
  signal.addEventListener('abort', abort, { once: true });
  return { stream, rows: () => rows, bytes: () => bytes };
}

/** Ends a query: gently, so that others of the snapshot go on, or else with its process. */
async function stop(process: SqliteProcess, cursor: number): Promise<void> {
  const deadline = setTimeout(() => process.kill(), graceMs);
  await process.request({ op: 'stop', cursor }, { doing: 'stop' }).catch(() => undefined);
  clearTimeout(deadline);
}
