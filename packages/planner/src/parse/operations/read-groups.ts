import type { GroupKey } from '../../ir/index.ts';
import { has, isMark, textOf } from '../../text/token.ts';
import { isWrittenColumn } from '../clauses.ts';
import { isColumnLike, readColumn, readList } from '../list.ts';
import { endsClause, free, is, isMarkAt, skip, type Reading } from '../reading.ts';

const groupLeads: ReadonlySet<string> = new Set([
  'per',
  'for each',
  'for every',
  'group by',
  'grouped by',
  'grouping by',
  'broken down by',
  'split by',
  'rolled up by',
  'by each',
  'within each',
  'for',
  'by',
  'each',
  'every',
  'and per',
  'in each',
  'grouped',
  'across',
  'по',
  'в разрезе',
  'на',
  'сгруппируй по',
  'группируй по',
  'с группировкой по',
  'сгруппировав по',
  'за',
  'для',
  'сгруппируй',
  'сгруппированные по',
  'разбивкой по',
  'с разбивкой по',
  'группировкой по',
  'группируя по',
]);
const loneLeads: ReadonlySet<string> = new Set([
  'for',
  'by',
  'each',
  'every',
  'по',
  'на',
  'за',
  'для',
]);

/** What is grouped by, and the tokens that say so. */
export interface Groups {
  readonly keys: readonly GroupKey[];
  readonly places: readonly { readonly from: number; readonly to: number }[];
}

/** Reads the keys of groups beside measures, behind a verb that groups, or at the beginning of a clause. */
export function readGroups(
  reading: Reading,
  {
    taken,
    measures,
    isRanked,
  }: {
    readonly taken: ReadonlySet<number>;
    readonly measures: readonly { readonly from: number; readonly to: number }[];
    /** "top 20 by sum of amount … by product_id": groups may stand anywhere. */
    readonly isRanked: boolean;
  },
): Groups {
  const keys: GroupKey[] = [];
  const places: { from: number; to: number }[] = [];
  if (measures.length === 0) return { keys, places };
  for (let at = 0; at < reading.tokens.length; at += 1) {
    if (taken.has(at)) continue;
    const lead = leadEnd(reading, at);
    if (lead === null || isOfPeriod(reading, at)) continue;
    const beside = measures.some(({ from, to }) => at >= to && at - to <= 6 && from < at);
    const announced = measures.some(
      ({ from }) => isMarkAt(reading, from - 1, ':') && from - at > 1 && from - at <= 9,
    );
    const leading = at === 0 || isMarkAt(reading, at - 1, '.', ';', ':', ',');
    const word = free(reading, at)?.lower ?? '';
    const ranks = isRanked && isWrittenColumn(free(reading, lead));
    const led = beside || leading || announced || ranks || isGrouped(reading, at);
    if (lead === at + 1 && loneLeads.has(word) && !led) continue;
    const first = word === 'per' ? pastWindow(reading, lead) : lead;
    const list = readList(reading, first, (index) =>
      taken.has(index)
        ? null
        : readGroupKey(reading, skip(reading, index, 'determiner', 'every', 'per')),
    );
    if (list === null) continue;
    if (is(reading, lead - 1, 'for') && list.items.every((key) => key.unit !== null)) continue;
    if (word === 'for' && isPurpose(reading, lead, list)) continue;
    keys.push(...list.items);
    places.push({ from: at, to: list.end });
    at = list.end - 1;
  }
  return { keys, places };
}

/** "per 10 seconds and symbol": past what a window took. */
function pastWindow(reading: Reading, at: number): number {
  let first = at;
  while (first < at + 4 && reading.claimed[first] === 1) first += 1;
  return first;
}

/** "For reporting we want …", "for the kitchen dashboard:": what it is good for, no group. */
function isPurpose(
  reading: Reading,
  at: number,
  list: { readonly items: readonly GroupKey[]; readonly end: number },
): boolean {
  const isLed = is(reading, at, 'determiner') && !is(reading, at, 'every');
  const goesOn =
    isColumnLike(free(reading, list.end)) || (at === 1 && isMarkAt(reading, list.end, ':', ','));
  return (isLed && goesOn) || list.items.every((key) => key.column?.endsWith('ing') === true);
}

/** "yesterday by read_at": the column of the period, no group. */
function isOfPeriod(reading: Reading, at: number): boolean {
  const moment = free(reading, at + 1)?.text ?? '';
  if (
    !/^(?:by|по|of|on)$/u.test(free(reading, at)?.lower ?? '') ||
    !/_(?:at|on|date|time|ts)$/iu.test(moment)
  )
    return false;
  const counted =
    free(reading, at - 2)?.kind === 'number' ||
    is(reading, at - 2, 'last') ||
    is(reading, at - 2, 'this');
  return is(reading, at - 1, 'period') || (is(reading, at - 1, 'unit') && counted);
}

