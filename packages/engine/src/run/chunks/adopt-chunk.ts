import { messageOf, type ChunkRecord } from '@ai-etl/core';
import type { Attempt } from '../attempt.ts';
import { taskIds } from '../task-ids.ts';
import { compareChecksums } from '../verify.ts';
import type { ChunkLoaded, ChunkRange, ChunkWork } from './chunk-work.ts';

/**
 * Takes over what an earlier attempt loaded of a range. Sums alone would not tell a transfer of 10 from
 * one row to another from no change at all; so the source itself must say that no row of the range was
 * written since, which with an equal count means the very same rows. Then both sides are summed, in
 * case the staged rows were damaged. null: there is nothing, or it differs and was dropped.
 */
export async function adoptChunk(
  attempt: Attempt,
  work: ChunkWork,
  range: ChunkRange,
): Promise<ChunkLoaded | null> {
  const { request, plan, chunks, meter } = work;
  const { branch, snapshot, signal } = request;
  const record = chunks.earlier[range.index];
  const staged = record === undefined ? null : await chunks.adopt(range.index, signal);
  if (record === undefined || staged === null) return null;
  if (await isUnchanged(attempt, work, record)) {
    const { column } = plan.key;
    const { from, to } = range;
    const { algorithm } = plan;
    const source = await snapshot.checksum({
      sql: branch.source.sql,
      columns: plan.columns,
      fidelity: branch.target.fidelity,
      range: { column, from, to },
      algorithm,
      signal,
    });
    const target = await staged.checksum(algorithm, signal);
    if (source.rows === record.rows && compareChecksums(source, target).match) {
      meter.follow(range.index, () => ({ rows: staged.rows, bytes: 0n }));
      return { rows: staged.rows, bytes: 0n, source, target, isResumed: true };
    }
  }
  const text = `Chunk ${range.index + 1} is loaded again: an earlier attempt read other rows, or its table was damaged.`;
  attempt.log.write('info', text, taskIds(branch.id).load);
  await staged.drop();
  return null;
}

async function isUnchanged(
  attempt: Attempt,
  { request, plan }: ChunkWork,
  { from, to, moment }: ChunkRecord,
): Promise<boolean> {
  const { signal, branch } = request;
  try {
    return await plan.ranges.isUnchanged({ key: plan.key.of, from, to, moment, signal });
  } catch (error) {
    signal.throwIfAborted();
    const text = `Whether rows changed cannot be told: ${messageOf(error)}`;
    attempt.log.write('debug', text, taskIds(branch.id).load);
    return false;
  }
}
