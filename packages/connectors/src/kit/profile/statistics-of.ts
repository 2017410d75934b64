import type { ColumnType } from '@ai-etl/core';

/**
 * Which statistics a column gets. `number` and `instant` have mean and spread, `clock` (a time of
 * day) only an order; `text`, `bytes` and `list` have lengths; `plain` has neither.
 */
export type StatisticKind = 'number' | 'instant' | 'clock' | 'text' | 'bytes' | 'list' | 'plain';

export function statisticsOf(type: ColumnType): StatisticKind {
  switch (type.kind) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'decimal':
    case 'float32':
    case 'float64':
      return 'number';
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return 'instant';
    case 'time':
      return 'clock';
    case 'text':
    case 'json':
      return 'text';
    case 'bytes':
      return 'bytes';
    case 'list':
      return 'list';
    case 'bool':
    case 'uuid':
      return 'plain';
  }
}

/** True for kinds whose values have a least and a greatest. */
export function hasRange(kind: StatisticKind): boolean {
  return kind === 'number' || kind === 'instant' || kind === 'clock';
}
