import type { Attempt } from '../attempt.ts';
import { together } from '../together.ts';
import { untilRead } from '../until-read.ts';
import { compareChecksums, mismatchError } from '../verify.ts';
import { watchForStall } from '../watch-for-stall.ts';
import type { ChunkLoaded, ChunkRange, ChunkWork } from './chunk-work.ts';

/** Streams one range into a chunk of its own, compares both sides and makes it durable. */
export async function loadChunk(
  attempt: Attempt,
  { request, plan, chunks, meter, turns }: ChunkWork,
  { index, from, to }: ChunkRange,
): Promise<ChunkLoaded> {
  const { branch, snapshot, consistentSnapshot } = request;
  const { id } = branch;
  const { algorithm, columns } = plan;
  const { sql } = branch.source;
  const { fidelity } = branch.target;
  const range = { column: plan.key.column, from, to };
  return together(request.signal, async (group) => {
    const { signal } = group;
    const read = await snapshot.read({ sql, columns, fidelity, range, signal });
    meter.follow(index, () => ({ rows: read.rows(), bytes: read.bytes() }));
    const ended = group.run(() => untilRead(read.stream));
    const summing = group.run(() =>
      snapshot.checksum({ sql, columns, fidelity, range, algorithm, signal }),
    );
    group.aside((aside) => watchForStall(attempt, id, aside));
    const staged = await group.run(() => chunks.load(index, read.stream, signal));
    await ended;
    group.endAsides();
    const rows = read.rows();
    if (rows !== staged.rows) {
      const error = `the source sent ${rows} rows of chunk ${index + 1}, the target holds ${staged.rows}`;
      throw mismatchError(id, [{ field: 'rows', error }], true);
    }
    const source = await summing;
    const target = await staged.checksum(algorithm, signal);
    const { match, differences } = compareChecksums(source, target);
    if (!match) throw mismatchError(id, differences, consistentSnapshot);
    await turns.until(index);
    await staged.record({ index, from, to, rows: String(rows), moment: plan.moment }, signal);
    return { rows, bytes: read.bytes(), source, target, isResumed: false };
  });
}
