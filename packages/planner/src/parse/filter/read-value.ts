import type { Scalar } from '../../ir/index.ts';
import { has, isMark, numberOf, textOf } from '../../text/token.ts';
import { readList, type ItemList } from '../list.ts';
import { free, is, isMarkAt, skip, type Reading } from '../reading.ts';

interface ValueRead {
  readonly item: Scalar;
  readonly end: number;
}

const measures: ReadonlySet<string> = new Set([
  'usd',
  'eur',
  'rub',
  'gbp',
  'dollar',
  'dollars',
  'euro',
  'euros',
  'km',
  'kg',
  'g',
  'm',
  'cm',
  'mb',
  'gb',
  'percent',
  'points',
  '$',
  '€',
  '£',
  '₽',
  '%',
  'руб',
  'рублей',
  'долларов',
  'евро',
  'км',
  'кг',
]);

/** A number with its multiplier and unit: `100`, `$1,000`, `100 тысяч`, `20 km`. */
export function readNumber(reading: Reading, at: number): ValueRead | null {
  const start = isMarkAt(reading, at, '$', '€', '£', '₽') ? at + 1 : at;
  const negative = isMarkAt(reading, start, '-', '−');
  const place = negative ? start + 1 : start;
  const token = free(reading, place);
  const value = numberOf(token, 'number');
  if (token === undefined || value === undefined) return null;
  let end = place + 1;
  const multiplier = numberOf(free(reading, end), 'multiplier');
  if (multiplier !== undefined) end += 1;
  if (measures.has(free(reading, end)?.lower ?? '')) end += 1;
  // Digits as written, so that no decimal is rounded; a multiplied one is computed.
  const digits = token.kind === 'number' ? token.text.replaceAll(',', '') : String(value);
  const text = multiplier === undefined ? digits : String(Number(digits) * multiplier);
  return { item: { type: 'number', value: negative ? `-${text}` : text }, end };
}

/** A date as ISO 8601, from 2024-01-31 or 31/12/2024 or 31.12.2024; a bare year is its first day. */
export function readDate(reading: Reading, at: number): ValueRead | null {
  const token = free(reading, at);
  if (token?.kind === 'date') {
    const iso = isoDate(token.text);
    return iso === null ? null : { item: { type: 'date', value: iso }, end: at + 1 };
  }
  if (token?.kind === 'number' && /^(?:19|20)\d{2}$/u.test(token.text)) {
    return { item: { type: 'date', value: `${token.text}-01-01` }, end: at + 1 };
  }
  return readWordDate(reading, at);
}

/** "1 January 2024", "January 1, 2024", "January 2024" */
function readWordDate(reading: Reading, at: number): ValueRead | null {
  const dayFirst = numberOf(free(reading, at), 'number') ?? numberOf(free(reading, at), 'ordinal');
  const monthAt = dayFirst === undefined ? at : at + 1;
  const month = numberOf(free(reading, monthAt), 'month');
  if (month === undefined) return null;
  let next = monthAt + 1;
  let day = dayFirst;
  const dayAfter =
    numberOf(free(reading, next), 'number') ?? numberOf(free(reading, next), 'ordinal');
  if (day === undefined && dayAfter !== undefined && dayAfter <= 31) {
    day = dayAfter;
    next += isMarkAt(reading, next + 1, ',') ? 2 : 1;
  }
  const year = free(reading, next);
  if (year?.kind !== 'number' || !/^(?:19|20)\d{2}$/u.test(year.text)) return null;
  const iso = isoOf(Number(year.text), month, day ?? 1);
  return iso === null ? null : { item: { type: 'date', value: iso }, end: next + 1 };
}

function isoDate(text: string): string | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](.+?)Z?)?$/u.exec(text);
  if (iso !== null) {
    const date = isoOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
    return date === null || iso[4] === undefined ? date : `${date} ${iso[4].padStart(5, '0')}`;
  }
  const local = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/u.exec(text);
  return local === null ? null : isoOf(Number(local[3]), Number(local[2]), Number(local[1]));
}

function isoOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : null;
}

/** One value of a comparison. */
export function readScalar(reading: Reading, at: number): ValueRead | null {
  const token = free(reading, at);
  if (token === undefined) return null;
  if (token.kind === 'mark') {
    const name = free(reading, at + 1);
    const isGlued = name?.start === token.end;
    if (token.text === ':' && isGlued && (name?.kind === 'word' || name?.kind === 'name')) {
      return { item: { type: 'parameter', value: name.lower }, end: at + 2 };
    }
    return readNumber(reading, at);
  }
  if (token.kind === 'date') return readDate(reading, at);
  if (token.kind === 'number') return readWordDate(reading, at) ?? readNumber(reading, at);
  const truth = textOf(token, 'truth');
  if (truth !== undefined) return { item: { type: 'bool', value: truth === 'true' }, end: at + 1 };
  const number = token.quoted ? null : readNumber(reading, at);
  if (number !== null) return number;
  // "ends with @corp.example": behind a comparison an address is a text.
  const isCompared = is(reading, at - 1, 'cmp') || isMark(reading.tokens[at - 1], '=', '!=');
  if (isCompared && (token.kind === 'handle' || token.kind === 'email'))
    return { item: { type: 'text', value: token.text }, end: at + 1 };
  if (token.quoted || isPlainWord(reading, at)) {
    return {
      item: { type: 'text', value: token.quoted ? token.text : stateOf(reading, at) },
      end: at + 1,
    };
  }
  return null;
}

