import { eventTimeOf } from '../profile/event-time.ts';
import type { TableView } from '../profile/column-view.ts';

/** How a table is best cut into parts. */
export interface PartitioningAdvice {
  readonly partitioning: 'by_date' | 'by_hash' | 'none';
  readonly column: string | null;
  readonly granularity: 'day' | 'month' | 'year' | null;
  readonly because: string;
}

/** Below both, parts cost more than they save. */
const worthwhile = { rows: 500_000, bytes: 256_000_000 };
/** From here on a table without times is better cut by its key than not at all. */
const hashedFromRows = 50_000_000;
/** Rows without a time all land in one part. */
const mostNulls = 0.05;
const dayMs = 86_400_000;

/** By time where rows have one and the table is large; parts of some 100,000 rows or more. */
export function advisePartitioning(view: TableView): PartitioningAdvice {
  const { profile, table } = view;
  const none = (because: string): PartitioningAdvice => ({
    partitioning: 'none',
    column: null,
    granularity: null,
    because,
  });
  const time = eventTimeOf(view);
  const name = time?.view.column.name ?? null;
  if (profile.partitionKey !== null) {
    const isByTime = view.columns.some(
      ({ column }) =>
        ['date', 'timestamp', 'timestamptz'].includes(column.type.kind) &&
        (profile.partitionKey ?? '').includes(column.name),
    );
    const because = `It is partitioned already: ${profile.partitionKey}.`;
    if (!isByTime) return none(because);
    return { partitioning: 'by_date', column: name, granularity: null, because };
  }
  if (table.kind === 'view') return none('A view has no rows of its own.');
  const { count } = profile.rows;
  if (count === null) return none('The number of rows is not known.');
  const isLarge = count >= worthwhile.rows || (profile.sizeBytes ?? 0) >= worthwhile.bytes;
  if (!isLarge) {
    return none(
      `${amount(count)} rows are too few: parts pay from about ${amount(worthwhile.rows)} rows or ${worthwhile.bytes / 1_000_000} MB on.`,
    );
  }
  const spanDays = time === null ? 0 : (time.latestMs - time.earliestMs) / dayMs;
  if (time === null || spanDays < 60) {
    if (count >= hashedFromRows && table.primaryKey.length > 0) {
      const column = table.primaryKey[0] ?? null;
      const because = `${amount(count)} rows and no column that tells their time; the key "${column}" spreads them evenly.`;
      return { partitioning: 'by_hash', column, granularity: null, because };
    }
    return none(
      time === null
        ? 'No column tells the time of a row.'
        : `The rows span ${Math.round(spanDays)} days only, by "${name}".`,
    );
  }
  if (time.nullShare > mostNulls) {
    const share = Math.round(time.nullShare * 1000) / 10;
    return none(`"${name}" tells the time of a row, but ${share} % of the rows lack it.`);
  }
  const perDay = count / spanDays;
  const granularity = perDay >= 1_000_000 ? 'day' : perDay * 30 >= 20_000 ? 'month' : 'year';
  return {
    partitioning: 'by_date',
    column: name,
    granularity,
    because: `${amount(count)} rows over ${Math.round(spanDays)} days by "${name}", about ${amount(Math.round(perDay * daysOf[granularity]))} a ${granularity}: questions about a period read its parts only, and old parts are dropped at once.`,
  };
}

const daysOf = { day: 1, month: 30, year: 365 };

function amount(count: number): string {
  return count.toLocaleString('en');
}
