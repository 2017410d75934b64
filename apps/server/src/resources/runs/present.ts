import type {
  CheckReceipt,
  ColumnReceipt,
  CursorReceipt,
  Receipt,
  Run,
  RunError,
  RunTask,
  TargetReceipt,
} from '@ai-etl/core';
import type { ReceiptBody, RunBody, TaskBody } from './contract.ts';

/** A run as the API shows it. */
export function presentRun(run: Run): RunBody {
  return {
    run_id: run.id,
    pipeline_id: run.pipelineId,
    pipeline_version: run.pipelineVersion,
    spec_hash: run.specHash,
    status: run.status,
    trigger: run.trigger,
    full_refresh: run.fullRefresh,
    environment: run.environment,
    params: { ...run.params },
    logical_time: run.logicalTime,
    attempt: run.attempt,
    created_at: run.createdAt,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    progress: run.progress,
    receipt: run.receipt === null ? null : presentReceipt(run.receipt),
    error: run.error === null ? null : presentError(run.error),
  };
}

export function presentTask(task: RunTask): TaskBody {
  return {
    task_id: task.id,
    kind: task.kind,
    depends_on: [...task.dependsOn],
    status: task.status,
    attempt: task.attempt,
    started_at: task.startedAt,
    finished_at: task.finishedAt,
    rows: task.rows,
    error: task.error === null ? null : presentError(task.error),
  };
}

function presentReceipt({ checks, extracts, ...receipt }: Receipt): ReceiptBody {
  return {
    ...receipt,
    ...(checks === undefined ? {} : { checks: checks.map(presentCheck) }),
    ...(extracts === undefined ? {} : { extracts: extracts.map(withOwnColumns) }),
    targets: receipt.targets.map(presentTarget),
  };
}

function withOwnColumns<Part extends { readonly columns: readonly ColumnReceipt[] }>(part: Part) {
  return { ...part, columns: part.columns.map((column) => ({ ...column })) };
}

/** Without the hashes of rows that are remembered, and what attempts that came to nothing drafted. */
function presentTarget({
  drafts: _drafts,
  cursors,
  schema_changes: changes,
  ...target
}: TargetReceipt): ReceiptBody['targets'][number] {
  return {
    ...withOwnColumns(target),
    ...(changes === undefined ? {} : { schema_changes: changes.map((change) => ({ ...change })) }),
    ...(cursors === undefined ? {} : { cursors: cursors.map(presentCursor) }),
  };
}

function presentCursor({ source, cursor, from, to, seen }: CursorReceipt) {
  return { source, cursor, from, to, remembered_rows: seen.length };
}

function presentCheck({
  sample,
  ...check
}: CheckReceipt): NonNullable<ReceiptBody['checks']>[number] {
  if (sample === undefined) return check;
  const { columns, rows } = sample;
  return { ...check, sample: { columns: [...columns], rows: rows.map((row) => [...row]) } };
}

function presentError({ code, message, details, retryable }: RunError): RunBody['error'] {
  return { code, message, details: details.map((one) => ({ ...one })), retryable };
}