/** "Group Postgres rides by driver_id": the verb stands before what is grouped. */
function isGrouped(reading: Reading, at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - sentenceReach); back -= 1) {
    const token = reading.tokens[back];
    if (isMark(token, '.', ';')) return false;
    if (/^(?:group|grouping|grouped|группируй|сгруппируй)$/u.test(token?.lower ?? '')) return true;
  }
  return false;
}

/** How far before "by" the verb that groups may stand. */
const sentenceReach = 20;

/** Where the words "per", "for each", "в разрезе" end; null when none stand here. */
function leadEnd(reading: Reading, at: number): number | null {
  for (let length = 3; length >= 1; length -= 1) {
    const words: string[] = [];
    for (let next = at; next < at + length; next += 1) {
      const token = free(reading, next);
      if (token === undefined) break;
      words.push(token.lower);
    }
    if (words.length === length && groupLeads.has(words.join(' '))) return at + length;
  }
  return null;
}

/** `region`, "day", "hour of created_at", `month(created_at)` */
function readGroupKey(
  reading: Reading,
  at: number,
): { readonly item: GroupKey; readonly end: number } | null {
  // "per calendar month of sailed_on"
  if (
    /^(?:calendar|full|whole)$/u.test(free(reading, at)?.lower ?? '') &&
    unitOf(reading, at + 1) !== null
  )
    return readGroupKey(reading, at + 1);
  const unit = unitOf(reading, at);
  if (unit !== null) {
    const bracket = isMarkAt(reading, at + 1, '(');
    const of = skip(reading, at + 1, 'of', 'by', 'on');
    const start = bracket ? at + 2 : of;
    // "месяцу visit_date": in Russian no word stands between them.
    const isRussian = /\p{Script=Cyrillic}/u.test(free(reading, at)?.text ?? '');
    const isBehind = isRussian && isWrittenColumn(free(reading, start));
    const column = bracket || of > at + 1 || isBehind ? readColumn(reading, start) : null;
    if (column === null || (!bracket && !/_|^(?:ts|timestamp|date|time)$/iu.test(column.item))) {
      return { item: { column: null, unit }, end: at + 1 };
    }
    const closed = bracket && isMarkAt(reading, column.end, ')') ? column.end + 1 : column.end;
    return { item: { column: column.item, unit }, end: closed };
  }
  const token = free(reading, at);
  if (token?.text.includes('.') === true && !token.quoted) return null;
  const column = readColumn(reading, at) ?? readVerbNoun(reading, at);
  if (column === null) return null;
  // "сумма по полю (column)": an identifier in brackets is the column that is meant.
  const inner = isMarkAt(reading, column.end, '(') ? readColumn(reading, column.end + 1) : null;
  const isForeign =
    /\p{Script=Cyrillic}/u.test(column.item) && /^[a-z]\w*$/iu.test(inner?.item ?? '');
  const isMeant = inner !== null && (inner.item.includes('_') || isForeign);
  if (inner !== null && isMeant && isMarkAt(reading, inner.end, ')'))
    return { item: { column: inner.item, unit: null }, end: inner.end + 1 };
  return { item: { column: column.item, unit: null }, end: column.end };
}

/** "by store and week": between what groups a word that is a verb elsewhere is a noun. */
function readVerbNoun(
  reading: Reading,
  at: number,
): { readonly item: string; readonly end: number } | null {
  const token = free(reading, at);
  const isVerb = token?.kind === 'word' && !token.quoted && has(token, 'move');
  // "… and write to": behind "and" a verb with its place goes on.
  const isJoined = is(reading, at - 1, 'and') || isMarkAt(reading, at - 1, ',');
  const closed =
    endsClause(reading, at + 1) ||
    isMarkAt(reading, at + 1, ',') ||
    is(reading, at + 1, 'from') ||
    (!isJoined && (['and', 'to', 'in'] as const).some((tag) => is(reading, at + 1, tag)));
  return isVerb && closed && /^[a-z]+$/u.test(token.lower)
    ? { item: token.text, end: at + 1 }
    : null;
}

const calendar: ReadonlyMap<string, GroupKey['unit']> = new Map([
  ['дням', 'day'],
  ['часам', 'hour'],
  ['неделям', 'week'],
  ['месяцам', 'month'],
  ['кварталам', 'quarter'],
  ['годам', 'year'],
  ['дню', 'day'],
  ['часу', 'hour'],
  ['неделе', 'week'],
  ['месяцу', 'month'],
  ['кварталу', 'quarter'],
  ['году', 'year'],
  ['calendar day', 'day'],
]);

function unitOf(reading: Reading, at: number): GroupKey['unit'] {
  const token = free(reading, at);
  const unit = textOf(token, 'unit') ?? calendar.get(token?.lower ?? '');
  switch (unit) {
    case 'hour':
    case 'day':
    case 'week':
    case 'month':
    case 'quarter':
    case 'year':
      return unit;
    default:
      return null;
  }
}
