import type { CatalogTable } from '@ai-etl/core';
import type { OperationIntent } from '../ir/index.ts';
import { eventColumns, hasClearEvent, linkColumn, measureColumns } from '../link/link-column.ts';
import { linkState } from '../link/link-state.ts';
import { certain } from '../link/score-name.ts';
import { namesOf } from './operation-names.ts';

/** Whether a table of several can take an operation without a question. */
export function canTake(operation: OperationIntent, table: CatalogTable): boolean {
  const has = (name: string): boolean => {
    const linked = linkColumn(name, table);
    return linked.column !== null && linked.score >= certain - 0.05;
  };
  switch (operation.op) {
    case 'filter':
      return operation.any.every((condition) => {
        if (condition.column !== null) return has(condition.column);
        if (condition.cmp === 'state' || condition.cmp === 'not_state')
          return condition.values.every(
            (value) => linkState(String(value.value), table).length > 0,
          );
        if (condition.cmp === 'period' || condition.values.some((value) => value.type === 'date'))
          return eventColumns(table).length > 0 && hasClearEvent(table);
        return measureColumns(table).length === 1;
      });
    case 'select':
    case 'drop_columns':
    case 'mask':
      return operation.columns.some(has);
    case 'dedupe':
      return operation.keys.every(has);
    case 'aggregate':
      return (
        namesOf(operation).every(has) &&
        (operation.groupBy.every((key) => key.column !== null) || eventColumns(table).length > 0)
      );
    default:
      return namesOf(operation).every(has);
  }
}
