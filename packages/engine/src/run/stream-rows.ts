import type { Readable } from 'node:stream';
import type {
  ChecksumAlgorithm,
  ColumnReceipt,
  Fidelity,
  Schema,
  SourceSnapshot,
  TableChecksum,
} from '@ai-etl/core';
import type { Attempt } from './attempt.ts';
import { learnTotal } from './learn-total.ts';
import { currentTask } from './task-ids.ts';
import { together } from './together.ts';
import { untilRead } from './until-read.ts';
import { watchForStall } from './watch-for-stall.ts';

/** Rows on their way from one query into one table. */
export interface RowStream {
  /** The branch or extract: its key in the progress, its name in what a person reads. */
  readonly id: string;
  readonly query: {
    readonly sql: string;
    readonly columns: Schema;
    readonly estimated_rows: number | null;
  };
  readonly fidelity: Fidelity;
  readonly snapshot: SourceSnapshot;
  /** null: the source computes no checksums. */
  readonly algorithm: ChecksumAlgorithm | null;
  /** Absent: in the order of the source. */
  readonly inAnyOrder?: boolean;
  readonly phase: 'extracting' | 'transforming';
  readonly tasks: { readonly read: string; readonly load: string };
  /** Resolves when all of the stream is stored. */
  readonly write: (stream: Readable, signal: AbortSignal) => Promise<{ readonly rows: bigint }>;
  readonly signal: AbortSignal;
}

/** What arrived, and what the source says that it sent. */
export interface Moved {
  readonly sourceRows: bigint;
  readonly loadedRows: bigint;
  readonly bytes: bigint;
  /** null: the policy compares no content. */
  readonly checksum: TableChecksum | null;
  /** Present: the rows came in chunks, each of which was compared. */
  readonly chunks?: ChunksMoved;
}

/** What loading in chunks adds. */
export interface ChunksMoved {
  readonly count: number;
  /** Of these, what earlier attempts had loaded. */
  readonly resumed: number;
  readonly resumedRows: bigint;
  /** Both sides of all chunks together. */
  readonly columns: readonly ColumnReceipt[];
}

/**
 * Streams a query into a table. Bytes go from the source's stream straight into the load: no row
 * is parsed here. The source's checksums run beside the stream on the same snapshot; a stream
 * that stands still stops the attempt.
 */
export async function streamRows(attempt: Attempt, request: RowStream): Promise<Moved> {
  const { progress, tasks, log } = attempt;
  const { id, snapshot, fidelity, algorithm, inAnyOrder = false } = request;
  const { sql, columns } = request.query;
  const oneTask = request.tasks.read === request.tasks.load;
  tasks.move(request.tasks.read, 'running');
  if (!oneTask) tasks.move(request.tasks.load, 'running');
  progress.setTask(currentTask(request.phase, id));

  return together(request.signal, async (group) => {
    const { signal } = group;
    const hints = { isSummed: algorithm !== null, inAnyOrder };
    const read = await snapshot.read({ sql, columns, fidelity, ...hints, signal });
    progress.follow(id, () => ({ rows: read.rows(), bytes: read.bytes() }));
    const sourceEnded = group.run(async () => {
      if (!(await untilRead(read.stream)) || oneTask) return;
      tasks.move(request.tasks.read, 'success', { rows: read.rows() });
      progress.setTask(currentTask('loading', id));
    });
    const checksum =
      algorithm === null
        ? null
        : group.run(async () => {
            const sums = await snapshot.checksum({ sql, columns, fidelity, algorithm, signal });
            progress.setTotal(id, BigInt(sums.rows), true);
            return sums;
          });
    if (algorithm === null)
      group.aside((aside) => learnTotal(attempt, request, { snapshot, signal: aside }));
    group.aside((aside) => watchForStall(attempt, id, aside));
    const written = await group.run(() => request.write(read.stream, signal));
    await sourceEnded;
    group.endAsides();
    progress.setTotal(id, read.rows(), true);
    if (!oneTask) tasks.move(request.tasks.load, 'success', { rows: written.rows });
    log.write(
      'info',
      `Read ${read.rows()} rows (${read.bytes()} bytes), loaded ${written.rows}.`,
      request.tasks.load,
    );
    return {
      sourceRows: read.rows(),
      loadedRows: written.rows,
      bytes: read.bytes(),
      checksum: await checksum,
    };
  });
}
