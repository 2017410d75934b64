import { AiEtlError, describeObject, type ObjectName } from '@ai-etl/core';

/** Even a strict session cuts some values with no more than a warning: spaces at the end, decimals. */
export function requireUnchanged(target: ObjectName, warnings: number): void {
  if (warnings === 0) return;
  throw new AiEtlError(
    'VALUE_REJECTED',
    `${describeObject(target)} would change some of the values to store them. Nothing was published.`,
  );
}

/** Triggers of the target may keep rows away: RECEIPT_MISMATCH. */
export function requireStored(
  target: ObjectName,
  { stored, expected }: { readonly stored: bigint; readonly expected: bigint },
): void {
  if (stored === expected) return;
  throw new AiEtlError(
    'RECEIPT_MISMATCH',
    `${describeObject(target)} took ${stored} of ${expected} rows: a trigger of the table changes what is written to it. Nothing was published.`,
    { retryable: false },
  );
}
