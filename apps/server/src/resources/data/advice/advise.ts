import type { ProfileAnswer } from '../contract.ts';
import type { TableView } from '../profile/column-view.ts';
import { adviseIndexing } from './indexing.ts';
import { advisePartitioning } from './partitioning.ts';
import { advisePrimaryKey } from './primary-key.ts';
import { adviseTypes } from './types.ts';

/** Everything that a table's profile speaks for, each with its evidence. Pure. */
export function advise(view: TableView): ProfileAnswer['recommendations'] {
  const { partitioning, ...detail } = advisePartitioning(view);
  const indexes = adviseIndexing(view);
  const key = advisePrimaryKey(view);
  return {
    partitioning,
    partitioning_detail: detail,
    indexing: [...new Set(indexes.flatMap(({ columns }) => columns[0] ?? []))],
    indexing_detail: indexes.map(({ columns, because }) => ({ columns: [...columns], because })),
    primary_key: key === null ? null : { ...key, columns: [...key.columns] },
    types: adviseTypes(view).map((one) => ({ ...one })),
  };
}
