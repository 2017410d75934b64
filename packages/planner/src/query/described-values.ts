import type { CatalogColumn } from '@ai-etl/core';

const item = String.raw`[\p{L}\p{N}][\p{L}\p{N}_-]*(?: [\p{L}\p{N}][\p{L}\p{N}_-]*)?`;
const list = new RegExp(
  String.raw`^(?:one of:? |values:? |одно из:? |[\p{L}][\p{L} ]{1,30}: )?(${item}(?:(?:, | ?[|/] ?)${item})*(?:(?:,? (?:or|and|или|и) | ?[|/] ?)${item}))\.?$`,
  'iu',
);

/** Values that a column's comment lists: "web, app or store", "low | medium | high". Text columns only. */
export function describedValues(column: CatalogColumn): readonly string[] {
  if (column.type.kind !== 'text' || column.comment === undefined) return [];
  const found = list.exec(withoutEmpty(column.comment.slice(0, 500)))?.[1];
  if (found === undefined) return [];
  return found
    .split(/, ?(?:or |and |или |и )?| (?:or|and|или|и) | ?[|/] ?/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** A comment without what it says of the lack of a value: "low | high, NULL while open". */
function withoutEmpty(comment: string): string {
  return comment.replace(/[,;.(\s]*\b(?:NULL|empty|blank)\b.*$/u, '').trim();
}
