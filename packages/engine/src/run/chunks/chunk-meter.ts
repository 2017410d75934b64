import type { Moved } from '../progress.ts';

/** Adds up what the chunks of a branch have moved. */
export interface ChunkMeter {
  /** Counts a chunk by its own counters, in the place of earlier ones. */
  follow(index: number, read: () => Moved): void;
  moved(): Moved;
}

export function createChunkMeter(): ChunkMeter {
  const counters = new Map<number, () => Moved>();
  return {
    follow(index, read) {
      counters.set(index, read);
    },
    moved() {
      let rows = 0n;
      let bytes = 0n;
      for (const read of counters.values()) {
        const one = read();
        rows += one.rows;
        bytes += one.bytes;
      }
      return { rows, bytes };
    },
  };
}
