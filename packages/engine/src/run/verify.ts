import {
  AiEtlError,
  type ColumnChecksum,
  type ColumnReceipt,
  type ErrorDetail,
  type TableChecksum,
} from '@ai-etl/core';

/** Both sides' checksums, column by column. */
export interface Comparison {
  readonly match: boolean;
  readonly columns: readonly ColumnReceipt[];
  /** One line for each thing that differs, with both values; never row data. */
  readonly differences: readonly ErrorDetail[];
}

/** Compares checksums that were made with the same algorithm. Pure. */
export function compareChecksums(source: TableChecksum, target: TableChecksum): Comparison {
  const differences: ErrorDetail[] = [];
  if (source.rows !== target.rows) {
    differences.push({
      field: 'rows',
      error: `the source has ${source.rows} rows, the target ${target.rows}`,
    });
  }
  const targetColumns = new Map(target.columns.map((column) => [column.name, column]));
  const columns = source.columns.map((column) => {
    const other = targetColumns.get(column.name);
    if (other === undefined) {
      differences.push({ field: column.name, error: 'the target has no such column' });
      return receiptOf(column, { name: column.name, nulls: '0', sum: null });
    }
    differences.push(...differencesOf(column, other));
    return receiptOf(column, other);
  });
  return { match: differences.length === 0, columns, differences };
}

/** The error of a branch whose sides differ. */
export function mismatchError(
  branch: string,
  differences: readonly ErrorDetail[],
  consistentSnapshot: boolean,
): AiEtlError {
  const shown = differences.slice(0, 5).map(({ field, error }) => `${field}: ${error}`);
  const more = differences.length > 5 ? ` (and ${differences.length - 5} more)` : '';
  const advice = consistentSnapshot
    ? 'Both sides were read at the same moment, so the data were changed on the way.'
    : 'The source has no consistent snapshot: rows that changed while they were read look like ' +
      'this too, so the run is tried again.';
  return new AiEtlError(
    'RECEIPT_MISMATCH',
    `Source and target of "${branch}" differ: ${shown.join('; ')}${more}. ${advice}`,
    {
      details: differences.map(({ field, error }) => ({ field: `${branch}.${field}`, error })),
      retryable: !consistentSnapshot,
    },
  );
}

function differencesOf(source: ColumnChecksum, target: ColumnChecksum): readonly ErrorDetail[] {
  const found: ErrorDetail[] = [];
  if (source.nulls !== target.nulls) {
    found.push({
      field: source.name,
      error: `source ${source.nulls} NULLs, target ${target.nulls} NULLs`,
    });
  }
  if (source.sum !== null && target.sum !== null && source.sum !== target.sum) {
    found.push({ field: source.name, error: `source sum ${source.sum}, target sum ${target.sum}` });
  }
  return found;
}

function receiptOf(source: ColumnChecksum, target: ColumnChecksum): ColumnReceipt {
  const note = source.reason ?? target.reason;
  return {
    name: source.name,
    source_nulls: source.nulls,
    target_nulls: target.nulls,
    source_sum: source.sum,
    target_sum: target.sum,
    ...(note === undefined ? {} : { note }),
  };
}
