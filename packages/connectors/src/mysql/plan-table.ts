import {
  describeObject,
  diagnostic,
  mysqlTextCollation,
  printColumnType,
  type Column,
  type ColumnType,
  type Diagnostic,
  type PlannedColumn,
  type TablePlan,
  type TablePlanRequest,
} from '@ai-etl/core';
import { isListElementSupported } from '../kit/list-elements.ts';
import { isUnboundedDecimal, wireColumns } from '../kit/wire-columns.ts';
import { canHold } from './assignable.ts';
import { generatedMark } from './catalog.ts';
import { quoteName, quoteObject } from './quote.ts';
import { nativeType } from './types.ts';

const LONGEST_NAME = 64;

/** Plans a MySQL table: types and all findings about what does not fit. Pure. */
export function planTable(request: TablePlanRequest): TablePlan {
  const { object, existing, path } = request;
  const wire = wireColumns(request.columns, request.fidelity);
  const planned: PlannedColumn[] = [];
  const diagnostics: Diagnostic[] = [...checkWrite(request)];
  for (const column of wire) {
    const outcome = existing === null ? planNew(column, request) : planExisting(column, request);
    if ('code' in outcome) diagnostics.push(outcome);
    else planned.push(outcome);
  }
  diagnostics.push(...(existing === null ? checkNames(request) : checkExisting(request)));
  if (wire.length === 0) {
    diagnostics.push(
      diagnostic('TYPE_NOT_SUPPORTED', path, 'MySQL has no tables without columns.'),
    );
  }
  const createSql = existing === null ? createTableSql(quoteObject(object), planned) : '';
  return { object, columns: planned, createSql, diagnostics };
}

/** CREATE TABLE for planned columns; `name` is quoted. */
export function createTableSql(name: string, columns: readonly PlannedColumn[]): string {
  return tableSql(
    name,
    columns.map(
      (column) =>
        `${quoteName(column.source.name)} ${column.nativeType}${column.nullable ? ' NULL' : ' NOT NULL'}`,
    ),
  );
}

/** CREATE TABLE of column definitions, in the form every table of ours has. */
export function tableSql(name: string, definitions: readonly string[]): string {
  return `CREATE TABLE ${name} (\n  ${definitions.join(',\n  ')}\n) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE ${mysqlTextCollation}`;
}

function planNew(column: Column, request: TablePlanRequest): PlannedColumn | Diagnostic {
  const native = nativeType(column.type);
  if (native === undefined || !canTravel(column.type)) return unsupported(column, request);
  return { source: column, nativeType: native, nullable: column.nullable };
}

function planExisting(column: Column, request: TablePlanRequest): PlannedColumn | Diagnostic {
  const path = `${request.path}.columns.${column.name}`;
  const table = describeObject(request.object);
  const found = request.existing?.columns.find((one) => one.name === column.name);
  if (found === undefined) {
    return diagnostic(
      'TARGET_COLUMN_MISSING',
      path,
      `Table ${table} has no column ${column.name}.`,
      'Add it to the table, or leave it out of the pipeline.',
    );
  }
  if (!canTravel(column.type) || isUnboundedDecimal(column.type)) {
    return unsupported(column, request);
  }
  if (found.nativeType.endsWith(generatedMark)) {
    return diagnostic(
      'TARGET_TYPE_MISMATCH',
      path,
      `Column ${column.name} of ${table} is worked out by the table itself, so nothing can be written to it.`,
      'Leave it out of the pipeline.',
    );
  }
  if (!canHold(found, column.type)) {
    return diagnostic(
      'TARGET_TYPE_MISMATCH',
      path,
      `Column ${column.name} of ${table} is ${found.nativeType}, which does not hold every ${printColumnType(column.type)}.`,
      `Cast the column in the pipeline, or change the table to ${nativeType(column.type) ?? 'another type'}.`,
    );
  }
  // NOT NULL is enforced in a strict session: a NULL fails the run and changes nothing.
  return { source: column, nativeType: found.nativeType, nullable: found.nullable };
}

function canTravel(type: ColumnType): boolean {
  return type.kind !== 'list' || isListElementSupported(type.element);
}

function unsupported(column: Column, { path }: TablePlanRequest): Diagnostic {
  const place = `${path}.columns.${column.name}`;
  if (isUnboundedDecimal(column.type)) {
    return diagnostic(
      'DECIMAL_UNBOUNDED',
      place,
      `Column ${column.name} is numeric without precision; every decimal of MySQL would cut some values.`,
      'Set fidelity.unbounded_decimal to decimal(38,9) (checked row by row) or to text, or cast the column.',
    );
  }
  return diagnostic(
    'TYPE_NOT_SUPPORTED',
    place,
    `Column ${column.name} of type ${printColumnType(column.type)} has no faithful MySQL type.`,
    'Cast it to text, or leave it out.',
  );
}

function checkWrite({ write, path, columns }: TablePlanRequest): readonly Diagnostic[] {
  if (write.mode === 'scd2') {
    return [
      diagnostic(
        'WRITE_MODE_NOT_SUPPORTED',
        `${path}.write.mode`,
        'MySQL targets cannot keep history (scd2) yet.',
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

/** What MySQL takes as a name: 64 characters of the basic plane, no space at the end. */
function checkNames({ columns, object, path }: TablePlanRequest): readonly Diagnostic[] {
  const names = columns.map((column) => column.name);
  const folded = names.map((name) => name.toLowerCase());
  const twice = names.filter((_, index) => folded.indexOf(folded[index] ?? '') !== index);
  return [
    ...[object.name, ...names]
      .filter((name) => !isName(name))
      .map((name) =>
        diagnostic(
          'TYPE_NOT_SUPPORTED',
          path,
          `MySQL cannot have the name ${name}: names have at most ${LONGEST_NAME} characters, none beyond the basic plane of Unicode, and no space at the end.`,
          'Rename it in the pipeline.',
        ),
      ),
    ...twice.map((name) =>
      diagnostic(
        'TYPE_NOT_SUPPORTED',
        path,
        `Two columns are named ${name} apart from upper and lower case, which MySQL does not tell apart.`,
        'Rename one in the pipeline.',
      ),
    ),
  ];
}

function isName(name: string): boolean {
  return (
    name.length > 0 &&
    name.length <= LONGEST_NAME &&
    !/[\u{10000}-\u{10FFFF}]/u.test(name) &&
    !name.endsWith(' ')
  );
}

function checkExisting(request: TablePlanRequest): readonly Diagnostic[] {
  const { existing, object, path, columns } = request;
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
  const findings: Diagnostic[] = [];
  if (
    /^(?:MyISAM|Aria|MEMORY|CSV|ARCHIVE|BLACKHOLE|MRG_MyISAM|FEDERATED)$/i.test(
      existing.engine ?? '',
    )
  ) {
    findings.push(
      diagnostic(
        'WRITE_MODE_NOT_SUPPORTED',
        path,
        `${table} has engine ${existing.engine}, which has no transactions, so it cannot be loaded atomically.`,
        'Use a table with ENGINE = InnoDB.',
      ),
    );
  }
  const filled = new Set(columns.map((column) => column.name));
  return [
    ...findings,
    ...existing.columns
      .filter((one) => !filled.has(one.name) && !one.nullable && one.hasDefault !== true)
      .map((one) =>
        diagnostic(
          'NULLABLE_MISMATCH',
          `${path}.columns.${one.name}`,
          `Column ${one.name} of ${table} is NOT NULL without a default, and nothing fills it.`,
          'Derive it in the pipeline, or give it a default.',
        ),
      ),
  ];
}
