import type { Evidence, LoadIntent } from '../ir/index.ts';
import { has } from '../text/token.ts';
import { isWrittenColumn } from './clauses.ts';
import { maxColumns, readColumn, readList } from './list.ts';
import { keyWords } from './read-update.ts';
import { claim, endsClause, free, is, isMarkAt, skip, type Reading } from './reading.ts';

/** "primary key wallet_id", "key: id", "keyed by id" */
export function readNamedKeys(
  reading: Reading,
  at: number,
): { readonly items: readonly string[]; readonly end: number } | null {
  // "the Redis key board" is a place, not a key of rows.
  const isPlace = [1, 2, 3].some((back) => has(reading.tokens[at - back], 'system', 'redis'));
  if (!is(reading, at, 'key_noun') || is(reading, at - 1, 'system') || isPlace) return null;
  // "key figures": what matters, not what identifies.
  if (
    /^(?:figures?|numbers?|metrics?|indicators?|values|kpis?|facts|results|stats|statistics|data)$/u.test(
      free(reading, at + 1)?.lower ?? '',
    )
  )
    return null;
  const lead = skip(reading, at + 1, 'is', 'by', 'on', 'determiner', 'column_noun');
  const bracketed = isMarkAt(reading, lead, '(') ? readBracketed(reading, lead) : null;
  if (bracketed !== null) return bracketed;
  const list = readList(
    reading,
    isMarkAt(reading, lead, ':', '=', '-', '—', '–') ? lead + 1 : lead,
    (index) => (isNextCommand(reading, index) ? null : readColumn(reading, index)),
    maxColumns,
  );
  return list?.items.some((item) => noKey.test(item)) === true ? null : list;
}

/** "key sku, pick up changes": what begins behind the comma is said of the load. */
function isNextCommand(reading: Reading, at: number): boolean {
  return (
    isMarkAt(reading, at - 1, ',') &&
    /^(?:pick|take|look|detect|catch|track|start|begin|run|watch)$/u.test(
      free(reading, at)?.lower ?? '',
    ) &&
    !endsClause(reading, at + 1)
  );
}

/** "the key later", "key unknown" */
export const noKey =
  /^(?:scd-?2?|cdc|type-?2|appropriate|suitable|right|proper|good|fitting|correct|best|some|any|whatever|natural|obvious|usual|sensible|later|unknown|tbd|tba|still|not|not yet|missing|open|undecided|something|anything|whichever|follows|needed|unclear|pending|sure|yet|known|fits|matching|позже|потом|неизвестен|подходящ\p{L}*|нужн\p{L}*|правильн\p{L}*|удобн\p{L}*)$/iu;

/** "keyed by order_id", "order_id is the key": keys without a verb that writes. */
export function readKeyedBy(
  reading: Reading,
  { at, isJoin }: { readonly at: number; readonly isJoin: boolean },
): { readonly items: readonly string[]; readonly end: number } | null {
  const word = free(reading, at)?.lower ?? '';
  const column = (index: number): ReturnType<typeof readColumn> => {
    const found = readColumn(reading, skip(reading, index, 'determiner'));
    return found !== null && noKey.test(found.item) ? null : found;
  };
  if (
    /^(?:keyed by|keyed on)$/u.test(word) ||
    (/^(?:identified|recognised|recognized)$/u.test(word) && is(reading, at + 1, 'by')) ||
    (!isJoin && /^(?:matching on|matching by|matched on|matched by)$/u.test(word))
  ) {
    return readList(
      reading,
      skip(reading, at + 1, 'by', 'determiner', 'column_noun'),
      column,
      maxColumns,
    );
  }
  // "merge it into MySQL stats, stats_id is the key": the table is no part of the key.
  if (is(reading, at - 1, 'system')) return null;
  const list = readList(reading, at, column, 5);
  if (list === null || !list.items.every((item) => /_|^(?:id|uuid|code|sku)$/iu.test(item)))
    return null;
  if (
    /^(?:identif(?:y|ies)|определя(?:ет|ют)|идентифициру(?:ет|ют))$/u.test(
      free(reading, list.end)?.lower ?? '',
    )
  )
    return {
      items: list.items,
      end: skip(reading, list.end + 1, 'determiner', 'every', 'generic'),
    };
  const verb = skip(reading, list.end, 'is', 'as');
  const key = skip(reading, verb, 'determiner');
  if (verb === list.end || !is(reading, key, 'key_noun')) return null;
  const end = key + 1;
  return { items: list.items, end };
}

/** "capture all changes and apply them by account_id": a capture's changes meet their rows by a key. */
export function readApplied(
  reading: Reading,
  at: number,
  load: LoadIntent | null,
): { readonly items: readonly string[]; readonly end: number } | null {
  if (load?.mode !== 'cdc') return null;
  if (
    !/^(?:apply|applied|applying|applies|применя\p{L}*|примени\p{L}*)$/u.test(
      free(reading, at)?.lower ?? '',
    )
  )
    return null;
  let lead = at + 1;
  while (lead < at + 4 && !is(reading, lead, 'by')) lead += 1;
  if (!is(reading, lead, 'by')) return null;
  return readList(
    reading,
    skip(reading, lead + 1, 'determiner', 'key_noun', 'column_noun'),
    (index) =>
      isWrittenColumn(free(reading, index)) || keyWords.test(free(reading, index)?.lower ?? '')
        ? readColumn(reading, index)
        : null,
  );
}

