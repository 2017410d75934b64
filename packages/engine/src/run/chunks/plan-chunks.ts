import type { PlanBranch, PlanKey } from '@ai-etl/compile';
import {
  contentHash,
  invariant,
  messageOf,
  type ChecksumAlgorithm,
  type KeyRanges,
  type Schema,
} from '@ai-etl/core';
import { serverIdentity } from '../../environment/server-identity.ts';
import type { Attempt } from '../attempt.ts';
import type { LoadBranchRequest } from '../load-branch.ts';
import { taskIds } from '../task-ids.ts';

/** How a branch is loaded in chunks. */
export interface ChunkPlan {
  readonly key: PlanKey;
  readonly ranges: KeyRanges;
  readonly columns: Schema;
  readonly algorithm: ChecksumAlgorithm;
  /** Where this snapshot would cut, ascending; at least one. */
  readonly cuts: readonly string[];
  /** What this snapshot is called. */
  readonly moment: string;
  /** Equal for attempts whose chunks can stand in one table: everything that decides what a row becomes. */
  readonly fingerprint: string;
}

/**
 * Decides whether a branch is loaded in chunks: a large table, read directly by a key of its own, whose
 * content is compared. null: as one stream. Trouble in finding out is no trouble of the run.
 */
export async function planChunks(
  attempt: Attempt,
  request: LoadBranchRequest,
  loaded: { readonly algorithm: ChecksumAlgorithm | null; readonly columns: Schema },
): Promise<ChunkPlan | null> {
  const { branch, snapshot, consistentSnapshot, signal } = request;
  const { source } = branch;
  const { chunkRows } = attempt.options;
  const { algorithm, columns } = loaded;
  const { ranges } = snapshot;
  if (branch.route !== 'direct' || source.connection === null || source.key === undefined) {
    return null;
  }
  if (algorithm === null || ranges === undefined || !consistentSnapshot) return null;
  if (source.estimated_rows !== null && source.estimated_rows < 2 * chunkRows) return null;
  const { key } = source;
  try {
    const cuts = await ranges.cut({ key: key.of, rows: chunkRows, from: null, signal });
    if (cuts.length === 0) return null;
    const moment = await ranges.moment(signal);
    const fingerprint = fingerprintOf(attempt, request, { key, algorithm, columns });
    return { key, ranges, columns, algorithm, cuts, moment, fingerprint };
  } catch (error) {
    signal.throwIfAborted();
    const text = `"${branch.id}" is not loaded in chunks: ${messageOf(error)}`;
    attempt.log.write('debug', text, taskIds(branch.id).load);
    return null;
  }
}

function fingerprintOf(
  { claimed, ports }: Attempt,
  { branch, prepared }: LoadBranchRequest,
  read: { readonly key: PlanKey; readonly algorithm: ChecksumAlgorithm; readonly columns: Schema },
): string {
  const { source, target } = branch;
  const { columns, changes } = prepared.table(branch.id);
  return contentHash({
    server: identityOf(claimed, ports, source),
    sql: source.sql,
    ...read,
    target,
    table: { columns, changes },
    effectiveAt: claimed.run.logicalTime,
  });
}

function identityOf(
  { connections }: Attempt['claimed'],
  { connectors }: Attempt['ports'],
  { connection: id }: PlanBranch['source'],
): string {
  const connection = id === null ? undefined : connections.get(id);
  const connector = connection === undefined ? undefined : connectors(connection.type);
  invariant(connection !== undefined && connector !== undefined, 'the source is connected');
  return serverIdentity(connector, connection);
}
