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
import { isListElementSupported } from '../kit/list-elements.ts';
import { wireColumns } from '../kit/wire-columns.ts';
import { canHold } from './assignable.ts';
import { mainSchema, quoteName, quoteObject, quoteType } from './quote.ts';
import { nativeType } from './types.ts';

/** SQLite takes longer names; no other system of ours does. */
const longestNameBytes = 255;
/** https://sqlite.org/limits.html */
const mostColumns = 2000;

/** Plans a SQLite table: types and all findings about what does not fit. Pure. */
export function planTable(request: TablePlanRequest): TablePlan {
  const { object, existing } = request;
  const planned: PlannedColumn[] = [];
  const diagnostics: Diagnostic[] = [...checkWrite(request)];
  for (const column of wireColumns(request.columns, request.fidelity)) {
    const outcome = existing === null ? planNew(column, request) : planExisting(column, request);
    if ('code' in outcome) diagnostics.push(outcome);
    else planned.push(outcome);
  }
  diagnostics.push(...(existing === null ? checkNew(request) : checkExisting(request)));
  const createSql = existing === null ? createTableSql(quoteObject(object), planned) : '';
  return { object, columns: planned, createSql, diagnostics };
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

function planExisting(column: Column, request: TablePlanRequest): PlannedColumn | Diagnostic {
  const table = describeObject(request.object);
  const path = `${request.path}.columns.${column.name}`;
  const found = request.existing?.columns.find((one) => one.name === column.name);
  if (found === undefined) {
    return diagnostic(
      'TARGET_COLUMN_MISSING',
      path,
      `Table ${table} has no column ${column.name}.`,
      'Add it to the table, or leave it out of the pipeline.',
    );
  }
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

/** A file has one schema; names of columns that differ in case only are one name to SQLite. */
function checkNew({ columns, object, path }: TablePlanRequest): readonly Diagnostic[] {
  const refuse = (message: string, hint: string): Diagnostic =>
    diagnostic('TYPE_NOT_SUPPORTED', path, message, hint);
  const found = [object.name, ...columns.map((column) => column.name)]
    .filter((name) => Buffer.byteLength(name) > longestNameBytes)
    .map((name) =>
      refuse(`The name ${name} is longer than ${longestNameBytes} bytes.`, 'Choose a shorter one.'),
    );
  if ((object.schema ?? mainSchema) !== mainSchema) {
    found.push(refuse(`A SQLite file has no schema ${object.schema}.`, 'Leave the schema out.'));
  }
  if (/^sqlite_/i.test(object.name)) {
    found.push(refuse('Names that begin with sqlite_ are kept by SQLite.', 'Choose another one.'));
  }
  if (columns.length > mostColumns) {
    found.push(refuse(`SQLite tables have at most ${mostColumns} columns.`, 'Leave some out.'));
  }
  const byCase = Map.groupBy(columns, (column) => column.name.toLowerCase());
  for (const same of byCase.values()) {
    if (same.length < 2) continue;
    const names = same.map((one) => one.name).join(' and ');
    found.push(refuse(`The columns ${names} are one name to SQLite.`, 'Rename one of them.'));
  }
  return found;
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
