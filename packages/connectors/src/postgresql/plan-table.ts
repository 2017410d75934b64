import {
  diagnostic,
  historyOf,
  type CatalogColumn,
  type Column,
  type Diagnostic,
  type PlannedColumn,
  type TablePlan,
  type TablePlanRequest,
  type Write,
} from '@ai-etl/core';
import { checkWrite, ownColumns } from '../kit/check-write.ts';
import { planColumns } from '../kit/plan-columns.ts';
import { canTravel, checkFilled, typeMismatch, unsupportedType } from '../kit/table-findings.ts';
import { widerType } from '../kit/wider-type.ts';
import { canHold } from './assignable.ts';
import { narrow } from './narrow.ts';
import { quoteName, quoteObject } from './quote.ts';
import { nativeType } from './types.ts';

/** Plans a PostgreSQL table: types and all findings about what does not fit. Pure. */
export function planTable(request: TablePlanRequest): TablePlan {
  const { object, existing } = request;
  const { columns, changes, diagnostics } = planColumns(request, {
    create: (column) => planNew(column, request),
    assign: (column, found) => planExisting(column, found, request),
    widen: widened,
    narrow,
  });
  const findings = [
    ...checkWrite(request, canHold),
    ...diagnostics,
    ...(existing === null ? checkLimits(request) : checkFilled(request)),
  ];
  const createSql =
    existing === null ? createTableSql(quoteObject(object), columns, request.write) : '';
  return { object, columns, changes, createSql, diagnostics: findings };
}

/** CREATE TABLE for planned columns and those that the write adds; `name` is quoted. */
export function createTableSql(
  name: string,
  columns: readonly PlannedColumn[],
  write: Write,
): string {
  const list = columns.map(
    (column) =>
      `${quoteName(column.source.name)} ${column.nativeType}${column.nullable ? '' : ' NOT NULL'}`,
  );
  if (write.mode === 'scd2') {
    const { valid_from, valid_to, is_current } = historyOf(write);
    list.push(
      `${quoteName(valid_from)} timestamp with time zone NOT NULL`,
      `${quoteName(valid_to)} timestamp with time zone`,
      `${quoteName(is_current)} boolean NOT NULL`,
    );
  }
  return `CREATE TABLE ${name} (\n  ${list.join(',\n  ')}\n)`;
}

function planNew(column: Column, request: TablePlanRequest): PlannedColumn | Diagnostic {
  const native = nativeType(column.type);
  if (native === undefined || !canTravel(column.type)) return unsupportedType(column, request);
  return { source: column, nativeType: native, nullable: column.nullable };
}

/** The same column of a wider type. */
function widened(column: Column, found: CatalogColumn): PlannedColumn | undefined {
  const type = widerType(found.type, column.type);
  const native = type === undefined ? undefined : nativeType(type);
  if (native === undefined) return undefined;
  return { source: column, nativeType: native, nullable: found.nullable };
}

function planExisting(
  column: Column,
  found: CatalogColumn,
  request: TablePlanRequest,
): PlannedColumn | Diagnostic {
  if (!canTravel(column.type)) return unsupportedType(column, request);
  if (!canHold(found, column.type)) {
    return typeMismatch(column, found, { ...request, wanted: nativeType(column.type) });
  }
  // NOT NULL is enforced by PostgreSQL: a NULL fails the run and changes nothing.
  const { nativeType: native, nullable, baseType } = found;
  return {
    source: column,
    nativeType: native,
    nullable,
    ...(baseType === undefined ? {} : { baseType }),
  };
}

/** PostgreSQL cuts longer names silently, so two could become one. */
function checkLimits({ columns, object, path, write }: TablePlanRequest): readonly Diagnostic[] {
  return [object.name, ...columns.map((column) => column.name), ...ownColumns(write)]
    .filter((name) => Buffer.byteLength(name) > 63)
    .map((name) =>
      diagnostic(
        'TYPE_NOT_SUPPORTED',
        path,
        `The name ${name} is longer than PostgreSQL's 63 bytes.`,
        'Rename the column in the pipeline.',
      ),
    );
}
