import {
  describeObject,
  diagnostic,
  printColumnType,
  type Column,
  type ColumnType,
  type Diagnostic,
  type PlannedColumn,
  type TablePlan,
  type TablePlanRequest,
} from '@ai-etl/core';
import { checkWrite as checkKeys } from '../kit/check-write.ts';
import { quoteName, quoteObject } from '../kit/duckdb/quote.ts';
import { nativeType, widestDecimal } from '../kit/duckdb/types.ts';
import { isListElementSupported } from '../kit/list-elements.ts';
import { isUnboundedDecimal, wireColumns } from '../kit/wire-columns.ts';
import { canHold } from './assignable.ts';

/** Plans a DuckDB table: types and all findings about what does not fit. Pure. */
export function planTable(request: TablePlanRequest): TablePlan {
  const { object, existing } = request;
  const planned: PlannedColumn[] = [];
  const diagnostics: Diagnostic[] = [...checkWrite(request), ...checkNames(request)];
  for (const column of wireColumns(request.columns, request.fidelity)) {
    const outcome = existing === null ? planNew(column, request) : planExisting(column, request);
    if ('code' in outcome) diagnostics.push(outcome);
    else planned.push(outcome);
  }
  diagnostics.push(...checkExisting(request));
  const createSql = existing === null ? createTableSql(quoteObject(object), planned) : '';
  return { object, columns: planned, createSql, diagnostics };
}

/** CREATE TABLE for planned columns; `name` is quoted. */
export function createTableSql(name: string, columns: readonly PlannedColumn[]): string {
  const list = columns.map(
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

function planExisting(column: Column, request: TablePlanRequest): PlannedColumn | Diagnostic {
  const table = describeObject(request.object);
  const found = request.existing?.columns.find((one) => one.name === column.name);
  if (found === undefined) {
    return diagnostic(
      'TARGET_COLUMN_MISSING',
      `${request.path}.columns.${column.name}`,
      `Table ${table} has no column ${column.name}.`,
      'Add it to the table, or leave it out of the pipeline.',
    );
  }
  if (nativeType(column.type) === undefined || !canTravel(column.type)) {
    return unsupported(column, request);
  }
  if (!canHold(found, column.type)) {
    return diagnostic(
      'TARGET_TYPE_MISMATCH',
      `${request.path}.columns.${column.name}`,
      `Column ${column.name} of ${table} is ${found.nativeType}, which does not hold every ${printColumnType(column.type)}.`,
      `Cast the column in the pipeline, or change the table to ${nativeType(column.type) ?? 'another type'}.`,
    );
  }
  // NOT NULL is enforced by DuckDB: a NULL fails the run and changes nothing.
  return { source: column, nativeType: found.nativeType, nullable: found.nullable };
}

function canTravel(type: ColumnType): boolean {
  return type.kind !== 'list' || isListElementSupported(type.element);
}

function unsupported(column: Column, request: TablePlanRequest): Diagnostic {
  const path = `${request.path}.columns.${column.name}`;
  if (isUnboundedDecimal(column.type)) {
    return diagnostic(
      'DECIMAL_UNBOUNDED',
      path,
      `Column ${column.name} is a decimal without precision; DuckDB holds ${widestDecimal} digits.`,
      'Set fidelity.unbounded_decimal to decimal(38,9) or text.',
    );
  }
  return diagnostic(
    'TYPE_NOT_SUPPORTED',
    path,
    `Column ${column.name} of type ${printColumnType(column.type)} cannot be carried faithfully.`,
    'Cast it to text, or leave it out.',
  );
}

function checkWrite(request: TablePlanRequest): readonly Diagnostic[] {
  const { write, path } = request;
  if (write.mode === 'scd2') {
    return [
      diagnostic(
        'WRITE_MODE_NOT_SUPPORTED',
        `${path}.write.mode`,
        'DuckDB targets cannot keep history (scd2) yet.',
        'Use append, replace or merge.',
      ),
    ];
  }
  return checkKeys(request, canHold);
}

/** Names are one for DuckDB when they differ in case only. */
function checkNames({ columns, path }: TablePlanRequest): readonly Diagnostic[] {
  const seen = new Map<string, string>();
  return columns.flatMap(({ name }) => {
    const other = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), name);
    if (other === undefined || other === name) return [];
    return [
      diagnostic(
        'DUPLICATE_COLUMN',
        `${path}.columns.${name}`,
        `Columns ${other} and ${name} differ in case only, which is one name for DuckDB.`,
        'Rename one of them in the pipeline.',
      ),
    ];
  });
}

function checkExisting({
  existing,
  object,
  path,
  columns,
}: TablePlanRequest): readonly Diagnostic[] {
  if (existing === null) return [];
  const table = describeObject(object);
  if (existing.kind === 'view') {
    return [
      diagnostic(
        'WRITE_MODE_NOT_SUPPORTED',
        path,
        `${table} is a view; only tables can be loaded.`,
      ),
    ];
  }
  const filled = new Set(columns.map((column) => column.name));
  return existing.columns
    .filter((one) => !filled.has(one.name) && !one.nullable && one.hasDefault !== true)
    .map((one) =>
      diagnostic(
        'NULLABLE_MISMATCH',
        `${path}.columns.${one.name}`,
        `Column ${one.name} of ${table} is NOT NULL without a default, and nothing fills it.`,
        'Derive it in the pipeline, or give it a default.',
      ),
    );
}
