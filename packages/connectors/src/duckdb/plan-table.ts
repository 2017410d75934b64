import {
  diagnostic,
  type CatalogColumn,
  type Column,
  type Diagnostic,
  type PlannedColumn,
  type TablePlan,
  type TablePlanRequest,
  type Write,
} from '@ai-etl/core';
import { checkWrite } from '../kit/check-write.ts';
import { quoteName, quoteObject } from '../kit/duckdb/quote.ts';
import { nativeType, widestDecimal } from '../kit/duckdb/types.ts';
import { historyColumns } from '../kit/history/history-columns.ts';
import { planColumns } from '../kit/plan-columns.ts';
import {
  canTravel,
  checkCase,
  checkFilled,
  namesOfTable,
  typeMismatch,
  unsupportedType,
} from '../kit/table-findings.ts';
import { widerType } from '../kit/wider-type.ts';
import { isUnboundedDecimal } from '../kit/wire-columns.ts';
import { canHold } from './assignable.ts';
import { narrow } from './narrow.ts';

/** Plans a DuckDB table: types and all findings about what does not fit. Pure. */
export function planTable(request: TablePlanRequest): TablePlan {
  const { object, existing, path } = request;
  const { columns, changes, diagnostics } = planColumns(request, {
    create: (column) => planNew(column, request),
    assign: (column, found) => planExisting(column, found, request),
    widen: widened,
    narrow,
  });
  const findings = [
    ...checkWrite(request, canHold),
    ...checkCase(namesOfTable(request, changes), { path, system: 'DuckDB' }),
    ...diagnostics,
    ...checkFilled(request),
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
  const list = [...columns, ...historyColumns(write, nativeType)].map(
    (column) =>
      `${quoteName(column.source.name)} ${column.nativeType}${column.nullable ? '' : ' NOT NULL'}`,
  );
  return `CREATE TABLE ${name} (\n  ${list.join(',\n  ')}\n)`;
}

function planNew(column: Column, request: TablePlanRequest): PlannedColumn | Diagnostic {
  const native = nativeType(column.type);
  if (native === undefined || !canTravel(column.type)) return unsupported(column, request);
  return { source: column, nativeType: native, nullable: column.nullable };
}

function planExisting(
  column: Column,
  found: CatalogColumn,
  request: TablePlanRequest,
): PlannedColumn | Diagnostic {
  const wanted = nativeType(column.type);
  if (wanted === undefined || !canTravel(column.type)) return unsupported(column, request);
  if (!canHold(found, column.type)) return typeMismatch(column, found, { ...request, wanted });
  // NOT NULL is enforced by DuckDB: a NULL fails the run and changes nothing.
  return { source: column, nativeType: found.nativeType, nullable: found.nullable };
}

/** The same column of a wider type. */
function widened(column: Column, found: CatalogColumn): PlannedColumn | undefined {
  const type = widerType(found.type, column.type);
  const native = type === undefined ? undefined : nativeType(type);
  if (native === undefined) return undefined;
  return { source: column, nativeType: native, nullable: found.nullable };
}

function unsupported(column: Column, request: TablePlanRequest): Diagnostic {
  if (!isUnboundedDecimal(column.type)) return unsupportedType(column, request);
  return diagnostic(
    'DECIMAL_UNBOUNDED',
    `${request.path}.columns.${column.name}`,
    `Column ${column.name} is a decimal without precision; DuckDB holds ${widestDecimal} digits.`,
    'Set fidelity.unbounded_decimal to decimal(38,9) or text.',
  );
}
