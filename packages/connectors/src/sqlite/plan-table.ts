import {
  describeObject,
  diagnostic,
  printColumnType,
  type CatalogColumn,
  type Column,
  type ColumnType,
  type Diagnostic,
  type PlannedColumn,
  type TablePlan,
  type TablePlanRequest,
} from '@ai-etl/core';
import { isListElementSupported } from '../kit/list-elements.ts';
import { planColumns } from '../kit/plan-columns.ts';
import { canHold } from './assignable.ts';
import { checkExisting, checkNew } from './check-table.ts';
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
  });
  const findings = [
    ...checkWrite(request),
    ...diagnostics,
    ...(existing === null ? checkNew(request) : checkExisting(request, changes)),
  ];
  const createSql = existing === null ? createTableSql(quoteObject(object), columns) : '';
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
  if (native === undefined || !canTravel(column.type)) return unsupported(column, request);
  return { source: column, nativeType: native, nullable: column.nullable };
}

function planExisting(
  column: Column,
  found: CatalogColumn,
  request: TablePlanRequest,
): PlannedColumn | Diagnostic {
  const table = describeObject(request.object);
  const path = `${request.path}.columns.${column.name}`;
  if (!canTravel(column.type)) return unsupported(column, request);
  if (found.nativeType.endsWith('GENERATED ALWAYS')) {
    return diagnostic(
      'TARGET_TYPE_MISMATCH',
      path,
      `Column ${column.name} of ${table} is generated from others and takes no values.`,
      'Leave it out of the pipeline.',
    );
  }
  if (!canHold(found, column.type)) {
    return diagnostic(
      'TARGET_TYPE_MISMATCH',
      path,
      `Column ${column.name} of ${table} is ${found.nativeType || 'without a type'}, which does not keep every ${printColumnType(column.type)} as it is.`,
      `Cast the column in the pipeline, or change the table to ${nativeType(column.type) ?? 'another type'}.`,
    );
  }
  return { source: column, nativeType: found.nativeType, nullable: found.nullable };
}

function canTravel(type: ColumnType): boolean {
  return type.kind !== 'list' || isListElementSupported(type.element);
}

function unsupported(column: Column, request: TablePlanRequest): Diagnostic {
  return diagnostic(
    'TYPE_NOT_SUPPORTED',
    `${request.path}.columns.${column.name}`,
    `Column ${column.name} of type ${printColumnType(column.type)} cannot be carried faithfully.`,
    'Cast it to text, or leave it out.',
  );
}

function checkWrite({ write, path, columns }: TablePlanRequest): readonly Diagnostic[] {
  if (write.mode === 'scd2') {
    return [
      diagnostic(
        'WRITE_MODE_NOT_SUPPORTED',
        `${path}.write.mode`,
        'SQLite targets cannot keep history (scd2) yet.',
        'Use append, replace or merge.',
      ),
    ];
  }
  if (write.mode !== 'merge') return [];
  if (write.keys.length === 0) {
    return [diagnostic('MISSING_KEYS', `${path}.write.keys`, 'merge needs the key columns.')];
  }
  const names = new Set(columns.map((column) => column.name));
  return write.keys
    .filter((key) => !names.has(key))
    .map((key) =>
      diagnostic(
        'UNKNOWN_COLUMN',
        `${path}.write.keys`,
        `The key ${key} is not among the columns.`,
      ),
    );
}
