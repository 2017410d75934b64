import type { ColumnType, Expression, ReadWindow, Schema } from '@ai-etl/core';
import { valueOf } from '../checks/check-expressions.ts';
import { binary, column } from '../lower/expressions.ts';
import { rowHash } from './row-hash.ts';

/** The cursor of an incremental source, and all columns of the row that it reads. */
export interface CursorColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly row: Schema;
}

/** What must be true for a row to belong to a window; `alias` names the source in the query. */
export function windowConditions(
  { from, to, isEmpty, toExclusive, seen, seenColumns }: ReadWindow,
  cursor: CursorColumn,
  alias: string,
): readonly Expression[] {
  if (isEmpty === true) return [{ kind: 'literal', type: 'bool', value: false }];
  const value = column(cursor.name, alias);
  const below = toExclusive === true ? 'lt' : 'le';
  const conditions: readonly Expression[] = [
    { kind: 'is_null', operand: value, negated: true },
    ...(from === null ? [] : [binary('ge', value, valueOf(from, cursor.type))]),
    ...(to === null ? [] : [binary(below, value, valueOf(to, cursor.type))]),
  ];
  if (seen.length === 0) return conditions;
  const row = cursor.row.filter(({ name }) => seenColumns?.includes(name) ?? true);
  return [
    ...conditions,
    {
      kind: 'in',
      operand: rowHash(row, alias),
      items: seen.map((text) => ({ kind: 'literal', type: 'text', value: text })),
      negated: true,
    },
  ];
}
