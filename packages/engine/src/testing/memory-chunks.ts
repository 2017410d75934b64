import {
  AiEtlError,
  type ChunkRecord,
  type ChunkStaging,
  type PublicationKey,
  type StagedChunk,
  type StagingRequest,
} from '@ai-etl/core';
import { readAll } from './memory-read-all.ts';
import { checksumLines } from './memory-snapshot.ts';
import type { MemoryChunk, MemorySystem } from './memory-system.ts';

interface EarlierChunk {
  readonly name: string;
  readonly record: ChunkRecord;
}

/** The chain of recorded chunks of earlier attempts; drops what is not among them. */
export function earlierChunks(
  system: MemorySystem,
  { key, chunks }: StagingRequest,
): readonly EarlierChunk[] {
  const own = [...system.chunks].filter(
    ([, one]) => one.runId === key.runId && one.step === key.step && one.attempt <= key.attempt,
  );
  const chain: EarlierChunk[] = [];
  for (;;) {
    const end = chain.length === 0 ? null : chain.at(-1)?.record.to;
    if (chain.length > 0 && end === null) break;
    const next = own.find(
      ([, { record, fingerprint }]) =>
        record?.index === chain.length &&
        record.from === end &&
        fingerprint === chunks?.fingerprint,
    );
    const [name, { record }] = next ?? ['', { record: null }];
    if (record === null) break;
    chain.push({ name, record });
  }
  for (const [name] of own) {
    if (!chain.some((one) => one.name === name)) system.chunks.delete(name);
  }
  return chain;
}

/** The port `ChunkStaging` in memory. */
export function memoryChunks(
  system: MemorySystem,
  { key, plan, chunks }: StagingRequest,
  work: {
    readonly earlier: readonly EarlierChunk[];
    readonly seal: (lines: readonly string[]) => void;
    readonly unstage: () => void;
  },
): ChunkStaging {
  const own = new Map<number, string>();
  const columns = plan.columns.map((one) => one.source);

  function found(name: string): MemoryChunk {
    const chunk = system.chunks.get(name);
    if (chunk === undefined) throw new AiEtlError('OBJECT_NOT_FOUND', `${name} is gone.`);
    return chunk;
  }

  function staged(name: string): StagedChunk {
    return {
      rows: BigInt(found(name).lines.length),
      checksum: async () => checksumLines(found(name).lines, columns),
      async record(record) {
        await system.checkpoint(`${system.name}.recordChunk`);
        found(name).record = record;
        await system.checkpoint(`${system.name}.recordedChunk`);
      },
      async drop() {
        system.chunks.delete(name);
      },
    };
  }

  return {
    earlier: work.earlier.map(({ record }) => record),
    async adopt(index) {
      await system.checkpoint(`${system.name}.adoptChunk`);
      const name = nameOf(key, index);
      const from = work.earlier[index]?.name ?? '';
      const chunk = system.chunks.get(from);
      if (chunk === undefined) return null;
      system.chunks.delete(from);
      system.chunks.set(name, { ...chunk, attempt: key.attempt });
      own.set(index, name);
      return staged(name);
    },
    async load(index, stream, signal) {
      await system.checkpoint(`${system.name}.loadChunk`);
      const name = nameOf(key, index);
      const fingerprint = chunks?.fingerprint ?? '';
      system.chunks.set(name, { ...key, fingerprint, lines: [], record: null });
      own.set(index, name);
      const lines = await readAll(system, stream, signal);
      found(name).lines = lines;
      return staged(name);
    },
    async seal() {
      await system.checkpoint(`${system.name}.seal`);
      const lines = [...own.values()].flatMap((name) => found(name).lines);
      work.seal(lines);
      return { rows: BigInt(lines.length) };
    },
    async keep() {
      await system.checkpoint(`${system.name}.keep`);
      work.unstage();
    },
  };
}

/** Of this attempt. */
export function dropChunks(system: MemorySystem, key: PublicationKey): void {
  for (const [name, { runId, step, attempt }] of system.chunks) {
    const isOwn = runId === key.runId && step === key.step && attempt === key.attempt;
    if (isOwn) system.chunks.delete(name);
  }
}

function nameOf({ runId, attempt, step }: PublicationKey, index: number): string {
  return `chk_${runId}_${attempt}_${step}_${index}`;
}
