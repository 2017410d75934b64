import { isNumeric, type LiteralExpression } from '@ai-etl/core';
import { readNumber } from '../../parse/filter/read-value.ts';
import { free } from '../../parse/reading.ts';
import { textOf } from '../../text/token.ts';
import { wordsOf, type Asked } from '../asked.ts';
import type { Candidate } from '../mentions.ts';
import type { ColumnRef } from '../question-ir.ts';
import { fillerWords } from '../question-words.ts';
import { isText, numberLiteral, text, type ValueItem } from './equality.ts';

/** Values of a column, joined by commas, and, or. `explicit`: a word such as "is" stands before. */
export function readValues(
  asked: Asked,
  ref: ColumnRef,
  at: number,
  explicit: boolean,
): { readonly items: readonly ValueItem[]; readonly end: number } | null {
  const items: ValueItem[] = [];
  let next = at;
  while (items.length < 50) {
    const item = oneValue(asked, ref, next, explicit || items.length > 0);
    if (item === null) break;
    items.push(item.item);
    next = item.end;
    const comma = free(asked.reading, next)?.text === ',' ? 1 : 0;
    const joined = /^(?:or|and|или|и)$/u.test(free(asked.reading, next + comma)?.lower ?? '')
      ? 1
      : 0;
    if (comma + joined === 0 || oneValue(asked, ref, next + comma + joined, false) === null) break;
    next += comma + joined;
  }
  return items.length === 0 ? null : { items, end: next };
}

function oneValue(
  asked: Asked,
  ref: ColumnRef,
  at: number,
  explicit: boolean,
): { readonly item: ValueItem; readonly end: number } | null {
  const { reading } = asked;
  const token = free(reading, at);
  if (token === undefined) return null;
  if (isNumeric(ref.column.type)) {
    const number = readNumber(reading, at);
    if (number === null || !explicit) return null;
    return {
      item: { value: numberLiteral(number.item), known: true, words: token.text },
      end: number.end,
    };
  }
  if (ref.column.type.kind === 'bool') {
    const truth =
      textOf(token, 'truth') ??
      (/^(?:yes|да)$/u.test(token.lower)
        ? 'true'
        : /^(?:no|нет)$/u.test(token.lower)
          ? 'false'
          : undefined);
    if (truth === undefined) return null;
    const value: LiteralExpression = { kind: 'literal', type: 'bool', value: truth === 'true' };
    return { item: { value, known: true, words: token.text }, end: at + 1 };
  }
  if (!isText(ref.column)) return null;
  const mention = asked.mentions.find((one) => one.start === at);
  const seen = mention?.candidates.find(
    (one): one is Extract<Candidate, { kind: 'value' }> =>
      one.kind === 'value' && one.table === ref.table && one.column === ref.column,
  );
  if (mention !== undefined && seen !== undefined) {
    return {
      item: { value: text(seen.value), known: true, words: mention.words },
      end: mention.end,
    };
  }
  if (token.quoted)
    return { item: { value: text(token.text), known: false, words: token.text }, end: at + 1 };
  if (token.kind === 'mark' || token.kind === 'number' || fillerWords.has(token.lower)) return null;
  const linked = mention !== undefined && (mention.candidates[0]?.score ?? 0) >= 0.8;
  if (linked) return null;
  const isProper = /^\p{Lu}/u.test(token.text);
  if (!explicit && !isProper && !/[\d_]/u.test(token.text)) return null;
  const end = isProper ? properEnd(asked, at) : at + 1;
  const words = wordsOf(asked, at, end);
  return { item: { value: text(words), known: false, words }, end };
}

/** "New York", "Imke Brandt": capitalised words in a row. */
export function properEnd(asked: Asked, at: number): number {
  let end = at + 1;
  while (end < at + 4) {
    const token = free(asked.reading, end);
    if (token === undefined || token.quoted || !/^\p{Lu}/u.test(token.text)) break;
    end += 1;
  }
  return end;
}
