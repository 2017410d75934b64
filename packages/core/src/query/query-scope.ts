import type { Expression } from '../expression/ast.ts';
import type { ScopeColumn } from '../expression/scope.ts';
import { mapChildren } from '../expression/walk.ts';
import type { Schema } from '../types/column-type.ts';
import type { QueryColumn, QueryJoinHow } from './query.ts';

/** Columns of a source as a block's expressions name them. */
export function scopeColumns(alias: string, schema: Schema, nullable = false): ScopeColumn[] {
  return schema.map((column) => ({
    name: column.name,
    type: column.type,
    nullable: nullable || column.nullable,
    table: alias,
  }));
}

/** What is seen after a join of what was seen before it: outer joins make columns nullable. */
export function joinedColumns(
  how: QueryJoinHow,
  before: readonly ScopeColumn[],
  joined: readonly ScopeColumn[],
): readonly ScopeColumn[] {
  const loose = (columns: readonly ScopeColumn[]) =>
    columns.map((column) => ({ ...column, nullable: true }));
  switch (how) {
    case 'semi':
    case 'anti':
      return before;
    case 'left':
      return [...before, ...loose(joined)];
    case 'right':
      return [...loose(before), ...joined];
    case 'full':
      return loose([...before, ...joined]);
    case 'inner':
    case 'cross':
      return [...before, ...joined];
  }
}

/** The expression with columns that are named alone named by the one source that has them. */
export function qualifyColumns(
  expression: Expression,
  columns: readonly ScopeColumn[],
): Expression {
  if (expression.kind !== 'column') {
    return mapChildren(expression, (child) => qualifyColumns(child, columns));
  }
  if (expression.table !== undefined) return expression;
  const [only, ...others] = columns.filter((column) => column.name === expression.name);
  return only?.table === undefined || others.length > 0
    ? expression
    : { ...expression, table: only.table };
}

/** The expression with names alone, where `select` has columns called so, as what these are. */
export function nameOutputs(expression: Expression, select: readonly QueryColumn[]): Expression {
  if (expression.kind !== 'column') {
    return mapChildren(expression, (child) => nameOutputs(child, select));
  }
  const output =
    expression.table === undefined ? select.find((one) => one.name === expression.name) : undefined;
  return output?.expression ?? expression;
}
