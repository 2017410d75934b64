import type { Workload } from '../workload.ts';
import type { Layout } from './layout.ts';
import { periodOf, timeColumnOf } from './period.ts';

/** An ordinary table; cut by time when large, with a BRIN index where rows come in order of time. */
export function postgresqlLayout(workload: Workload): Layout {
  const time = timeColumnOf(workload);
  const period = time === null ? null : periodOf(workload, 10);
  const { table, accessPattern } = workload;
  const isInOrder = accessPattern === 'append_only' || accessPattern === 'write_heavy';
  const lookUps = (table?.lookUps ?? []).slice(0, 4).map((name) => `btree (${name})`);
  const timeIndex = time === null ? [] : [`${isInOrder ? 'brin' : 'btree'} (${time})`];
  return {
    partitionBy: period === null || time === null ? null : `RANGE (${time}), one part a ${period}`,
    sortKey: [],
    indexes: [...lookUps, ...timeIndex],
    fileFormat: 'heap pages',
    compression: 'lz4 for long values (TOAST)',
    tableEngine: null,
    because: [
      period === null
        ? 'It is too small to be cut into parts, or rows have no time.'
        : `One part a ${period} keeps each index in memory and lets old parts be dropped at once.`,
      ...(isInOrder && time !== null
        ? ['Rows arrive in order of time, so a BRIN index of a few pages does for a large one.']
        : []),
    ],
  };
}