/** "upsert by id", "merge on order_id and line_no", "обновляй по паре a и b" */
export function readKeysAfter(
  reading: Reading,
  at: number,
): { readonly items: readonly string[]; readonly end: number } | null {
  const implied = reading.tokens[at - 1]?.lower.endsWith('по') === true;
  const by = skip(reading, at, 'generic', 'filler');
  const bracketed = isMarkAt(reading, by, '(') ? readBracketed(reading, by) : null;
  if (bracketed !== null) return bracketed;
  const lead = skip(reading, by, 'by', 'on', 'with');
  // "upsert person_id"
  const isKey =
    isWrittenColumn(free(reading, by)) ||
    (keyWords.test(free(reading, by)?.lower ?? '') && is(reading, by + 1, 'to'));
  if (lead === by && !implied && !isKey) return null;
  const behind = isMarkAt(reading, lead, '(') ? readBracketed(reading, lead) : null;
  if (behind !== null) return behind;
  const start = skip(reading, lead, 'determiner', 'key_noun', 'column_noun', 'by');
  const pair = ['pair', 'паре', 'combination'].includes(free(reading, start)?.lower ?? '')
    ? skip(reading, start + 1, 'of')
    : start;
  return readList(reading, pair, (index) => readColumn(reading, index), maxColumns);
}

/** Behind "by" or "on": what is written as a key, or several words that are joined: "on currency + rate_date". */
function readLateList(
  reading: Reading,
  { lead, start }: { readonly lead: number; readonly start: number },
): { readonly items: readonly string[]; readonly end: number } | null {
  const first = free(reading, start);
  if (has(first, 'system') || first?.text.includes('.') === true) return null;
  const columnLike =
    first?.kind === 'name' ||
    (keyWords.test(first?.lower ?? '') && !is(reading, start + 1, 'of')) ||
    first?.lower === 'key' ||
    has(free(reading, lead + 1), 'determiner');
  const list = readList(reading, start, (index) => readColumn(reading, index), maxColumns);
  const isClosed =
    list !== null && (endsClause(reading, list.end) || isMarkAt(reading, list.end, ',', ')'));
  const isJoined = list !== null && list.items.length > 1 && isClosed;
  return columnLike || isJoined ? list : null;
}

/** "upsert (lead_id)", "primary key (day, channel)" */
function readBracketed(
  reading: Reading,
  at: number,
): { readonly items: readonly string[]; readonly end: number } | null {
  if (!isMarkAt(reading, at, '(')) return null;
  // Between brackets behind a merge any word is a column: "(sku, store)".
  const list = readList(
    reading,
    at + 1,
    (index) => {
      const token = free(reading, index);
      const isNamed =
        (token?.kind === 'name' || token?.kind === 'word') && !is(reading, index, 'write');
      return isNamed ? { item: token.text, end: index + 1 } : null;
    },
    20,
  );
  if (list === null || !isMarkAt(reading, list.end, ')')) return null;
  return { items: list.items, end: list.end + 1 };
}

/** "upsert into Postgres merchant_daily on merchant_id": the keys stand behind the target. */
export function readLateKeys(reading: Reading, merge: Evidence): readonly string[] {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    if ((reading.tokens[at]?.start ?? 0) < merge.start) continue;
    if (!is(reading, at, 'by') || is(reading, at, 'to')) continue;
    const start = skip(reading, at + 1, 'determiner', 'key_noun', 'column_noun', 'generic');
    const list = readBracketed(reading, start) ?? readLateList(reading, { lead: at, start });
    if (list === null || list.items.some((item) => noKey.test(item))) continue;
    claim(reading, at, list.end);
    return list.items;
  }
  return [];
}

/** "replacing by client_id", "с заменой по client_id": rows are replaced where a key says which; a moment says none. */
export function readReplacedKeys(
  reading: Reading,
  at: number,
): { readonly items: readonly string[]; readonly end: number } | null {
  const lead = skip(reading, at, 'generic', 'all');
  if (!/^(?:by|по)$/u.test(free(reading, lead)?.lower ?? '')) return null;
  const start = skip(reading, lead + 1, 'determiner', 'key_noun', 'column_noun');
  const list = readList(reading, start, (index) =>
    /_(?:id|no|code|key|sku|uuid|ref|num)$|^(?:id|uuid|guid|sku|inn|isbn|vin)$/iu.test(
      free(reading, index)?.text ?? '',
    )
      ? readColumn(reading, index)
      : null,
  );
  if (list === null) return null;
  const closed =
    endsClause(reading, list.end) ||
    isMarkAt(reading, list.end, ',', ')') ||
    reading.claimed[list.end] === 1;
  return closed ? list : null;
}
