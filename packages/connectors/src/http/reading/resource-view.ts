import { AiEtlError, printColumnType, type ColumnType } from '@ai-etl/core';
import { declaredType, type TextType } from '../../kit/duckdb/columns/text-type.ts';
import { jsonText } from '../../kit/duckdb/columns/json-type.ts';
import { findTypes, typedColumn } from '../../kit/duckdb/columns/typed-columns.ts';
import type {
  DuckConnection,
  NativeColumn,
  StatementOptions,
} from '../../kit/duckdb/duck-connection.ts';
import { quoteName, quoteText } from '../../kit/duckdb/quote.ts';
import { longestRecord, placeColumns } from '../json/record-lines.ts';
import type { Resource } from '../resource.ts';

/** A column of a resource, and the type that its first values have; undefined: it stays JSON. */
export interface ResourceColumn {
  readonly name: string;
  readonly type: TextType | undefined;
}

/** Types of the fields of a spool: as they are declared, else as they are found in it. */
export async function findColumns(
  connection: DuckConnection,
  {
    path,
    names,
    resource,
  }: { readonly path: string; readonly names: readonly string[]; readonly resource: Resource },
  options: StatementOptions,
): Promise<readonly ResourceColumn[]> {
  const declared = new Map(Object.entries(resource.columns));
  const open = names.filter((name) => !declared.has(name)).map((name) => asJson(name));
  const raw = spoolRelation(path, names);
  const found =
    open.length === 0 ? [] : await findTypes(connection, { raw, columns: open }, options);
  const foundOf = new Map(open.map(({ name }, index) => [name, found[index]]));
  return names.map((name) => {
    const type = declared.get(name);
    return { name, type: type === undefined ? foundOf.get(name) : typeOf(name, type) };
  });
}

/** The view of a resource over its spool. What does not fit its column ends a query and is told by page and record. */
export function resourceView(
  name: string,
  { path, columns }: { readonly path: string; readonly columns: readonly ResourceColumn[] },
): string {
  const place = {
    place: `${quoteText(`${name}, page `)} || ${quoteName(placeColumns.page)} || ', record ' || ${quoteName(placeColumns.record)}`,
    cure: 'Declare its type under columns of the resource',
  };
  const items = columns.map(
    (column) =>
      `${typedColumn(asJson(column.name), column.type, place)} AS ${quoteName(column.name)}`,
  );
  const raw = spoolRelation(
    path,
    columns.map((column) => column.name),
  );
  return `CREATE OR REPLACE VIEW ${quoteName(name)} AS SELECT ${items.join(', ')} FROM (${raw}) AS r`;
}

function spoolRelation(path: string, names: readonly string[]): string {
  const fields = [
    ...Object.values(placeColumns).map((name) => `${quoteText(name)}: 'BIGINT'`),
    ...names.map((name) => `${quoteText(name)}: 'JSON'`),
  ];
  return `SELECT * FROM read_json(${quoteText(path)}, format = 'newline_delimited', auto_detect = false, columns = {${fields.join(', ')}}, maximum_object_size = ${longestRecord + 1024})`;
}

function asJson(name: string): NativeColumn {
  return { name, native: 'JSON' };
}

/** A declared type reads what is spelled like it, also inside a JSON text: `"12.50"` is a decimal. */
function typeOf(name: string, type: ColumnType): TextType | undefined {
  if (type.kind === 'json') return undefined;
  const found = declaredType(type);
  if (found === undefined) {
    throw new AiEtlError(
      'VALIDATION_ERROR',
      `Column ${name}: ${printColumnType(type)} cannot be read.`,
    );
  }
  return { native: found.native, matches: (value) => found.matches(jsonText(value)) };
}
