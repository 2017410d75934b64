import type { Workload } from '../workload.ts';
import type { Layout } from './layout.ts';
import { periodOf, timeColumnOf } from './period.ts';

/** Parquet files below folders by time, or one DuckDB file sorted the same way. */
export function fileLayout(engine: 'duckdb' | 'parquet', workload: Workload): Layout {
  const time = timeColumnOf(workload);
  const isParquet = engine === 'parquet';
  const period = isParquet && time !== null ? periodOf(workload, 1) : null;
  const few = (workload.table?.fewValues ?? []).slice(0, 2);
  const rare = workload.accessPattern === 'rarely_read' || workload.queryTypes.has('archive');
  return {
    partitionBy: period === null ? null : `folders by ${period} of ${time}`,
    sortKey: [...few, ...(time === null ? [] : [time])],
    indexes: [],
    fileFormat: isParquet
      ? 'Parquet, files of 256 MB to 1 GB, row groups of 1,000,000 rows'
      : 'one DuckDB file',
    compression: isParquet ? `ZSTD, level ${rare ? 9 : 3}` : 'automatic, per column',
    tableEngine: null,
    because: [
      'Sorted rows give narrow least and greatest values per group, so most groups are skipped.',
      isParquet
        ? 'Large files cost few requests; small ones cost more to open than to read.'
        : 'One writer at a time, any number of readers while nobody writes.',
    ],
  };
}
