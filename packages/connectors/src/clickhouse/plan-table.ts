import {
  describeObject,
  diagnostic,
  historyOf,
  printColumnType,
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
import { widerType } from '../kit/wider-type.ts';
import { isUnboundedDecimal } from '../kit/wire-columns.ts';
import { canHold } from './assignable.ts';
import { creatableEngines, layoutSql, orderBy, parsePartitionPart } from './layout.ts';
import { narrow } from './narrow.ts';
import { quoteName } from './quote.ts';
import { nativeType, storageType } from './types.ts';

/** Plans a ClickHouse table: types, layout, and all findings about what does not fit. Pure. */
export function planTable(request: TablePlanRequest): TablePlan {
  const { object, existing, layout, write, path } = request;
  const { columns, changes, diagnostics } = planColumns(request, {
    create: (column) => planNew(column, request),
    assign: (column, found) => planExisting(column, found, request),
    widen: (column, found) => widened(column, found, request),
    narrow,
  });
  const findings = [
    ...checkWrite(request, (found, type) => canHold(storageType(found.nativeType).native, type)),
    ...diagnostics,
    ...(existing === null
      ? [...checkName(request), ...checkLayout(request)]
      : checkExisting(request)),
  ];
  const list = [...columns.map(columnSql), ...historySql(write)].join(',\n  ');
  const name = [...(object.schema === undefined ? [] : [object.schema]), object.name];
  const createSql =
    existing === null
      ? `CREATE TABLE ${name.map(quoteName).join('.')} (\n  ${list}\n) ${layoutSql(columns, layout, write)}`
      : '';
  if (request.columns.length === 0) {
    findings.push(
      diagnostic('TYPE_NOT_SUPPORTED', path, 'ClickHouse has no tables without columns.'),
    );
  }
  return { object, columns, changes, createSql, diagnostics: findings };
}

/** Definition of a column in CREATE TABLE. */
export function columnSql(column: PlannedColumn): string {
  return `${quoteName(column.source.name)} ${columnType(column)}`;
}

/** Definitions of the columns that scd2 adds. */
export function historySql(write: Write): readonly string[] {
  if (write.mode !== 'scd2') return [];
  const { valid_from, valid_to, is_current } = historyOf(write);
  return [
    `${quoteName(valid_from)} DateTime64(6, 'UTC')`,
    `${quoteName(valid_to)} Nullable(DateTime64(6, 'UTC'))`,
    `${quoteName(is_current)} Bool`,
  ];
}

/** Type of a planned column with its NULLs; that of an existing column says them already. */
export function columnType({ nativeType: native, nullable }: PlannedColumn): string {
  return nullable && !storageType(native).nullable ? `Nullable(${native})` : native;
}

function planNew(column: Column, request: TablePlanRequest): PlannedColumn | Diagnostic {
  const path = `${request.path}.columns.${column.name}`;
  const native = nativeType(column.type);
  if (native === undefined) return unsupported(column, path);
  // An array cannot be Nullable, so a NULL list would turn into an empty one.
  if (column.type.kind === 'list' && column.nullable) {
    return { source: column, nativeType: 'String', nullable: true };
  }
  return { source: column, nativeType: native, nullable: column.nullable };
}

function unsupported(column: Column, path: string): Diagnostic {
  if (isUnboundedDecimal(column.type)) {
    return diagnostic(
      'DECIMAL_UNBOUNDED',
      path,
      `Column ${column.name} is numeric without precision; every ClickHouse Decimal would cut some values.`,
      'Set fidelity.unbounded_decimal to decimal(38,9) (checked row by row) or to text, or cast the column.',
    );
  }
  return diagnostic(
    'TYPE_NOT_SUPPORTED',
    path,
    `Column ${column.name} of type ${printColumnType(column.type)} has no faithful ClickHouse type.`,
    'Cast it to text, or leave it out.',
  );
}

/** Types whose values all stay what they are when ClickHouse modifies the column. */
const alterable =
  /^(Nullable\()?(U?Int(8|16|32|64)|Float32|Decimal\(.*\)|DateTime(64)?(\(.*\))?|String|Bool|UUID|Float64|Date32)\)?$/;

/** The same column of a wider type, or one that takes NULL. ClickHouse changes no column it sorts by. */
function widened(
  column: Column,
  found: CatalogColumn,
  { write }: TablePlanRequest,
): PlannedColumn | undefined {
  if (write.keys.includes(column.name) || !alterable.test(found.nativeType)) return undefined;
  const { native: held } = storageType(found.nativeType);
  const type = canHold(held, column.type) ? undefined : widerType(found.type, column.type);
  const native = type === undefined ? held : nativeType(type);
  const nullable = found.nullable || column.nullable;
  if (native === undefined || (nullable && native.startsWith('Array'))) return undefined;
  if (!canHold(native, column.type)) return undefined;
  return { source: column, nativeType: nullable ? `Nullable(${native})` : native, nullable };
}

function planExisting(
  column: Column,
  found: CatalogColumn,
  request: TablePlanRequest,
): PlannedColumn | Diagnostic {
  const path = `${request.path}.columns.${column.name}`;
  const table = describeObject(request.object);
  const { native } = storageType(found.nativeType);
  if (!canHold(native, column.type)) {
    return isUnboundedDecimal(column.type)
      ? unsupported(column, path)
      : diagnostic(
          'TARGET_TYPE_MISMATCH',
          path,
          `Column ${column.name} of ${table} is ${found.nativeType}, which does not hold every ${printColumnType(column.type)}.`,
          `Cast the column in the pipeline, or change the table to ${nativeType(column.type) ?? 'another type'}.`,
        );
  }
  if (column.nullable && !found.nullable) {
    return diagnostic(
      'NULLABLE_MISMATCH',
      path,
      `Column ${column.name} may hold NULL, but ${found.nativeType} in ${table} cannot: ClickHouse would store a default instead.`,
      `Use coalesce(${column.name}, ...) in a derive step, or change the column to Nullable(${native}).`,
    );
  }
  return { source: column, nativeType: found.nativeType, nullable: found.nullable };
}

/**
 * A dropped table waits as the file `<database>.<table>.<uuid>.sql` of at most 255 bytes, where
 * everything but letters, digits and _ takes three bytes a byte.
 */
function checkName({ object, path }: TablePlanRequest): readonly Diagnostic[] {
  const room = 255 - '..sql'.length - 36 - 1 - fileLength(object.schema ?? 'default');
  return fileLength(object.name) <= room
    ? []
    : [
        diagnostic(
          'TYPE_NOT_SUPPORTED',
          path,
          `The table name ${object.name} is longer than ClickHouse can store.`,
          `Choose a name of at most ${room} letters of the Latin alphabet, digits or _.`,
        ),
      ];
}

function fileLength(name: string): number {
  const plain = name.replaceAll(/[^A-Za-z0-9_]/g, '');
  return plain.length + 3 * (Buffer.byteLength(name) - plain.length);
}

/** This engine keeps one row of those with the same sorting key, so it would forget versions. */
function versionsLost(path: string, engine: string): Diagnostic {
  return diagnostic(
    'WRITE_MODE_NOT_SUPPORTED',
    path,
    `A ${engine} table forgets older versions of a row, so it cannot keep history (scd2).`,
    'Use the engine MergeTree.',
  );
}

function checkLayout({ layout, write, path, columns }: TablePlanRequest): readonly Diagnostic[] {
  const names = [...columns.map((column) => column.name), ...ownColumns(write)];
  const engine = layout.engine ?? 'MergeTree';
  const engines: readonly string[] = creatableEngines;
  return [
    ...(write.mode === 'scd2' && engine === 'ReplacingMergeTree'
      ? [versionsLost(`${path}.layout.engine`, engine)]
      : []),
    ...(engines.includes(engine)
      ? []
      : [
          diagnostic(
            'DIALECT_UNSUPPORTED',
            `${path}.layout.engine`,
            `Tables cannot be created with engine ${engine}.`,
            `Allowed: ${creatableEngines.join(', ')}.`,
          ),
        ]),
    ...orderBy(layout, write)
      .filter((name) => !names.includes(name))
      .map((name) =>
        diagnostic('UNKNOWN_COLUMN', `${path}.layout.order_by`, `There is no column ${name}.`),
      ),
    ...layout.partition_by
      .filter((text) => parsePartitionPart(text, names) === undefined)
      .map((text) =>
        diagnostic(
          'DIALECT_UNSUPPORTED',
          `${path}.layout.partition_by`,
          `"${text}" is neither a column nor a known function of one.`,
          'Example: toYYYYMM(order_date).',
        ),
      ),
  ];
}

function checkExisting({
  existing,
  object,
  write,
  path,
  columns,
}: TablePlanRequest): readonly Diagnostic[] {
  if (existing === null) return [];
  const findings: Diagnostic[] = [];
  const table = describeObject(object);
  const engine = existing.engine ?? '';
  if (existing.kind === 'view' || !/^(Replacing)?MergeTree$/.test(engine)) {
    findings.push(
      diagnostic(
        'WRITE_MODE_NOT_SUPPORTED',
        path,
        `${table} has engine ${engine === '' ? 'unknown' : engine}; only MergeTree and ReplacingMergeTree tables can be loaded.`,
        'Choose another table, or a name that does not exist yet.',
      ),
    );
  }
  if (write.mode === 'scd2' && engine === 'ReplacingMergeTree') {
    findings.push(versionsLost(`${path}.write.mode`, engine));
  }
  const filled = new Set([...columns.map((column) => column.name), ...ownColumns(write)]);
  const others = existing.columns.filter((one) => !filled.has(one.name)).map((one) => one.name);
  if ((write.mode === 'merge' || write.mode === 'scd2') && others.length > 0) {
    findings.push(
      diagnostic(
        'WRITE_MODE_NOT_SUPPORTED',
        `${path}.write.mode`,
        `${write.mode} writes whole rows in ClickHouse, so ${others.join(', ')} of ${table} would fall back to defaults.`,
        'Fill these columns too, or use append.',
      ),
    );
  }
  return findings;
}
