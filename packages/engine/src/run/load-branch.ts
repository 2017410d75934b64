import type { PlanBranch } from '@ai-etl/compile';
import {
  AiEtlError,
  describeObject,
  type ChecksumAlgorithm,
  type CursorReceipt,
  type ConnectorSession,
  type Schema,
  type SourceSnapshot,
  type Staging,
  type TargetReceipt,
} from '@ai-etl/core';
import type { Attempt } from './attempt.ts';
import { loadChunks } from './chunks/load-chunks.ts';
import { planChunks } from './chunks/plan-chunks.ts';
import { confirmEmpty } from './confirm-empty.ts';
import { fillRows } from './fill-rows.ts';
import { publicationKey } from './find-published.ts';
import type { PreparedRun } from './prepare.ts';
import { readCursors, requireSameBoundary, type SnapshotOf } from '../incremental/read-boundary.ts';
import { isInAnyOrder } from './in-any-order.ts';
import { streamRows, type Moved } from './stream-rows.ts';
import { currentTask, readTask, taskIds } from './task-ids.ts';
import { compareChecksums, mismatchError } from './verify.ts';

/** A branch whose rows are staged and verified: only publishing is left. */
export interface LoadedBranch {
  readonly branch: PlanBranch;
  readonly staging: Staging;
  readonly rows: bigint;
  /** Everything but the publication's facts. */
  readonly receipt: TargetReceipt;
}

export interface LoadBranchRequest {
  readonly prepared: PreparedRun;
  readonly branch: PlanBranch;
  readonly snapshot: SourceSnapshot;
  readonly snapshotOf: SnapshotOf;
  /** What the source's boundary looked like before anything was read; null: it cannot change. */
  readonly boundaryBefore: readonly CursorReceipt[] | null;
  /** A session that nobody else uses meanwhile. */
  readonly target: ConnectorSession;
  /** True when all reads of the snapshot see the same moment. */
  readonly consistentSnapshot: boolean;
  /** Learns of the staging table at once, so that it is dropped whatever happens. */
  readonly staged: (staging: Staging) => void;
  /** Aborted when the attempt stops or another branch fails. */
  readonly signal: AbortSignal;
}

/** Stages, loads and verifies one branch. Throws RECEIPT_MISMATCH when the sides differ. */
export async function loadBranch(
  attempt: Attempt,
  request: LoadBranchRequest,
): Promise<LoadedBranch> {
  const { branch, target, prepared, signal } = request;
  const { clock } = attempt.ports;
  const startedAt = clock.now();
  const algorithm = await chooseAlgorithm(attempt, request);
  const { changes = [] } = prepared.table(branch.id);
  const chunkPlan = await planChunks(attempt, request, {
    algorithm,
    columns: loadedColumns(prepared, branch),
  });
  const staging = await target.loader.stage({
    key: publicationKey(attempt, branch),
    plan: prepared.table(branch.id),
    write: branch.target.write,
    layout: branch.target.layout,
    fidelity: branch.target.fidelity,
    effectiveAt: attempt.claimed.run.logicalTime,
    ...(chunkPlan === null ? {} : { chunks: { fingerprint: chunkPlan.fingerprint } }),
    signal,
  });
  request.staged(staging);
  attempt.log.write('info', `Loading into ${staging.name}.`, taskIds(branch.id).load);

  const moved =
    chunkPlan === null || staging.chunks === undefined
      ? await moveRows(attempt, request, { staging, algorithm })
      : await loadChunks(attempt, request, { plan: chunkPlan, chunks: staging.chunks });
  const cursors = await readCursors(branch, request.snapshotOf, signal);
  if (request.boundaryBefore !== null) requireSameBoundary(request.boundaryBefore, cursors);
  const columns = await verifyRows(attempt, request, { staging, moved });
  await confirmEmpty(attempt, request, {
    rows: moved.loadedRows,
    isCounted: moved.checksum !== null,
  });
  return {
    branch,
    staging,
    rows: moved.loadedRows,
    receipt: {
      target: branch.id,
      object: describeObject(branch.target.object),
      mode: branch.target.write.mode,
      source_rows: String(moved.sourceRows),
      loaded_rows: String(moved.loadedRows),
      bytes: String(moved.bytes),
      checksum_algorithm: algorithm,
      checksums_match: algorithm === null ? null : true,
      columns,
      published_at: null,
      ...chunksOf(moved),
      ...(changes.length === 0 ? {} : { schema_changes: changes }),
      ...(cursors.length === 0 ? {} : { cursors }),
      load_seconds: (clock.now() - startedAt) / 1000,
      publish_seconds: 0,
    },
  };
}

