import { isWrittenColumn } from './clauses.ts';
import { readColumn, readList } from './list.ts';
import { claim, endsClause, free, skip, type Reading } from './reading.ts';
import type { Evidence } from '../ir/index.ts';

const updates =
  /^(?:update|updating|обновляй|обновлять|обнови|обновить|обновляя|обновляются|обновление|обновлением|апдейт|апдейти|апдейтить|апдейтом)$/u;
const inserts =
  /^(?:insert|inserting|add|adding|create|creating|вставляй|вставлять|вставь|добавляй|добавлять|добавь)$/u;
const known =
  /^(?:existing|known|already|have|exist|exists|present|matching|there|существующ\p{L}*|имеющ\p{L}*|известн\p{L}*)$/u;
const leads = /^(?:by|on|using|via|по)$/u;
/** A moment tells what changed, and identifies nothing. */
const moment = /_(?:at|on|ts|time|date|timestamp)$/iu;
/** What identifies by itself, without being written as a column. */
export const keyWords = /^(?:id|uuid|guid|code|sku|email|number|isbn|ean|vin|iban|slug|login)$/u;
/** Tokens of a clause that are looked at behind its verb. */
const reach = 16;

/** Keys of rows that are there, and the words that told so. */
export interface UpdateRead {
  readonly keys: readonly string[];
  readonly evidence: Evidence;
}

/**
 * "update people we already have by contact_id and insert the ones we don't", "update by quote_id": rows
 * that are there are found by a key. Claims the words that name it; null where none does.
 */
export function readUpdate(reading: Reading, at: number): UpdateRead | null {
  if (!updates.test(free(reading, at)?.lower ?? '')) return null;
  let isKnown = false;
  let insert = -1;
  let keys: {
    readonly items: readonly string[];
    readonly from: number;
    readonly to: number;
  } | null = null;
  for (let next = at + 1; next < at + reach && !endsClause(reading, next); next += 1) {
    const word = free(reading, next)?.lower ?? '';
    isKnown ||= known.test(word);
    if (inserts.test(word)) insert = next;
    if (keys === null && leads.test(word)) keys = keysAt(reading, next, next === at + 1);
  }
  const isBare = keys !== null && keys.from === at + 1;
  if (keys === null || !(isBare || (isKnown && insert >= 0))) return null;
  if (insert >= 0) claim(reading, insert, insert + 1);
  return { keys: keys.items, evidence: claim(reading, isBare ? at : keys.from, keys.to) };
}

function keysAt(
  reading: Reading,
  lead: number,
  isBare: boolean,
): { readonly items: readonly string[]; readonly from: number; readonly to: number } | null {
  const start = skip(reading, lead + 1, 'determiner', 'key_noun', 'column_noun');
  const list = readList(reading, start, (index) =>
    isWrittenColumn(free(reading, index)) ||
    keyWords.test(free(reading, index)?.lower ?? '') ||
    (isBare && isForeignName(reading, index))
      ? readColumn(reading, index)
      : null,
  );
  if (list === null || list.items.some((item) => moment.test(item))) return null;
  return { items: list.items, from: lead, to: list.end };
}

/** "с обновлением по inn": in a Russian sentence a word of the other alphabet is a column. */
function isForeignName(reading: Reading, at: number): boolean {
  const lead = reading.tokens[at - 1]?.lower ?? '';
  return (
    /^[a-z][a-z\d]*$/u.test(free(reading, at)?.text ?? '') && /\p{Script=Cyrillic}/u.test(lead)
  );
}
