/** What has been counted so far. */
export interface Tally {
  kills: number;
  /** The others came when the run was over already. */
  killsAmidRuns: number;
  lostRows: bigint;
  duplicateRows: bigint;
  halfPublished: number;
  runs: number;
  success: number;
  /** Of these, runs of which an attempt had died: nothing but kills makes a second one here. */
  resumed: number;
  /** Chunks that a retry did not load again, and rows in them. */
  resumedChunks: number;
  resumedRows: number;
  /** Runs of which an attempt died amid chunks, where chunks outlive that, and another one followed. */
  interruptedChunkLoads: number;
  failed: number;
  unclear: number;
  looks: number;
  readonly byVictim: Map<string, number>;
  readonly byCase: Map<string, number>;
}

export function newTally(): Tally {
  return {
    kills: 0,
    killsAmidRuns: 0,
    lostRows: 0n,
    duplicateRows: 0n,
    halfPublished: 0,
    runs: 0,
    success: 0,
    resumed: 0,
    resumedChunks: 0,
    resumedRows: 0,
    interruptedChunkLoads: 0,
    failed: 0,
    unclear: 0,
    looks: 0,
    byVictim: new Map(),
    byCase: new Map(),
  };
}

export function countOne(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
