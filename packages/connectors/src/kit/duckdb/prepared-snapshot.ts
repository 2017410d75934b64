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
import { KeptRows } from './kept-rows.ts';
import { DuckSnapshot } from './snapshot.ts';

/** Where a query can run. */
export interface PreparedQuery {
  readonly duck: DuckProcess;
  /**
   * Present where rows are rather kept than read twice: a mark of what the query reads, another one once that was
   * changed.
   */
  readonly state?: (() => Promise<string>) | undefined;
}

/** Brings what a query reads into a DuckDB process, and answers which. */
export type PrepareQuery = (sql: string, signal: AbortSignal | undefined) => Promise<PreparedQuery>;

interface Reads {
  readonly snapshot: DuckSnapshot;
  readonly kept: KeptRows;
}

/** Reads of what is no database by itself: it is brought in first, then it is one as any other. */
export class PreparedSnapshot implements SourceSnapshot {
  readonly #prepare: PrepareQuery;
  readonly #reads = new Map<DuckProcess, Reads>();

  constructor(prepare: PrepareQuery) {
    this.#prepare = prepare;
  }

  async count(sql: string, signal?: AbortSignal): Promise<bigint> {
    const { duck } = await this.#prepare(sql, signal);
    return this.#of(duck).snapshot.count(sql, signal);
  }

  async read(request: ReadRequest): Promise<WireRead> {
    const { duck, state } = await this.#prepare(request.sql, request.signal);
    const { snapshot, kept: rows } = this.#of(duck);
    if (request.isSummed !== true || state === undefined) return snapshot.read(request);
    const kept = await rows.keep(request, state);
    const read = await snapshot.read({ ...request, sql: kept.sql });
    read.stream.once('close', () => void kept.release().catch(() => undefined));
    return read;
  }

  async checksumAlgorithms(): Promise<readonly ChecksumAlgorithm[]> {
    return checksumAlgorithms;
  }

  async checksum(request: SourceChecksumRequest): Promise<TableChecksum> {
    const { duck } = await this.#prepare(request.sql, request.signal);
    const { snapshot, kept: rows } = this.#of(duck);
    const kept = await rows.find(request);
    if (kept === undefined) return snapshot.checksum(request);
    try {
      return await snapshot.checksum({ ...request, sql: kept.sql });
    } finally {
      await kept.release();
    }
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#reads.values(), ({ snapshot }) => snapshot.close()));
  }

  #of(duck: DuckProcess): Reads {
    const reads = this.#reads.get(duck) ?? {
      snapshot: new DuckSnapshot(duck),
      kept: new KeptRows(duck),
    };
    this.#reads.set(duck, reads);
    return reads;
  }
}
