import type { CatalogColumn } from '@ai-etl/core';

/** A value and the words that a comment gives for it. */
export interface CodedValue {
  readonly value: string;
  readonly words: string;
}

const entry =
  /(?:^|[\s,;|(/])['"]?([\p{L}\p{N}_]{1,4})['"]?\s*(?:=|:|–|—|-(?=\s))\s*['"]?([\p{L}][\p{L} _-]{1,30}?)['"]?(?=\s*(?:[,;|)/.]|$))/giu;

/** Codes that a comment explains: "A = active, C = closed", "0: low, 1: high". At least two of them. Pure. */
export function codedValues(column: CatalogColumn): readonly CodedValue[] {
  const { comment } = column;
  if (
    comment === undefined ||
    !['text', 'int8', 'int16', 'int32', 'int64'].includes(column.type.kind)
  )
    return [];
  const isNumber = column.type.kind !== 'text';
  const found = [...comment.slice(0, 500).matchAll(entry)].flatMap(
    ([, value = '', words = '']): CodedValue[] =>
      isNumber && !/^\d+$/u.test(value) ? [] : [{ value, words: words.trim() }],
  );
  return found.length < 2 ? [] : found;
}
