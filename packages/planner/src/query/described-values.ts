import type { CatalogColumn } from '@ai-etl/core';

const item = String.raw`[\p{L}\p{N}][\p{L}\p{N}_-]*(?: [\p{L}\p{N}][\p{L}\p{N}_-]*)?`;
const list = new RegExp(
  String.raw`^(?:one of:? |values:? |одно из:? |[\p{L}][\p{L} ]{1,30}: )?(${item}(?:(?:, | ?[|/] ?)${item})*(?:(?:,? (?:or|and|или|и) | ?[|/] ?)${item}))\.?$`,
  'iu',
);

const code = String.raw`(?:[\p{Ll}\p{N}_-]+|[\p{Lu}\p{N}_-]+)`;
/** "pending, approved, rejected": single words, all in small or all in capital letters. */
const plainList = new RegExp(
  String.raw`^(?:one of:? |values:? |одно из:? |[\p{L}][\p{L} ]{1,30}: )?(${code}(?:, ?${code}){2,})\.?$`,
  'u',
);

/**
 * Values that are told of a column: those a check or an enumeration allows, or those its comment lists, "web, app or
 * store", "low | medium | high". Text columns only.
 */
export function describedValues(column: CatalogColumn): readonly string[] {
  if (column.type.kind !== 'text') return [];
  const allowed = column.allowedValues ?? enumerated(column.nativeType);
  return allowed.length > 0 ? allowed : listedValues(column.comment ?? '');
}

/** "enum('low','high')" of MySQL, "Enum8('low' = 1, 'high' = 2)" of ClickHouse. */
function enumerated(nativeType: string): readonly string[] {
  if (!/^enum(?:8|16)?\(/iu.test(nativeType)) return [];
  return [...nativeType.matchAll(/'((?:[^']|'')*)'/gu)].map(([, value = '']) =>
    value.replaceAll("''", "'"),
  );
}

function listedValues(comment: string): readonly string[] {
  const whole = withoutEmpty(comment.slice(0, 500));
  // "sent | partial | received; the first two are still open": what follows says more of them.
  const [first = ''] = whole.split(';');
  const found = [whole, first.trim()]
    .map((said) => list.exec(said)?.[1] ?? plainList.exec(said)?.[1])
    .find((one) => one !== undefined);
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
