import type { PlanCheck } from '@ai-etl/compile';
import {
  AiEtlError,
  invariant,
  type CheckReceipt,
  type Receipt,
  type SourceSnapshot,
} from '@ai-etl/core';
import type { Attempt } from '../run/attempt.ts';
import { judge, type Judgement } from './judge.ts';
import { maskSample } from './mask-sample.ts';
import { readRows } from './read-rows.ts';

/** Earlier runs that an anomaly is judged by. */
const historyRuns = 30;

/**
 * Measures and judges every check of the plan, one after the other, on the snapshots that the rows
 * are read from. Answers the receipts of all; `requirePassed` decides what a failure means.
 */
export async function runChecks(
  attempt: Attempt,
  checks: readonly PlanCheck[],
  {
    snapshotOf,
    timezone,
    signal,
  }: {
    readonly snapshotOf: (one: PlanCheck) => SourceSnapshot;
    readonly timezone: string;
    readonly signal: AbortSignal;
  },
): Promise<readonly CheckReceipt[]> {
  const history = await readHistory(attempt, checks);
  const receipts: CheckReceipt[] = [];
  for (const one of checks) {
    const { check, measure, judged, failing } = one;
    const snapshot = snapshotOf(one);
    const [row] = await readRows(snapshot, measure, signal);
    invariant(row !== undefined, `the measure of check "${check.id}" gives one row`);
    const judgement = judge(
      check,
      { judged, value: row[0] ?? null },
      {
        logicalTime: attempt.claimed.run.logicalTime,
        timezone,
        history: measuresOf(check.id, history),
      },
    );
    const rows =
      judgement.passed || failing === null ? [] : await readRows(snapshot, failing, signal);
    const receipt = receiptOf(one, judgement);
    receipts.push(
      rows.length === 0 || failing === null
        ? receipt
        : { ...receipt, sample: maskSample(failing.columns, rows, attempt.claimed.spec.steps) },
    );
    tell(attempt, receipt);
  }
  return receipts;
}

/** Throws CHECK_FAILED when a check of severity `fail` did not pass: nothing is published then. */
export function requirePassed(receipts: readonly CheckReceipt[]): void {
  const broken = receipts.filter(({ passed, severity }) => !passed && severity === 'fail');
  if (broken.length === 0) return;
  throw new AiEtlError(
    'CHECK_FAILED',
    `${broken.length === 1 ? 'A check' : `${broken.length} checks`} did not pass: ` +
      `${broken.map(describe).join('; ')}.`,
    { details: broken.map((one) => ({ field: `checks.${one.check}`, error: describe(one) })) },
  );
}

function receiptOf({ check }: PlanCheck, judgement: Judgement): CheckReceipt {
  const { passed, failingRows, measured, expected } = judgement;
  return {
    check: check.id,
    on: check.on,
    kind: check.kind,
    severity: check.severity,
    passed,
    failing_rows: failingRows,
    ...(measured === undefined ? {} : { measured }),
    ...(expected === undefined ? {} : { expected }),
  };
}

function tell({ log }: Attempt, receipt: CheckReceipt): void {
  if (receipt.passed) log.write('info', `Check "${receipt.check}" passed.`);
  else log.write(receipt.severity === 'fail' ? 'error' : 'warning', `${describe(receipt)}.`);
}

function describe({ check, kind, on, failing_rows, measured, expected }: CheckReceipt): string {
  const found =
    failing_rows === null
      ? `found ${measured ?? 'no value'}, expected ${expected ?? 'another'}`
      : `${failing_rows} rows fail`;
  return `check "${check}" (${kind} of "${on}"): ${found}`;
}

/** Only anomalies look back. */
async function readHistory(
  attempt: Attempt,
  checks: readonly PlanCheck[],
): Promise<readonly Receipt[]> {
  if (checks.every(({ check }) => check.kind !== 'anomaly')) return [];
  return attempt.ports.store.earlierReceipts(attempt.fence.runId, historyRuns);
}

function measuresOf(check: string, history: readonly Receipt[]): readonly number[] {
  return history
    .map(({ checks }) => checks?.find((one) => one.check === check)?.measured ?? null)
    .filter((measured) => measured !== null)
    .map(Number);
}
