import { AiEtlError, type OpenScratch, type Scratch } from '@ai-etl/core';
import type { Checkpoint } from './checkpoint.ts';
import { readAll } from './memory-read-all.ts';
import { checksumLines, openMemorySnapshot } from './memory-snapshot.ts';
import {
  createMemorySystem,
  memoryTable,
  type MemoryFaults,
  type MemorySystem,
} from './memory-system.ts';

/** Scratch databases in memory, which keep the port's promises. */
export interface MemoryScratch {
  readonly open: OpenScratch;
  /** Every database ever opened, the oldest first; closed ones are empty. */
  readonly opened: readonly MemorySystem[];
  /** Of those that are opened from now on. */
  readonly faults: MemoryFaults;
}

/** Like a memory connector it executes no SQL: a query reads the whole table it names. */
export function createMemoryScratch(checkpoint: Checkpoint): MemoryScratch {
  const opened: MemorySystem[] = [];
  const faults: MemoryFaults = {};
  return {
    opened,
    faults,
    async open({ signal }) {
      await checkpoint('scratch.open');
      signal?.throwIfAborted();
      if (faults.refuse !== undefined) throw faults.refuse;
      const system = createMemorySystem('scratch', checkpoint, []);
      Object.assign(system.faults, faults);
      system.openSessions += 1;
      opened.push(system);
      return scratchOf(system);
    },
  };
}

function scratchOf(system: MemorySystem): Scratch {
  return {
    checksumAlgorithms: ['crc32'],
    async load({ table, stream, signal }) {
      await system.checkpoint('scratch.load');
      const lines = await readAll(system, stream, signal);
      system.tables.set(table, memoryTable(table, lines));
      return { rows: BigInt(lines.length) };
    },
    async checksum({ table, columns, signal }) {
      await system.checkpoint('scratch.checksum');
      signal.throwIfAborted();
      const stored = system.tables.get(table);
      if (stored === undefined) throw new AiEtlError('OBJECT_NOT_FOUND', `No table "${table}".`);
      return checksumLines(stored.lines, columns);
    },
    openSnapshot: () => openMemorySnapshot(system),
    async close() {
      await system.checkpoint('scratch.close');
      system.tables.clear();
      system.openSessions = 0;
    },
  };
}
