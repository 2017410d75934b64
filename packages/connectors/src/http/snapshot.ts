import type {
  ChecksumAlgorithm,
  ReadRequest,
  SourceChecksumRequest,
  SourceSnapshot,
  TableChecksum,
  WireRead,
} from '@ai-etl/core';
import { checksumAlgorithms } from '../kit/duckdb/checksum.ts';
import type { DuckProcess } from '../kit/duckdb/duck-process.ts';
import { DuckSnapshot } from '../kit/duckdb/snapshot.ts';
import { everything, type ApiDatabase } from './reading/api-database.ts';

/** Reads of an API: records come first, then it is a database as any other. */
export class ApiSnapshot implements SourceSnapshot {
  readonly #database: ApiDatabase;
  readonly #snapshots = new Map<DuckProcess, DuckSnapshot>();

  constructor(database: ApiDatabase) {
    this.#database = database;
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
    const { duck } = await this.#database.prepare(sql, { wanted: everything, signal });
    const snapshot = this.#snapshots.get(duck) ?? new DuckSnapshot(duck);
    this.#snapshots.set(duck, snapshot);
    return snapshot;
  }
}
