import type { CheckReceipt, Receipt, TargetReceipt } from '@ai-etl/core';

/** Sums the targets' receipts up. Pure; `verify` is the run's policy. */
export function makeReceipt(
  verify: Receipt['verify'],
  {
    targets,
    checks,
    seconds,
  }: {
    readonly targets: readonly TargetReceipt[];
    readonly checks: readonly CheckReceipt[];
    readonly seconds: number;
  },
): Receipt {
  const sum = (value: (target: TargetReceipt) => string) =>
    targets.reduce((total, target) => total + BigInt(value(target)), 0n);
  const loadedRows = sum((target) => target.loaded_rows);
  const compared = targets.map((target) => target.checksums_match).filter((one) => one !== null);
  return {
    verify,
    source_rows: String(sum((target) => target.source_rows)),
    loaded_rows: String(loadedRows),
    checksums_match: compared.length === 0 ? null : compared.every(Boolean),
    bytes: String(sum((target) => target.bytes)),
    rows_per_second: seconds > 0 ? Math.round(Number(loadedRows) / seconds) : 0,
    targets,
    ...(checks.length === 0 ? {} : { checks }),
  };
}
