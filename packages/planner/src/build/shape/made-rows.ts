import {
  inferType,
  printColumnType,
  printExpression,
  type CatalogColumn,
  type CatalogTable,
  type ExpressionScope,
  type Expression,
} from '@ai-etl/core';

/** A column that a step makes. */
export interface MadeColumn {
  readonly name: string;
  readonly expression: Expression;
}

/** Rows of these columns only, with what is unique about them; keys and statistics of the table are gone. */
export function madeRows(
  rows: CatalogTable,
  columns: readonly CatalogColumn[],
  primaryKey: readonly string[],
): CatalogTable {
  return {
    object: rows.object,
    kind: 'table',
    columns,
    primaryKey,
    uniqueKeys: [],
    foreignKeys: [],
    estimatedRows: null,
    estimatedBytes: null,
  };
}

/** Rows with these columns in place of those of the same name, and at the end. */
export function withColumns(rows: CatalogTable, columns: readonly CatalogColumn[]): CatalogTable {
  const made = new Map(columns.map((column) => [column.name, column]));
  const known = new Set(rows.columns.map((column) => column.name));
  return {
    ...rows,
    columns: [
      ...rows.columns.map((column) => made.get(column.name) ?? column),
      ...columns.filter((column) => !known.has(column.name)),
    ],
  };
}

/** Rows whose column has another name, in keys too. */
export function renamedRows(
  rows: CatalogTable,
  { from, to }: { readonly from: string; readonly to: string },
): CatalogTable {
  const renamed = (name: string): string => (name === from ? to : name);
  const key = (names: readonly string[]): readonly string[] => names.map(renamed);
  return {
    ...rows,
    columns: rows.columns.map((column) => ({ ...column, name: renamed(column.name) })),
    primaryKey: key(rows.primaryKey),
    uniqueKeys: rows.uniqueKeys.map(key),
    foreignKeys: rows.foreignKeys.map((one) => ({ ...one, columns: key(one.columns) })),
  };
}

/** What an expression gives over rows; text where its type cannot be known, as validation will say. */
export function typeOf(
  { name, expression }: MadeColumn,
  rows: CatalogTable,
  place: ExpressionScope['place'],
  isGrouped = false,
): CatalogColumn {
  const { type = { kind: 'text' }, nullable } = inferType(expression, {
    columns: rows.columns,
    params: new Map(),
    place,
    grouped: isGrouped,
    path: '',
  });
  return { name, type, nullable, nativeType: printColumnType(type) };
}

/** As a step of a spec writes it. */
export function printMade({ name, expression }: MadeColumn): { name: string; expression: string } {
  return { name, expression: printExpression(expression) };
}

/** A call of a function of the registry. */
export function call(name: string, ...args: readonly Expression[]): Expression {
  return { kind: 'call', name, args };
}

/** A column of the rows at hand. */
export function columnOf(name: string): Expression {
  return { kind: 'column', name };
}

/** A text as a literal. */
export function textLiteral(value: string): Expression {
  return { kind: 'literal', type: 'text', value };
}