/** A list of values, in brackets or not: `('a', 'b')`, `draft or withdrawn`. */
export function readScalars(reading: Reading, at: number): ItemList<Scalar> | null {
  const bracketed = isMarkAt(reading, at, '(', '[');
  const start = bracketed ? at + 1 : at;
  let isClosed = false;
  const list = readList(reading, start, (index) => {
    // "DE, AT or CH and age …": behind the last alternative "and" opens another condition.
    if (index > start && isClosed && is(reading, index - 1, 'and')) return null;
    isClosed ||= is(reading, index - 1, 'or');
    const value = readScalar(reading, index) ?? (bracketed ? readWord(reading, index) : null);
    // "status is active or country in …": country opens the next condition.
    const opens =
      index > start &&
      value !== null &&
      (opensPredicate(reading, value.end) ||
        opensNamed(reading, value.end) ||
        opensClause(reading, index, value.end));
    return opens ? null : value;
  });
  if (list === null || !bracketed) return list;
  return isMarkAt(reading, list.end, ')', ']') ? { items: list.items, end: list.end + 1 } : null;
}

/** Between brackets any word before a comma or the end is a value: "(high, top)". */
function readWord(reading: Reading, at: number): ValueRead | null {
  const token = free(reading, at);
  const closed = isMarkAt(reading, at + 1, ',', ')', ']') || is(reading, at + 1, 'or');
  return token?.kind === 'word' && closed
    ? { item: { type: 'text', value: token.text }, end: at + 1 }
    : null;
}

/** "… и возрастом age старше 18": a noun, then the column it means. */
function opensNamed(reading: Reading, at: number): boolean {
  const token = free(reading, at);
  const names = token?.kind === 'name' || (token?.kind === 'word' && token.senses.length === 0);
  return names && opensPredicate(reading, at + 1);
}

/** "status overdue, файл каждый раз …", "… draft, file each day": behind a mere comma a word that goes on. */
function opensClause(reading: Reading, at: number, end: number): boolean {
  const token = free(reading, at);
  const next = free(reading, end);
  if (token?.kind !== 'word' || token.quoted || !isMarkAt(reading, at - 1, ',')) return false;
  if (/^\p{Lu}/u.test(token.text) || next?.kind !== 'word') return false;
  return (
    next.senses.length === 0 ||
    (['every', 'determiner', 'is', 'move', 'write'] as const).some((tag) => has(next, tag))
  );
}

function opensPredicate(reading: Reading, at: number): boolean {
  const modal = /^(?:must|should|has|have|may|can|shall)$/u.test(free(reading, at)?.lower ?? '');
  // "suite or family in Postgres": where the rows are, and no comparison.
  const isPlace =
    is(reading, at, 'cmp', 'in') &&
    (is(reading, skip(reading, at + 1, 'determiner'), 'system') ||
      free(reading, skip(reading, at + 1, 'determiner'))?.kind === 'path');
  if (isPlace) return false;
  return modal || is(reading, at, 'is') || is(reading, at, 'cmp') || is(reading, at, 'between');
}

function isPlainWord(reading: Reading, at: number): boolean {
  const token = free(reading, at);
  if (token === undefined || (token.kind !== 'word' && token.kind !== 'name')) return false;
  if (/^\p{Lu}$/u.test(token.text)) return true;
  // "level = error": behind a sign any word is a value.
  if (isMark(reading.tokens[at - 1], '=', '!=', '<>', '==') && token.kind === 'word') return true;
  if (has(token, 'system')) return isCountry(reading, at);
  if (/^\p{Lu}[\p{Lu}\d_]+$/u.test(token.text)) return true;
  return (
    token.senses.length === 0 ||
    has(token, 'state') ||
    has(token, 'channel') ||
    has(token, 'daypart') ||
    has(token, 'zone') ||
    /^(?:new|done|current|live|duplicate|test)$/u.test(token.lower)
  );
}

/** "DE, AT or CH": among codes of two letters, CH is one of them and no system. */
export function isCountry(reading: Reading, at: number): boolean {
  const code = (place: number): boolean => /^\p{Lu}{2}$/u.test(reading.tokens[place]?.text ?? '');
  return code(at) && (code(at - 2) || code(at + 2));
}

/** A state as the data would spell it: Russian states are given in English. */
export function stateOf(reading: Reading, at: number): string {
  const token = free(reading, at);
  const state = is(reading, at, 'state') ? textOf(token, 'state') : undefined;
  if (state !== undefined && state !== '') return state;
  // At the beginning of a sentence a capital says nothing: "Active subscriptions …".
  const begins = at === 0 || isMark(reading.tokens[at - 1], '.', ':', '!');
  return begins && state !== undefined ? (token?.lower ?? '') : (token?.text ?? '');
}
