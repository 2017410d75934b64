import {
  describeObject,
  diagnostic,
  printColumnType,
  type CatalogColumn,
  type Column,
  type ColumnType,
  type Diagnostic,
  type SchemaChange,
  type TablePlanRequest,
} from '@ai-etl/core';
import { ownColumns } from './check-write.ts';
import { isListElementSupported } from './list-elements.ts';

/** What targets find alike about a column or a table. `path` is that of the target in the spec. */
type Place = Pick<TablePlanRequest, 'path' | 'object'>;

/** True when values of the type cross as the wire form has them. */
export function canTravel(type: ColumnType): boolean {
  return type.kind !== 'list' || isListElementSupported(type.element);
}

/** A type that crosses in no faithful form. */
export function unsupportedType(column: Column, { path }: Place): Diagnostic {
  return diagnostic(
    'TYPE_NOT_SUPPORTED',
    `${path}.columns.${column.name}`,
    `Column ${column.name} of type ${printColumnType(column.type)} cannot be carried faithfully.`,
    'Cast it to text, or leave it out.',
  );
}

/** A column that exists and would change values; `wanted` is the type that would not. */
export function typeMismatch(
  column: Column,
  found: CatalogColumn,
  { path, object, wanted }: Place & { readonly wanted: string | undefined },
): Diagnostic {
  return diagnostic(
    'TARGET_TYPE_MISMATCH',
    `${path}.columns.${column.name}`,
    `Column ${column.name} of ${describeObject(object)} is ${found.nativeType || 'without a type'}, which does not hold every ${printColumnType(column.type)}.`,
    `Cast the column in the pipeline, or change the table to ${wanted ?? 'another type'}.`,
  );
}

/** Findings about a table that exists: a view, or columns that must be filled and are not. */
export function checkFilled(request: TablePlanRequest): readonly Diagnostic[] {
  const { existing, object, path, columns, write } = request;
  if (existing === null) return [];
  const table = describeObject(object);
  if (existing.kind === 'view') {
    const message = `${table} is a view; only tables can be loaded.`;
    return [diagnostic('WRITE_MODE_NOT_SUPPORTED', path, message)];
  }
  const filled = new Set([...columns.map((column) => column.name), ...ownColumns(write)]);
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

/** Names that the table will have: those it has, those that arrive if it is made, those added. */
export function namesOfTable(
  { existing, columns, write }: TablePlanRequest,
  changes: readonly SchemaChange[],
): readonly string[] {
  if (existing === null) return [...columns.map((one) => one.name), ...ownColumns(write)];
  const added = changes.filter((one) => one.change === 'added').map((one) => one.column);
  return [...existing.columns.map((one) => one.name), ...added];
}

/** Columns whose names are one to a system that does not tell upper and lower case apart. */
export function checkCase(
  names: readonly string[],
  { path, system }: { readonly path: string; readonly system: string },
): readonly Diagnostic[] {
  return [...Map.groupBy(names, (name) => name.toLowerCase()).values()]
    .filter((same) => same.length > 1)
    .map((same) =>
      diagnostic(
        'DUPLICATE_COLUMN',
        `${path}.columns.${same.at(-1)}`,
        `The columns ${same.join(' and ')} differ in case only, which is one name to ${system}.`,
        'Rename one of them in the pipeline.',
      ),
    );
}
