import type { ChunkStaging, TableChecksum } from '@ai-etl/core';
import type { LoadBranchRequest } from '../load-branch.ts';
import type { ChunkMeter } from './chunk-meter.ts';
import type { ChunkPlan } from './plan-chunks.ts';
import type { Turns } from './turns.ts';

/** A part of the key's values: [from, to), null is no bound. */
export interface ChunkRange {
  readonly index: number;
  readonly from: string | null;
  readonly to: string | null;
}

/** What the chunks of one branch share. */
export interface ChunkWork {
  readonly request: LoadBranchRequest;
  readonly plan: ChunkPlan;
  readonly chunks: ChunkStaging;
  readonly meter: ChunkMeter;
  readonly turns: Turns;
}

/** A chunk that is durable in the target and equal to the source. */
export interface ChunkLoaded {
  readonly rows: bigint;
  readonly bytes: bigint;
  readonly source: TableChecksum;
  readonly target: TableChecksum;
  /** True when an earlier attempt loaded it. */
  readonly isResumed: boolean;
}
