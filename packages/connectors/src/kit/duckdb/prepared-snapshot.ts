import type {
  ChecksumAlgorithm,
  ReadRequest,
  SourceChecksumRequest,
  SourceSnapshot,
  TableChecksum,
  WireRead,
} from '@ai-etl/core';
import { checksumAlgorithms } from './checksum.ts';
import type { DuckProcess } from './duck-process.ts';
import { DuckSnapshot } from './snapshot.ts';

/** Brings what a query reads into a DuckDB process, and answers which. */
export type PrepareQuery = (sql: string, signal: AbortSignal | undefined) => Promise<DuckProcess>;

/** Reads of what is no database by itself: it is brought in first, then it is one as any other. */
export class PreparedSnapshot implements SourceSnapshot {
  readonly #prepare: PrepareQuery;
  readonly #snapshots = new Map<DuckProcess, DuckSnapshot>();

  constructor(prepare: PrepareQuery) {
    this.#prepare = prepare;
  }

  async count(sql: string, signal?: AbortSignal): Promise<bigint> {
    return (await this.#for(sql, signal)).count(sql, signal);
  }

  async read(request: ReadRequest): Promise<WireRead> {
    return (await this.#for(request.sql, request.signal)).read(request);
  }

  async checksumAlgorithms(): Promise<readonly ChecksumAlgorithm[]> {
    return checksumAlgorithms;
  }

  async checksum(request: SourceChecksumRequest): Promise<TableChecksum> {
    return (await this.#for(request.sql, request.signal)).checksum(request);
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#snapshots.values(), (one) => one.close()));
  }

  async #for(sql: string, signal: AbortSignal | undefined): Promise<DuckSnapshot> {
    const duck = await this.#prepare(sql, signal);
    const snapshot = this.#snapshots.get(duck) ?? new DuckSnapshot(duck);
    this.#snapshots.set(duck, snapshot);
    return snapshot;
  }
}
