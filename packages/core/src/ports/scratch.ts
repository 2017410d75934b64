import type { ChecksumAlgorithm, SourceSnapshot, TableChecksum } from './connector.ts';
import type { Schema } from '../types/column-type.ts';
import type { Readable } from 'node:stream';

/**
 * A private analytic database of one run, on the worker's machine: where rows of several sources
 * meet before they go on to a target (the local route). It speaks the dialect `duckdb`, lives in a
 * process of its own with a memory limit and a directory to spill to, and is gone after `close`.
 */
export interface Scratch {
  /**
   * Creates a table of these columns and loads wire bytes into it. Several loads may run at the
   * same time. Rejects when the stream errors, and then no table of that name is left.
   */
  load(request: ScratchLoad): Promise<{ readonly rows: bigint }>;
  /** Algorithms of `checksum`, best first. */
  readonly checksumAlgorithms: readonly ChecksumAlgorithm[];
  /** Checksums of a loaded table, to compare with those of where it came from. */
  checksum(request: ScratchChecksum): Promise<TableChecksum>;
  /** Queries over the loaded tables; call it after the last load. */
  openSnapshot(signal?: AbortSignal): Promise<SourceSnapshot>;
  /** Ends the process and removes what it spilled; safe to call twice. */
  close(): Promise<void>;
}

export interface ScratchLoad {
  readonly table: string;
  readonly columns: Schema;
  readonly stream: Readable;
  readonly signal: AbortSignal;
}

export interface ScratchChecksum {
  readonly table: string;
  readonly columns: Schema;
  readonly algorithm: ChecksumAlgorithm;
  readonly signal: AbortSignal;
}

export interface ScratchOptions {
  /** Shown in logs and process titles: `ai-etl run_…`. */
  readonly label: string;
  readonly signal?: AbortSignal;
}

/** Opens a scratch database; throws SERVICE_UNAVAILABLE where the engine cannot be started. */
export type OpenScratch = (options: ScratchOptions) => Promise<Scratch>;
