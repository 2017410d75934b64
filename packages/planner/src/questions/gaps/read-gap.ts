import { parseTimeUnit, type TimeUnit } from '@ai-etl/core';
import type { SchemaIndex } from '../schema-index.ts';
import { timeTokens } from '../times/time-tokens.ts';
import { isSingular, type Word } from '../words.ts';

/** "days between two": the time from one row to the next one. */
export interface GapItem {
  readonly kind: 'gap';
  readonly unit: TimeUnit;
}

const lead =
  /^(?:number |число |сколько )?(?:how many )?(?:average )?(?<unit>second|minute|hour|day|week|month|year|time|interval|gap|pause|break|интервал|промежуток|перерыв)(?: in (?<in>minute|hour|day|week|month))?(?: (?:it takes|taken|in среднем|проходит|прошло|прошёл|прошел|проходят|лежит|usually|typically|passed|pass|passes|elapse|elapsed|lie|lies|there are|are there|are|there|go by))*(?: on average)? between (?<two>(?:2|1|consecutive|successive|subsequent|neighbouring) )*/u;
/** Words that may stand before the name of the rows. */
const mostBefore = 3;

/** Reads "days between two" where rows follow; null where two moments do, or something else. */
export function gapAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): (GapItem & { readonly length: number }) | null {
  const tokens = timeTokens(words, at);
  if (tokens[0]?.end !== at + 1) return null;
  const found = lead.exec(tokens.map(({ text }) => text).join(' '));
  const last = tokens[(found?.[0].trim().split(' ').length ?? 0) - 1];
  if (found === null || last === undefined) return null;
  const { unit = '', in: inside = '', two } = found.groups ?? {};
  if (!isBeforeRows(words, last.end, { index, isSaid: two !== undefined })) return null;
  return {
    kind: 'gap',
    unit: parseTimeUnit(inside) ?? parseTimeUnit(unit) ?? 'day',
    length: last.end - at,
  };
}

function isBeforeRows(
  words: readonly Word[],
  start: number,
  { index, isSaid }: { readonly index: SchemaIndex; readonly isSaid: boolean },
): boolean {
  const place = words
    .slice(start, start + mostBefore)
    .findIndex(({ kind, lemma }) => kind === 'word' && index.tablesNamed([lemma]).length > 0);
  const rows = words[start + place];
  if (place < 0 || rows === undefined) return false;
  const isPair = words[start + place + 1]?.lower === 'and';
  return isSaid || (!isSingular(rows.lower) && !isPair);
}