/** What the receipt says of chunks. */
function chunksOf({
  chunks,
}: Moved): Pick<TargetReceipt, 'chunks' | 'resumed_chunks' | 'resumed_rows'> {
  if (chunks === undefined) return {};
  const { count, resumed, resumedRows } = chunks;
  return {
    chunks: count,
    ...(resumed === 0 ? {} : { resumed_chunks: resumed, resumed_rows: String(resumedRows) }),
  };
}

/** The columns that arrive, without those that the target's contract discards: they are not read. */
function loadedColumns({ table }: PreparedRun, { id, source }: PlanBranch): Schema {
  const planned = new Set(table(id).columns.map((one) => one.source.name));
  return source.columns.filter((column) => planned.has(column.name));
}

function moveRows(
  attempt: Attempt,
  { branch: planned, snapshot, prepared, signal }: LoadBranchRequest,
  { staging, algorithm }: { staging: Staging; algorithm: ChecksumAlgorithm | null },
): Promise<Moved> {
  const columns = loadedColumns(prepared, planned);
  const branch: PlanBranch = { ...planned, source: { ...planned.source, columns } };
  const read = readTask(branch);
  if (read === null) {
    return fillRows(attempt, { branch, snapshot, staging, algorithm, signal });
  }
  const { capabilities } = prepared.pool.connector(branch.target.connection).spec;
  const writesFiles = capabilities.paths === true;
  return streamRows(attempt, {
    id: branch.id,
    query: branch.source,
    inAnyOrder: isInAnyOrder(attempt.claimed.spec, { target: branch.id, writesFiles }),
    fidelity: branch.target.fidelity,
    snapshot,
    algorithm,
    phase: branch.route === 'local' ? 'transforming' : 'extracting',
    tasks: { read, load: taskIds(branch.id).load },
    write: (stream, stopped) => staging.write(stream, stopped),
    signal,
  });
}

/** Compares both sides as the policy says; answers the receipt's columns. */
async function verifyRows(
  attempt: Attempt,
  { branch, consistentSnapshot, signal }: LoadBranchRequest,
  { staging, moved }: { staging: Staging; moved: Moved },
): Promise<TargetReceipt['columns']> {
  const { tasks, progress, log, claimed } = attempt;
  const { verify } = claimed.spec.policy;
  const ids = taskIds(branch.id);
  if (verify === 'off') {
    tasks.move(ids.verify, 'skipped');
    return [];
  }
  tasks.move(ids.verify, 'running');
  progress.setTask(currentTask('verifying', branch.id));
  const { sourceRows, loadedRows, checksum } = moved;
  if (sourceRows !== loadedRows) {
    const error = `the source sent ${sourceRows} rows, the target holds ${loadedRows}`;
    throw mismatchError(branch.id, [{ field: 'rows', error }], true);
  }
  if (moved.chunks !== undefined) {
    const { count, columns } = moved.chunks;
    tasks.move(ids.verify, 'success', { rows: loadedRows });
    log.write(
      'info',
      `Counts and ${columns.length} column checksums of each of ${count} chunks are equal.`,
      ids.verify,
    );
    return columns;
  }
  if (checksum === null) {
    tasks.move(ids.verify, 'success', { rows: loadedRows });
    log.write('info', `Counts are equal: ${loadedRows} rows.`, ids.verify);
    return [];
  }
  const loaded = await staging.checksum(checksum.algorithm, signal);
  const comparison = compareChecksums(checksum, loaded);
  if (!comparison.match) throw mismatchError(branch.id, comparison.differences, consistentSnapshot);
  tasks.move(ids.verify, 'success', { rows: loadedRows });
  log.write(
    'info',
    `Counts and ${comparison.columns.length} column checksums are equal (${checksum.algorithm}).`,
    ids.verify,
  );
  return comparison.columns;
}

/** The best algorithm both sides compute; null when the policy compares no content. */
async function chooseAlgorithm(
  attempt: Attempt,
  { snapshot, target, branch, signal }: LoadBranchRequest,
): Promise<ChecksumAlgorithm | null> {
  if (attempt.claimed.spec.policy.verify !== 'checksums') return null;
  const ofTarget = await target.loader.checksumAlgorithms(signal);
  const ofSource = await snapshot.checksumAlgorithms(signal);
  const both = ofTarget.find((one) => ofSource.includes(one));
  if (both !== undefined) return both;
  throw new AiEtlError(
    'PLAN_INVALID',
    `Source and target of "${branch.id}" have no checksum algorithm in common (source: ` +
      `${ofSource.join(', ') || 'none'}; target: ${ofTarget.join(', ') || 'none'}). ` +
      'Set policy.verify to "counts".',
    { details: [{ field: 'policy.verify', error: 'no common checksum algorithm' }] },
  );
}
