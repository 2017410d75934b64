import type { CatalogColumn } from '@ai-etl/core';

/** A value and the words that a comment gives for it. */
export interface CodedValue {
  readonly value: string;
  readonly words: string;
}

const mostRead = 500;
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
  const found = [...comment.slice(0, mostRead).matchAll(entry)].flatMap(
    ([, value = '', words = '']): CodedValue[] =>
      isNumber && !/^\d+$/u.test(value) ? [] : [{ value, words: words.trim() }],
  );
  if (found.length >= 2) return found;
  const codes = listedCodes(comment, isNumber);
  return isNumber ? [...codes, ...numbersWhen(comment)] : codes;
}

const when =
  /(?<![\p{L}\p{N}.])(\d{1,6})\s+(?:when|if|while|where|once)\s+(?:it is |it's |they are |is |are )?([\p{L}][\p{L} -]{2,30}?)(?=\s*(?:[,;|).]|$))/giu;

/** "0 when sold out": one number of a column may have words. */
function numbersWhen(comment: string): readonly CodedValue[] {
  return [...comment.slice(0, mostRead).matchAll(when)].map(([, value = '', words = '']) => ({
    value,
    words: words.trim(),
  }));
}

const listed = /^(?:[^:|]{1,30}: )?([A-Z0-9]{1,4}) ([\p{L}][\p{L} _-]{1,30})$/u;

/** "NW new | PL planned | DL delivered": each code before its words. */
function listedCodes(comment: string, isNumber: boolean): readonly CodedValue[] {
  const said = comment.slice(0, mostRead).replace(/[,;.(\s]*\b(?:NULL|empty|blank)\b.*$/u, '');
  const pieces = said.split(said.includes('|') ? /\s*\|\s*/u : /\s*[,;]\s*/u);
  const found = pieces.map((piece) => listed.exec(piece.trim()));
  if (pieces.length < 2 || found.includes(null)) return [];
  const codes = found.map((one): CodedValue => ({ value: one?.[1] ?? '', words: one?.[2] ?? '' }));
  return isNumber && !codes.every(({ value }) => /^\d+$/u.test(value)) ? [] : codes;
}
