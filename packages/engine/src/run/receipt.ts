import type { CheckReceipt, ExtractReceipt, Receipt, TargetReceipt } from '@ai-etl/core';

/** What a receipt sums up. */
export interface ReceiptFacts {
  readonly targets: readonly TargetReceipt[];
  readonly extracts: readonly ExtractReceipt[];
  readonly checks: readonly CheckReceipt[];
  readonly seconds: number;
}

/** Sums the targets' receipts up. Pure; `verify` is the run's policy. */
export function makeReceipt(
  verify: Receipt['verify'],
  { targets, extracts, checks, seconds }: ReceiptFacts,
): Receipt {
  const sum = (value: (target: TargetReceipt) => string) =>
    targets.reduce((total, target) => total + BigInt(value(target)), 0n);
  const loadedRows = sum((target) => target.loaded_rows);
  const compared = [...extracts, ...targets]
    .map((one) => one.checksums_match)
    .filter((one) => one !== null);
  return {
    verify,
    source_rows: String(sum((target) => target.source_rows)),
    loaded_rows: String(loadedRows),
    checksums_match: compared.length === 0 ? null : compared.every(Boolean),
    bytes: String(sum((target) => target.bytes)),
    rows_per_second: seconds > 0 ? Math.round(Number(loadedRows) / seconds) : 0,
    targets,
    ...(checks.length === 0 ? {} : { checks }),
    ...(extracts.length === 0 ? {} : { extracts }),
  };
}
