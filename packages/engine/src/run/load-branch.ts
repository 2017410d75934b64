import type { Readable } from 'node:stream';
import type { PlanBranch } from '@ai-etl/compile';
import {
  AiEtlError,
  describeObject,
  type ChecksumAlgorithm,
  type ConnectorSession,
  type SourceSnapshot,
  type Staging,
  type TableChecksum,
  type TargetReceipt,
} from '@ai-etl/core';
import type { Attempt } from './attempt.ts';
import { confirmEmpty } from './confirm-empty.ts';
import { together } from './together.ts';
import { publicationKey } from './find-published.ts';
import type { PreparedRun } from './prepare.ts';
import { learnTotal } from './learn-total.ts';
import { currentTask, taskIds } from './task-ids.ts';
import { compareChecksums, mismatchError } from './verify.ts';
import { watchForStall } from './watch-for-stall.ts';

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
  /** A session that nobody else uses meanwhile. */
  readonly target: ConnectorSession;
  /** True when all reads of the snapshot see the same moment. */
  readonly consistentSnapshot: boolean;
  /** Learns of the staging table at once, so that it is dropped whatever happens. */
  readonly staged: (staging: Staging) => void;
  /** Aborted when the attempt stops or another branch fails. */
  readonly signal: AbortSignal;
}

/**
 * Stages, streams and verifies one branch. Bytes go from the source's stream straight into the
 * target's load: no row is parsed here. The source's checksums run beside the stream on the same
 * snapshot. Throws RECEIPT_MISMATCH when the sides differ.
 */
export async function loadBranch(
  attempt: Attempt,
  request: LoadBranchRequest,
): Promise<LoadedBranch> {
  const { branch, target, prepared, signal } = request;
  const { clock } = attempt.ports;
  const startedAt = clock.now();
  const algorithm = await chooseAlgorithm(attempt, request);
  const staging = await target.loader.stage({
    key: publicationKey(attempt, branch),
    plan: prepared.table(branch.id),
    write: branch.target.write,
    layout: branch.target.layout,
    fidelity: branch.target.fidelity,
    effectiveAt: attempt.claimed.run.logicalTime,
    signal,
  });
  request.staged(staging);
  attempt.log.write('info', `Loading into ${staging.name}.`, taskIds(branch.id).load);

  const streamed = await streamRows(attempt, request, { staging, algorithm });
  const columns = await verifyRows(attempt, request, { staging, streamed });
  await confirmEmpty(attempt, request, {
    rows: streamed.loadedRows,
    isCounted: streamed.checksum !== null,
  });
  return {
    branch,
    staging,
    rows: streamed.loadedRows,
    receipt: {
      target: branch.id,
      object: describeObject(branch.target.object),
      mode: branch.target.write.mode,
      source_rows: String(streamed.sourceRows),
      loaded_rows: String(streamed.loadedRows),
      bytes: String(streamed.bytes),
      checksum_algorithm: algorithm,
      checksums_match: algorithm === null ? null : true,
      columns,
      published_at: null,
      load_seconds: (clock.now() - startedAt) / 1000,
      publish_seconds: 0,
    },
  };
}

interface Streamed {
  readonly sourceRows: bigint;
  readonly loadedRows: bigint;
  readonly bytes: bigint;
  readonly checksum: TableChecksum | null;
}

async function streamRows(
  attempt: Attempt,
  { branch, snapshot, signal: parent }: LoadBranchRequest,
  { staging, algorithm }: { staging: Staging; algorithm: ChecksumAlgorithm | null },
): Promise<Streamed> {
  const { progress, tasks, log } = attempt;
  const ids = taskIds(branch.id);
  const { sql, columns } = branch.source;
  const { fidelity } = branch.target;
  tasks.move(ids.extract, 'running');
  tasks.move(ids.load, 'running');
  progress.setTask(currentTask('extracting', branch.id));

  return together(parent, async (group) => {
    const { signal } = group;
    const read = await snapshot.read({ sql, columns, fidelity, signal });
    const moved = () => ({ rows: read.rows(), bytes: read.bytes() });
    progress.follow(branch.id, moved);
    const sourceEnded = group.run(async () => {
      if (!(await untilRead(read.stream))) return;
      tasks.move(ids.extract, 'success', { rows: read.rows() });
      progress.setTask(currentTask('loading', branch.id));
    });
    const checksum =
      algorithm === null
        ? null
        : group.run(async () => {
            const sums = await snapshot.checksum({ sql, columns, fidelity, algorithm, signal });
            progress.setTotal(branch.id, BigInt(sums.rows), true);
            return sums;
          });
    if (algorithm === null)
      group.aside((aside) => learnTotal(attempt, branch, { snapshot, signal: aside }));
    group.aside((aside) => watchForStall(attempt, branch.id, aside));
    const written = await group.run(() => staging.write(read.stream, signal));
    await sourceEnded;
    group.endAsides();
    progress.setTotal(branch.id, read.rows(), true);
    tasks.move(ids.load, 'success', { rows: written.rows });
    log.write(
      'info',
      `Read ${read.rows()} rows (${read.bytes()} bytes), loaded ${written.rows}.`,
      ids.load,
    );
    return {
      sourceRows: read.rows(),
      loadedRows: written.rows,
      bytes: read.bytes(),
      checksum: await checksum,
    };
  });
}

/**
 * Resolves with true when every row was read; rejects with the source's own error. Other errors
 * come from the target through the pipe (false): the load tells those, in its own words.
 * Listening from the start also keeps an early error from being nobody's.
 */
function untilRead(stream: Readable): Promise<boolean> {
  return new Promise((resolve, reject) => {
    stream.once('end', () => resolve(true));
    stream.once('close', () => resolve(false));
    stream.on('error', (error) => {
      if (error instanceof AiEtlError) reject(error);
    });
  });
}

/** Compares both sides as the policy says; answers the receipt's columns. */
async function verifyRows(
  attempt: Attempt,
  { branch, consistentSnapshot, signal }: LoadBranchRequest,
  { staging, streamed }: { staging: Staging; streamed: Streamed },
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
  const { sourceRows, loadedRows, checksum } = streamed;
  if (sourceRows !== loadedRows) {
    const error = `the source sent ${sourceRows} rows, the target holds ${loadedRows}`;
    throw mismatchError(branch.id, [{ field: 'rows', error }], true);
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
