import { isNumeric } from '@ai-etl/core';
import type { ColumnMention } from '../form.ts';

/** Whether a column leads to other rows by their numbers: the name of the family doctor is no number. */
export function isKeyOfOthers({ alternatives }: ColumnMention): boolean {
  const what = alternatives[0]?.what;
  if (what === undefined || !isNumeric(what.column.type)) return false;
  return what.table.foreignKeys.some(({ columns }) => columns.includes(what.column.name));
}
