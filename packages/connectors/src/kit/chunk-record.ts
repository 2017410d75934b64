import { z } from 'zod';
import type { ChunkRecord } from '@ai-etl/core';
import { parseChunkTableName } from './staging-name.ts';

const opening = '[ai-etl chunk ';

const Stored = z.object({
  fingerprint: z.string(),
  index: z.number().int().nonnegative(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  rows: z.string().regex(/^\d+$/),
  moment: z.string(),
});

/** A table that holds a recorded chunk. */
export interface ChunkTable {
  readonly name: string;
  readonly record: ChunkRecord;
}

/** A chunk's record as the comment of its table. */
export function printChunkRecord(fingerprint: string, record: ChunkRecord): string {
  const { index, from, to, rows, moment } = record;
  return `${opening}${JSON.stringify({ fingerprint, index, from, to, rows, moment })}]`;
}

/**
 * Of the chunk tables of one (run, step), those that can be gone on from: recorded under the
 * fingerprint, each where the one before ends, from the first range on. Of two of a place the later
 * attempt's counts.
 */
export function chainOf(
  fingerprint: string,
  tables: readonly { readonly name: string; readonly comment: string }[],
): readonly ChunkTable[] {
  const byIndex = new Map<number, ChunkTable & { readonly attempt: number }>();
  for (const { name, comment } of tables) {
    const record = parseChunkRecord(fingerprint, comment);
    const attempt = parseChunkTableName(name)?.attempt ?? 0;
    if (record === undefined) continue;
    const known = byIndex.get(record.index);
    if (known === undefined || known.attempt < attempt) {
      byIndex.set(record.index, { name, record, attempt });
    }
  }
  const chain: ChunkTable[] = [];
  let end: string | null = null;
  for (let index = 0; index === 0 || end !== null; index += 1) {
    const next = byIndex.get(index);
    if (next === undefined || next.record.from !== end) break;
    chain.push({ name: next.name, record: next.record });
    end = next.record.to;
  }
  return chain;
}

/** Reads a comment; undefined when it is no record, or of another load. */
function parseChunkRecord(fingerprint: string, comment: string): ChunkRecord | undefined {
  if (!comment.startsWith(opening) || !comment.endsWith(']')) return undefined;
  try {
    const stored = Stored.parse(JSON.parse(comment.slice(opening.length, -1)));
    return stored.fingerprint === fingerprint ? stored : undefined;
  } catch {
    return undefined; // Somebody's own text that happens to look alike.
  }
}
