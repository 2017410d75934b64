import { z } from 'zod';
import type { Content } from './content.ts';

const opening = '[ai-etl swap ';

const StoredContent = z.object({
  parts: z.array(z.tuple([z.string(), z.string(), z.string(), z.string(), z.boolean()])),
  mutations: z.array(z.string()),
});

const StoredRecord = z.object({
  run: z.string(),
  step: z.string(),
  target: z.string(),
  old: z.string(),
  next: z.string(),
  cloned: StoredContent,
  own: StoredContent,
});

/**
 * What a publisher writes down right before it swaps, so that another can finish when it dies. It
 * is the comment of the staging table, which is not needed otherwise by then and goes last.
 */
export interface SwapRecord {
  readonly runId: string;
  readonly step: string;
  /** Name of the target, in the staging table's database. */
  readonly target: string;
  /** Uuids of the target before the swap and of its next version. */
  readonly old: string;
  readonly next: string;
  /** What of the old table the next version holds. */
  readonly cloned: Content;
  /** What the next version holds in all. */
  readonly own: Content;
}

/** Prints a comment that parseSwapRecord reads back. */
export function printSwapRecord(record: SwapRecord): string {
  const stored: z.infer<typeof StoredRecord> = {
    run: record.runId,
    step: record.step,
    target: record.target,
    old: record.old,
    next: record.next,
    cloned: storeContent(record.cloned),
    own: storeContent(record.own),
  };
  return `${opening}${JSON.stringify(stored)}]`;
}

/** Reads the comment of a staging table; undefined when nothing was about to be swapped. */
export function parseSwapRecord(comment: string): SwapRecord | undefined {
  if (!comment.startsWith(opening)) return undefined;
  const stored = StoredRecord.parse(JSON.parse(comment.slice(opening.length, -1)));
  const { run, step, target, old, next } = stored;
  return {
    runId: run,
    step,
    target,
    old,
    next,
    cloned: readStored(stored.cloned),
    own: readStored(stored.own),
  };
}

function storeContent(content: Content): z.infer<typeof StoredContent> {
  return {
    parts: content.parts.map(({ name, partition, min, max, isEmpty }) => [
      name,
      partition,
      min.toString(),
      max.toString(),
      isEmpty,
    ]),
    mutations: [...content.mutations],
  };
}

function readStored(stored: z.infer<typeof StoredContent>): Content {
  return {
    parts: stored.parts.map(([name, partition, min, max, isEmpty]) => ({
      name,
      partition,
      min: BigInt(min),
      max: BigInt(max),
      isEmpty,
    })),
    mutations: new Set(stored.mutations),
    isMutating: false,
  };
}
