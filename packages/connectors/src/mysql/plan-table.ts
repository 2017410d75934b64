import {
  describeObject,
  diagnostic,
  mysqlTextCollation,
  printColumnType,
  type CatalogColumn,
  type Column,
  type Diagnostic,
  type PlannedColumn,
  type SchemaChange,
  type TablePlan,
  type TablePlanRequest,
  type Write,
} from '@ai-etl/core';
import { checkWrite } from '../kit/check-write.ts';
import { historyColumns } from '../kit/history/history-columns.ts';
import { planColumns } from '../kit/plan-columns.ts';
import {
  canTravel,
  checkCase,
  checkFilled,
  namesOfTable,
  typeMismatch,
} from '../kit/table-findings.ts';
import { widerType } from '../kit/wider-type.ts';
import { isUnboundedDecimal } from '../kit/wire-columns.ts';
import { canHold } from './assignable.ts';
import { generatedMark } from './catalog.ts';
import { narrow } from './narrow.ts';
import { quoteName, quoteObject } from './quote.ts';
import { nativeType } from './types.ts';

const LONGEST_NAME = 64;
const enginesWithoutTransactions =
  /^(?:MyISAM|Aria|MEMORY|CSV|ARCHIVE|BLACKHOLE|MRG_MyISAM|FEDERATED)$/i;

/** Plans a MySQL table: types and all findings about what does not fit. Pure. */
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
    ...checkNames(request, changes),
    ...diagnostics,
    ...checkEngine(request),
    ...checkFilled(request),
  ];
  if (request.columns.length === 0) {
    findings.push(diagnostic('TYPE_NOT_SUPPORTED', path, 'MySQL has no tables without columns.'));
  }
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
  return tableSql(
    name,
    [...columns, ...historyColumns(write, nativeType)].map(
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

function planExisting(
  column: Column,
  found: CatalogColumn,
  request: TablePlanRequest,
): PlannedColumn | Diagnostic {
  if (!canTravel(column.type) || isUnboundedDecimal(column.type)) {
    return unsupported(column, request);
  }
  if (found.nativeType.endsWith(generatedMark)) {
    return diagnostic(
      'TARGET_TYPE_MISMATCH',
      `${request.path}.columns.${column.name}`,
      `Column ${column.name} of ${describeObject(request.object)} is worked out by the table itself, so nothing can be written to it.`,
      'Leave it out of the pipeline.',
    );
  }
  if (!canHold(found, column.type)) {
    return typeMismatch(column, found, { ...request, wanted: nativeType(column.type) });
  }
  // NOT NULL is enforced in a strict session: a NULL fails the run and changes nothing.
  return { source: column, nativeType: found.nativeType, nullable: found.nullable };
}

/** The same column of a wider type. */
function widened(column: Column, found: CatalogColumn): PlannedColumn | undefined {
  if (found.nativeType.endsWith(generatedMark)) return undefined;
  const type = widerType(found.type, column.type);
  if (type === undefined) return undefined;
  // A timestamp shows the time of each session's zone, which a datetime would not.
  const native = found.nativeType.startsWith('timestamp') ? 'timestamp(6)' : nativeType(type);
  if (native === undefined) return undefined;
  return { source: column, nativeType: native, nullable: found.nullable };
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

/** What MySQL takes as a name: 64 characters of the basic plane, no space at the end. */
function checkNames(
  request: TablePlanRequest,
  changes: readonly SchemaChange[],
): readonly Diagnostic[] {
  const { path, object } = request;
  const names = namesOfTable(request, changes);
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
    ...checkCase(names, { path, system: 'MySQL' }),
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

/** Only a table of InnoDB is loaded all or nothing. */
function checkEngine({ existing, object, path }: TablePlanRequest): readonly Diagnostic[] {
  const engine = existing?.engine ?? '';
  if (existing?.kind === 'view' || !enginesWithoutTransactions.test(engine)) return [];
  return [
    diagnostic(
      'WRITE_MODE_NOT_SUPPORTED',
      path,
      `${describeObject(object)} has engine ${engine}, which has no transactions, so it cannot be loaded atomically.`,
      'Use a table with ENGINE = InnoDB.',
    ),
  ];
}
