import type { PlanExtract } from '@ai-etl/compile';
import {
  AiEtlError,
  type ChecksumAlgorithm,
  type ExtractReceipt,
  type Fidelity,
  type Scratch,
  type SourceSnapshot,
} from '@ai-etl/core';
import type { Attempt } from './attempt.ts';
import { streamRows, type Moved } from './stream-rows.ts';
import { extractTask } from './task-ids.ts';
import { compareChecksums, mismatchError } from './verify.ts';

export interface LoadExtractRequest {
  readonly extract: PlanExtract;
  readonly scratch: Scratch;
  readonly snapshot: SourceSnapshot;
  /** True when all reads of the snapshot see the same moment. */
  readonly consistentSnapshot: boolean;
  readonly signal: AbortSignal;
}

/** The scratch database holds what the plan lets in: no value may change on the way. */
export const strictFidelity: Fidelity = {
  unbounded_decimal: 'fail',
  not_a_number: 'fail',
  date_range: 'fail',
};

/**
 * Loads one extract into the scratch table of its name and verifies it as the policy says, so
 * that the receipt covers the way in. Throws RECEIPT_MISMATCH when the sides differ.
 */
export async function loadExtract(
  attempt: Attempt,
  { extract, scratch, snapshot, consistentSnapshot, signal }: LoadExtractRequest,
): Promise<ExtractReceipt> {
  const { clock } = attempt.ports;
  const { id, columns } = extract;
  const startedAt = clock.now();
  const task = extractTask(id);
  const algorithm = await chooseAlgorithm(attempt, { extract, scratch, snapshot, signal });
  const moved = await streamRows(attempt, {
    id,
    query: extract,
    fidelity: strictFidelity,
    snapshot,
    algorithm,
    phase: 'extracting',
    tasks: { read: task, load: task },
    write: (stream, stopped) => scratch.load({ table: id, columns, stream, signal: stopped }),
    signal,
  });
  const compared = await compare(attempt, moved, { extract, scratch, consistentSnapshot, signal });
  attempt.tasks.move(task, 'success', { rows: moved.loadedRows });
  return {
    extract: id,
    source_rows: String(moved.sourceRows),
    loaded_rows: String(moved.loadedRows),
    bytes: String(moved.bytes),
    checksum_algorithm: algorithm,
    checksums_match: algorithm === null ? null : true,
    columns: compared,
    load_seconds: (clock.now() - startedAt) / 1000,
  };
}

async function compare(
  attempt: Attempt,
  { sourceRows, loadedRows, checksum }: Moved,
  {
    extract,
    scratch,
    consistentSnapshot,
    signal,
  }: Pick<LoadExtractRequest, 'extract' | 'scratch' | 'consistentSnapshot' | 'signal'>,
): Promise<ExtractReceipt['columns']> {
  const { id, columns } = extract;
  if (attempt.claimed.spec.policy.verify === 'off') return [];
  if (sourceRows !== loadedRows) {
    const error = `the source sent ${sourceRows} rows, the scratch database holds ${loadedRows}`;
    throw mismatchError(id, [{ field: 'rows', error }], true);
  }
  if (checksum === null) return [];
  const { algorithm } = checksum;
  const stored = await scratch.checksum({ table: id, columns, algorithm, signal });
  const comparison = compareChecksums(checksum, stored);
  if (!comparison.match) throw mismatchError(id, comparison.differences, consistentSnapshot);
  return comparison.columns;
}

/** The best algorithm both sides compute; null when the policy compares no content. */
async function chooseAlgorithm(
  attempt: Attempt,
  {
    extract,
    scratch,
    snapshot,
    signal,
  }: Pick<LoadExtractRequest, 'extract' | 'scratch' | 'snapshot' | 'signal'>,
): Promise<ChecksumAlgorithm | null> {
  if (attempt.claimed.spec.policy.verify !== 'checksums') return null;
  const ofSource = await snapshot.checksumAlgorithms(signal);
  const both = scratch.checksumAlgorithms.find((one) => ofSource.includes(one));
  if (both !== undefined) return both;
  throw new AiEtlError(
    'PLAN_INVALID',
    `The source of "${extract.id}" and the scratch database have no checksum algorithm in common. ` +
      'Set policy.verify to "counts".',
    { details: [{ field: 'policy.verify', error: 'no common checksum algorithm' }] },
  );
}
