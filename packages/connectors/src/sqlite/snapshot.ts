import {
  invariant,
  type ChecksumAlgorithm,
  type ReadRequest,
  type SourceChecksumRequest,
  type SourceSnapshot,
  type TableChecksum,
  type WireRead,
} from '@ai-etl/core';
import { throwIfCancelled } from '../kit/cancelled.ts';
import { SqliteProcess } from './process/sqlite-process.ts';
import { checksumOf } from './checksum.ts';
import type { SqliteDatabase } from './database.ts';
import { startWireRead } from './wire-read.ts';

export interface SnapshotOptions {
  readonly database: SqliteDatabase;
  readonly label: string;
  readonly signal?: AbortSignal;
}

/**
 * Opens a snapshot: a process of its own with one read transaction. Reads and checksums take turns in it,
 * so that they see the same moment; whoever cancels one in the middle of a long step ends them all.
 */
export async function openSnapshot(options: SnapshotOptions): Promise<SourceSnapshot> {
  const process = await SqliteProcess.start({ ...options, access: 'read' });
  try {
    await process.run('BEGIN', { doing: 'read' });
    // The transaction sees the moment of its first read.
    await process.rows('SELECT count(*) FROM sqlite_schema', { doing: 'read' });
    return new SqliteSnapshot(process);
  } catch (error) {
    process.kill();
    throw error;
  }
}

class SqliteSnapshot implements SourceSnapshot {
  readonly #process: SqliteProcess;
  #nextCursor = 1;

  constructor(process: SqliteProcess) {
    this.#process = process;
  }

  async count(sql: string, signal?: AbortSignal): Promise<bigint> {
    const counted = `SELECT count(*) AS n FROM (${sql}\n) AS r`;
    const options = { doing: 'read', signal, statement: sql };
    const body = await this.#process.request({ op: 'ask', sql: counted, limit: 1 }, options);
    invariant(body.outcome === 'rows', 'a query is answered with rows');
    return BigInt(String(body.rows[0]?.[0] ?? 0));
  }

  async read(request: ReadRequest): Promise<WireRead> {
    throwIfCancelled(request.signal);
    return startWireRead(this.#process, this.#newCursor(), request);
  }

  async checksumAlgorithms(): Promise<readonly ChecksumAlgorithm[]> {
    return ['crc32', 'md5_32'];
  }

  checksum(request: SourceChecksumRequest): Promise<TableChecksum> {
    return checksumOf(this.#process, this.#newCursor(), request);
  }

  async close(): Promise<void> {
    await this.#process.close();
  }

  #newCursor(): number {
    this.#nextCursor += 1;
    return this.#nextCursor;
  }
}
