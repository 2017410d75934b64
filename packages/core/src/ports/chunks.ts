import type { Readable } from 'node:stream';
import type { ChecksumAlgorithm, TableChecksum } from './connector.ts';

/** A part of a load that survives the attempt which loaded it. */
export interface ChunkRecord {
  /** Place in the order of ranges, from 0. */
  readonly index: number;
  /** Bounds of the key: [from, to); null is no bound. */
  readonly from: string | null;
  readonly to: string | null;
  readonly rows: string;
  /** What the source's snapshot is called: see KeyRanges.moment. */
  readonly moment: string;
}

/** A staging table that is filled in chunks, each durable by itself. Chunks may be loaded side by side. */
export interface ChunkStaging {
  /**
   * Chunks that earlier attempts of the run recorded under the same fingerprint, in order and without
   * gaps from the first range on. No attempt writes into them any more.
   */
  readonly earlier: readonly ChunkRecord[];
  /**
   * Takes an earlier chunk over: from here on it is this attempt's, and the one that loaded it can
   * neither change nor drop it. null: it is gone.
   */
  adopt(index: number, signal: AbortSignal): Promise<StagedChunk | null>;
  /** Loads wire bytes as the chunk of this place. Resolves when all are acknowledged. */
  load(index: number, stream: Readable, signal: AbortSignal): Promise<StagedChunk>;
  /** All chunks are recorded: together they are the staged rows from here on, this many. */
  seal(signal: AbortSignal): Promise<{ readonly rows: bigint }>;
  /** In the place of `discard`, where another attempt follows: leaves what is recorded. */
  keep(): Promise<void>;
}

/** A chunk that this attempt has; not recorded, it is worth nothing to another one. */
export interface StagedChunk {
  readonly rows: bigint;
  checksum(algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<TableChecksum>;
  /** Makes it durable, atomically. */
  record(record: ChunkRecord, signal: AbortSignal): Promise<void>;
  drop(): Promise<void>;
}
