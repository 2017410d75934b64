import type { Workload } from '../workload.ts';
import type { Layout } from './layout.ts';
import { periodOf, timeColumnOf } from './period.ts';

/** A MergeTree table: sorted by few-valued columns first, then by key and time. */
export function clickhouseLayout(workload: Workload): Layout {
  const time = timeColumnOf(workload);
  const period = time === null ? null : periodOf(workload, 5);
  const functions = { day: 'toDate', month: 'toYYYYMM', year: 'toYear' };
  const { table, updates } = workload;
  const few = (table?.fewValues ?? []).slice(0, 2);
  const keys = updates === 'none' ? [] : (table?.primaryKey ?? []);
  const lookUp = (table?.lookUps ?? []).slice(0, 1);
  const sortKey = [...new Set([...few, ...lookUp, ...(time === null ? [] : [time]), ...keys])];
  return {
    partitionBy: period === null || time === null ? null : `${functions[period]}(${time})`,
    sortKey: sortKey.length === 0 ? (table?.primaryKey ?? []) : sortKey,
    indexes: [],
    fileFormat: 'MergeTree parts',
    compression: 'ZSTD(1); Delta or DoubleDelta before it on times and counters',
    tableEngine: updates === 'none' ? 'MergeTree' : 'ReplacingMergeTree',
    because: [
      'Columns with few values come first in the sort key: they compress well, and skipping works on all that follow.',
      period === null
        ? 'It is too small to be cut into parts, or rows have no time.'
        : `One part a ${period} keeps parts at some gigabytes and lets old ones be dropped at once.`,
      ...(updates === 'none'
        ? []
        : ['Rows change: the newest version of a key is kept when parts are merged.']),
    ],
  };
}
