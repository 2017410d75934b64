import {
  describeObject,
  diagnostic,
  type CatalogColumn,
  type Column,
  type Diagnostic,
  type PlannedColumn,
  type TablePlan,
  type TablePlanRequest,
} from '@ai-etl/core';
import { checkWrite } from '../kit/check-write.ts';
import { historyColumns } from '../kit/history/history-columns.ts';
import { planColumns } from '../kit/plan-columns.ts';
import { canTravel, typeMismatch, unsupportedType } from '../kit/table-findings.ts';
import { canHold } from './assignable.ts';
import { checkExisting, checkNew } from './check-table.ts';
import { narrow } from './narrow.ts';
import { quoteName, quoteObject, quoteType } from './quote.ts';
import { nativeType } from './types.ts';

/** Plans a SQLite table: types and all findings about what does not fit. Pure. */
export function planTable(request: TablePlanRequest): TablePlan {
  const { object, existing } = request;
  const { columns, changes, diagnostics } = planColumns(request, {
    create: (column) => planNew(column, request),
    assign: (column, found) => planExisting(column, found, request),
    // SQLite cannot give a column another type.
    widen: () => undefined,
    narrow,
  });
  const findings = [
    ...checkWrite(request, canHold),
    ...diagnostics,
    ...(existing === null ? checkNew(request) : checkExisting(request, changes)),
  ];
  const createSql =
    existing === null
      ? createTableSql(quoteObject(object), [
          ...columns,
          ...historyColumns(request.write, nativeType),
        ])
      : '';
  return { object, columns, changes, createSql, diagnostics: findings };
}

/** CREATE TABLE for planned columns; `name` is quoted. */
export function createTableSql(name: string, columns: readonly PlannedColumn[]): string {
  const list = columns.map(
    ({ source, nativeType: native, nullable }) =>
      `${quoteName(source.name)} ${quoteType(native)}${nullable ? '' : ' NOT NULL'}`,
  );
  return `CREATE TABLE ${name} (\n  ${list.join(',\n  ')}\n)`;
}

function planNew(column: Column, request: TablePlanRequest): PlannedColumn | Diagnostic {
  const native = nativeType(column.type);
  if (native === undefined || !canTravel(column.type)) return unsupportedType(column, request);
  return { source: column, nativeType: native, nullable: column.nullable };
}

function planExisting(
  column: Column,
  found: CatalogColumn,
  request: TablePlanRequest,
): PlannedColumn | Diagnostic {
  const table = describeObject(request.object);
  const path = `${request.path}.columns.${column.name}`;
  if (!canTravel(column.type)) return unsupportedType(column, request);
  if (found.nativeType.endsWith('GENERATED ALWAYS')) {
    return diagnostic(
      'TARGET_TYPE_MISMATCH',
      path,
      `Column ${column.name} of ${table} is generated from others and takes no values.`,
      'Leave it out of the pipeline.',
    );
  }
  if (!canHold(found, column.type)) {
    return typeMismatch(column, found, { ...request, wanted: nativeType(column.type) });
  }
  return { source: column, nativeType: found.nativeType, nullable: found.nullable };
}
