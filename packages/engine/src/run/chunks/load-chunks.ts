import { invariant } from '@ai-etl/core';
import type { Attempt } from '../attempt.ts';
import type { LoadBranchRequest } from '../load-branch.ts';
import type { Moved } from '../stream-rows.ts';
import { currentTask, readTask, taskIds } from '../task-ids.ts';
import { together } from '../together.ts';
import { compareChecksums, mismatchError } from '../verify.ts';
import { adoptChunk } from './adopt-chunk.ts';
import { createChunkMeter } from './chunk-meter.ts';
import type { ChunkLoaded, ChunkRange, ChunkWork } from './chunk-work.ts';
import { loadChunk } from './load-chunk.ts';
import { sumChecksums } from './sum-checksums.ts';
import { createTurns } from './turns.ts';

/**
 * Loads a branch range by range, a few at a time. What earlier attempts loaded is taken over where the
 * snapshot of this one proves that the source has the same rows still, so the whole is the rows of
 * this snapshot all the same; the rest is loaded. Throws RECEIPT_MISMATCH when the sides differ.
 */
export async function loadChunks(
  attempt: Attempt,
  request: LoadBranchRequest,
  { plan, chunks }: Pick<ChunkWork, 'plan' | 'chunks'>,
): Promise<Moved> {
  const { progress, tasks, log } = attempt;
  const { branch, signal: parent } = request;
  const { id } = branch;
  const { load } = taskIds(id);
  const read = readTask(branch) ?? load;
  tasks.move(read, 'running');
  if (read !== load) tasks.move(load, 'running');
  progress.setTask(currentTask('extracting', id));
  const meter = createChunkMeter();
  progress.follow(id, meter.moved);
  const work = { request, plan, chunks, meter };
  const ranges = await rangesOf(attempt, work);
  log.write('info', `Loading ${ranges.length} ranges of ${plan.key.column}.`, load);
  const loaded = await inLanes(attempt, work, ranges);
  if (read !== load) tasks.move(read, 'success', { rows: meter.moved().rows });
  const { rows } = await chunks.seal(parent);
  progress.setTotal(id, meter.moved().rows, true);
  tasks.move(load, 'success', { rows });
  const resumed = loaded.filter((one) => one.isResumed);
  const resumedRows = resumed.reduce((sum, one) => sum + one.rows, 0n);
  if (resumed.length > 0) tellResumed(attempt, load, loaded);
  const source = sumChecksums(loaded.map((one) => one.source));
  const { match, columns, differences } = compareChecksums(
    source,
    sumChecksums(loaded.map((one) => one.target)),
  );
  if (!match) throw mismatchError(id, differences, request.consistentSnapshot);
  return {
    sourceRows: BigInt(source.rows),
    loadedRows: rows,
    bytes: loaded.reduce((sum, one) => sum + one.bytes, 0n),
    checksum: source,
    chunks: { count: ranges.length, resumed: resumed.length, resumedRows, columns },
  };
}

/** The ranges of earlier attempts as they are, then what follows, as this snapshot cuts it. */
async function rangesOf(
  { options }: Attempt,
  { request, plan, chunks }: Pick<ChunkWork, 'request' | 'plan' | 'chunks'>,
): Promise<readonly ChunkRange[]> {
  const known = chunks.earlier.map(({ index, from, to }) => ({ index, from, to }));
  const last = known.at(-1);
  if (last?.to === null) return known;
  const start = last?.to ?? null;
  const { key, ranges } = plan;
  const { signal } = request;
  const rows = options.chunkRows;
  const cuts =
    start === null ? plan.cuts : await ranges.cut({ key: key.of, rows, from: start, signal });
  const bounds = [start, ...cuts, null];
  const rest = bounds.slice(0, -1).map((from, place) => ({
    index: known.length + place,
    from,
    to: bounds[place + 1] ?? null,
  }));
  return [...known, ...rest];
}

async function inLanes(
  attempt: Attempt,
  work: Omit<ChunkWork, 'turns'>,
  ranges: readonly ChunkRange[],
): Promise<readonly ChunkLoaded[]> {
  const waiting = [...ranges];
  const loaded = new Map<number, ChunkLoaded>();
  const lanes = Math.min(attempt.options.parallelChunks, ranges.length);
  await together(work.request.signal, async (group) => {
    const { signal } = group;
    const turns = createTurns(signal);
    const own = { ...work, turns, request: { ...work.request, signal } };
    async function runLane(): Promise<void> {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        signal.throwIfAborted();
        const adopted = await adoptChunk(attempt, own, next);
        loaded.set(next.index, adopted ?? (await loadChunk(attempt, own, next)));
        turns.pass(next.index);
      }
    }
    await Promise.all(Array.from({ length: lanes }, () => group.run(runLane)));
  });
  return ranges.map(({ index }) => {
    const one = loaded.get(index);
    invariant(one !== undefined, `chunk ${index} was loaded`);
    return one;
  });
}

function tellResumed(attempt: Attempt, task: string, loaded: readonly ChunkLoaded[]): void {
  const resumed = loaded.filter((one) => one.isResumed);
  const rows = resumed.reduce((sum, one) => sum + one.rows, 0n);
  const first = loaded.findIndex((one) => !one.isResumed);
  const where = first === -1 ? 'after the last chunk' : `from chunk ${first + 1}`;
  attempt.log.write(
    'info',
    `Resumed ${where} of ${loaded.length}: ${resumed.length} chunks (${rows} rows) that an earlier attempt loaded are unchanged in the source.`,
    task,
  );
}
