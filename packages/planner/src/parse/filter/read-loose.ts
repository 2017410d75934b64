import type { TimeUnit } from '@ai-etl/core';
import { has, isMark, numberOf, textOf } from '../../text/token.ts';
import { endsClause, evidenceOf, free, is, isMarkAt, skip, type Reading } from '../reading.ts';
import { negateCondition } from './negate.ts';
import { excluding, negatedFrom } from './negated-from.ts';
import {
  canBeColumn,
  finish,
  readCounted,
  readLacking,
  readStateCondition,
  type ConditionRead,
} from './read-condition.ts';
import { readListedValues, singularOf } from './read-listed-values.ts';
import { readPeriod } from './read-period.ts';
import { readPredicate, readStatus, type PredicateRead } from './read-predicate.ts';
import { trailingExclusionEnd } from './read-trailing-exclusion.ts';
import { readDate, readScalar, readScalars } from './read-value.ts';
import type { FiltersRead } from './read-where.ts';

/** A condition without "where": "amount over 100", "created since 2024-01-01", "last 30 days". */
export function readLoose(reading: Reading, at: number): FiltersRead | null {
  const found =
    readExcepted(reading, at) ??
    readListed(reading, at) ??
    outside(reading, readNumbers(reading, at)) ??
    readFilled(reading, at) ??
    outside(reading, readNot(reading, at)) ??
    readStatusValue(reading, at) ??
    readBracketedList(reading, at) ??
    readLooseLacking(reading, at) ??
    readIdle(reading, at) ??
    readPlaced(reading, at) ??
    readYear(reading, at) ??
    readMonthOfYear(reading, at) ??
    readAdjacent(reading, at) ??
    readLoosePeriod(reading, at) ??
    outside(reading, readLooseComparison(reading, at)) ??
    readLooseState(reading, at);
  if (found === null) return null;
  const evidence = evidenceOf(reading, found.start, found.end);
  return {
    filters: [{ op: 'filter', any: [{ ...found.read.condition, evidence }], evidence }],
    start: found.start,
    end: found.end,
  };
}

/** "(ip starts with '10.') is not wanted": what is said behind turns the comparison round. */
function outside(reading: Reading, found: LooseRead | null): LooseRead | null {
  if (found === null) return null;
  const shut = trailingExclusionEnd(reading, found.end);
  // "skip orders with country not US": the preposition belongs to the condition.
  const led = is(reading, found.start - 1, 'with') ? found.start - 1 : found.start;
  const negated = shut === null ? negatedFrom(reading, led) : null;
  if (shut === null && negated === null) return found;
  return {
    start: negated ?? found.start,
    read: { ...found.read, condition: negateCondition(found.read.condition) },
    end: shut ?? found.end,
  };
}

/** "(status returned, …": a status and what it can be, without a verb. */
function readStatusValue(reading: Reading, at: number): LooseRead | null {
  const predicate = readStatus(reading, at);
  const column = free(reading, at)?.lower ?? '';
  if (predicate === null || !/^[a-z]+$/u.test(column)) return null;
  return { read: finish(reading, at, column, predicate), start: at, end: predicate.end };
}

/** "severity in (high, critical)": a word, and the list of what it may be. */
function readBracketedList(reading: Reading, at: number): LooseRead | null {
  const apart = is(reading, at, 'not') && is(reading, at + 1, 'in');
  const negated = apart || is(reading, at, 'cmp', 'not_in');
  const open = apart ? at + 2 : at + 1;
  if (!(negated || is(reading, at, 'in'))) return null;
  const column = free(reading, at - 1);
  const isWord = column?.kind === 'word' && column.senses.length === 0;
  const isName = column?.kind === 'name' && !column.quoted && !column.text.includes('.');
  const values = readScalars(reading, open);
  if (column === undefined || !(isWord || isName) || values === null) return null;
  // "region in EU, UK or US": without brackets, codes.
  const areCodes =
    values.items.length > 1 &&
    values.items.every(({ value }) => /^\p{Lu}[\p{Lu}\d]{1,5}$/u.test(String(value)));
  if (!isMarkAt(reading, open, '(', '[') && !areCodes) return null;
  const cmp = negated ? ('not_in' as const) : ('in' as const);
  const predicate = { body: { cmp, values: values.items }, end: values.end };
  return { read: finish(reading, at - 1, column.text, predicate), start: at - 1, end: values.end };
}

/** "reason not empty": the verb is left out. */
function readFilled(reading: Reading, at: number): LooseRead | null {
  const isNot = is(reading, at, 'not') && is(reading, at + 1, 'null');
  if (!isNot && !is(reading, at, 'null')) return null;
  const column = columnBefore(reading, at);
  if (column === null) return null;
  const end = isNot ? at + 2 : at + 1;
  // ", closed_at empty,": only where nothing goes on, and of what is written as a column.
  const closed =
    endsClause(reading, end) || isMarkAt(reading, end, ',', ')') || is(reading, end, 'and');
  const opened =
    isMarkAt(reading, column.start - 1, ',', '(', ':', ';') || is(reading, column.start - 1, 'and');
  if (!isNot && !(closed && opened && column.name.includes('_'))) return null;
  if (!isNot && isRefused(reading, at)) return null;
  const cmp = isNot ? ('not_null' as const) : ('is_null' as const);
  return {
    read: finish(reading, column.start, column.name, { body: { cmp, values: [] }, end }),
    start: column.start,
    end,
  };
}

/** "phone_no empty, reject the row": in a sentence that refuses rows, an empty column is no wish. */
function isRefused(reading: Reading, at: number): boolean {
  const ends = (place: number): boolean => {
    const token = reading.tokens[place];
    return token === undefined || isMark(token, '.', '!', '?');
  };
  const refuses = (place: number): boolean => {
    const word = reading.tokens[place]?.lower ?? '';
    return excluding.test(word) || refusing.test(word);
  };
  for (let back = at - 1; !ends(back); back -= 1) if (refuses(back)) return true;
  for (let ahead = at + 1; !ends(ahead); ahead += 1) if (refuses(ahead)) return true;
  return false;
}

const refusing =
  /^(?:alert|alerting|warn|fail|fails|failing|abort|stop|halt|error|errors|quarantine|refuse|rejected|skipped|dropped|invalid|bad|ошибк\p{L}*|откажись|отклони\p{L}*|останови\p{L}*)$/u;

/** What jobs are set to, and no row holds: "retry with timeout 5 or 10". */
const settings =
  /^(?:timeouts?|retr(?:y|ies)|attempts?|versions?|limits?|batch(?:es)?|workers?|threads?|parallelism|concurrency|size)$/u;

/** "with rating 1 or 2", "where stars 4 or 5": numbers beside their column, one of them. */
function readNumbers(reading: Reading, at: number): LooseRead | null {
  if (!(is(reading, at, 'with') || is(reading, at, 'where')) || is(reading, at, 'from'))
    return null;
  const lead = skip(reading, at + 1, 'determiner');
  const column = free(reading, lead);
  const isColumn =
    (column?.kind === 'word' && column.senses.length === 0) ||
    (column?.kind === 'name' && !column.text.includes('.'));
  if (column === undefined || !isColumn || has(column, 'system')) return null;
  if (settings.test(column.lower)) return null;
  const values = readScalars(reading, lead + 1);
  const areNumbers = values?.items.every(({ type }) => type === 'number');
  if (values === null || values.items.length < 2 || areNumbers !== true) return null;
  // "with delay 1 or 2 hours" is a length of time.
  if (!is(reading, values.end - 2, 'or') || is(reading, values.end, 'unit')) return null;
  const predicate = { body: { cmp: 'in' as const, values: values.items }, end: values.end };
  return { read: finish(reading, lead, column.text, predicate), start: at, end: values.end };
}

/** "country US/DE only", and turned round: "excluding those with status banned or lost". */
function readListed(reading: Reading, at: number): LooseRead | null {
  const listed = readListedValues(reading, at);
  if (listed === null) return null;
  const negated = negatedFrom(reading, at);
  const shut = negated === null ? trailingExclusionEnd(reading, listed.end) : null;
  if (negated === null && shut === null) return listed;
  return {
    read: { ...listed.read, condition: negateCondition(listed.read.condition) },
    start: negated ?? listed.start,
    end: shut ?? listed.end,
  };
}

interface LooseRead {
  readonly read: ConditionRead;
  readonly start: number;
  readonly end: number;
}

/** "except those in status draft or withdrawn", "excluding country DE": values that stay out. */
function readExcepted(reading: Reading, at: number): LooseRead | null {
  const word = free(reading, at)?.lower ?? '';
  const isBut =
    word === 'but' &&
    /^(?:everything|all|anything|every one)$/u.test(reading.tokens[at - 1]?.lower ?? '');
  if (!excluding.test(word) && !isBut) return null;
  let column = at + 1;
  while (
    column < at + 6 &&
    (is(reading, column, 'determiner') ||
      is(reading, column, 'generic') ||
      is(reading, column, 'filler') ||
      is(reading, column, 'in') ||
      is(reading, column, 'with') ||
      is(reading, column, 'of') ||
      is(reading, column, 'all') ||
      is(reading, column, 'where') ||
      is(reading, column, 'from'))
  )
    column += 1;
  const name = free(reading, column);
  if (
    name === undefined ||
    !(name.kind === 'name' || (name.kind === 'word' && name.senses.length === 0))
  )
    return null;
  const values = readScalars(reading, skip(reading, column + 1, 'is', 'of'));
  const known = values?.items.every(
    (value, index) =>
      value.type !== 'text' ||
      isSureValue(reading, skip(reading, column + 1, 'is', 'of') + index * 2),
  );
  // "except kinds sick and unpaid": a plural announces its values.
  const isPlural = /^[a-z]{3,}s$/u.test(name.text) && name.kind === 'word';
  if (values === null || (known !== true && !isPlural) || name.text.includes('.')) return null;
  const many = values.items.length > 1;
  const predicate = {
    body: { cmp: many ? ('not_in' as const) : ('!=' as const), values: values.items },
    end: values.end,
  };
  return {
    read: finish(reading, column, singularOf(name.text), predicate),
    start: at,
    end: values.end,
  };
}

/** A state, a quoted text or a code in capitals: nothing that could be another noun. */
function isSureValue(reading: Reading, at: number): boolean {
  const token = free(reading, at);
  return (
    token !== undefined &&
    (token.quoted || has(token, 'state') || /^[\p{Lu}\d]{1,6}$/u.test(token.text))
  );
}

/** "and have no tutor_id", "leave out rows with no ad_id" */
function readLooseLacking(reading: Reading, at: number): LooseRead | null {
  const opens =
    is(reading, at, 'is') ||
    is(reading, at, 'with') ||
    is(reading, at, 'not') ||
    is(reading, at, 'null') ||
    /^(?:lacking|lack|lacks)$/u.test(free(reading, at)?.lower ?? '');
  const read = opens ? readLacking(reading, at) : null;
  if (read === null) return null;
  const negated = negatedFrom(reading, at);
  const shut = negated === null ? trailingExclusionEnd(reading, read.end) : null;
  if (negated === null && shut === null) return { read, start: at, end: read.end };
  return {
    read: { ...read, condition: negateCondition(read.condition) },
    start: negated ?? at,
    end: shut ?? read.end,
  };
}

/** "have not ordered for 90 days", "not seen in the last 2 weeks": the last time is longer ago. */
function readIdle(reading: Reading, at: number): LooseRead | null {
  if (!is(reading, at, 'not')) return null;
  const verb = skip(reading, at + 1, 'is');
  if (!/(?:ed|en|made|bought|paid|sent)$/u.test(free(reading, verb)?.lower ?? '')) return null;
  if (!is(reading, verb + 1, 'for') && !is(reading, verb + 1, 'in')) return null;
  let count = verb + 2;
  while (
    count < verb + 5 &&
    /^(?:the|last|past|at least|more than|over)$/u.test(free(reading, count)?.lower ?? '')
  )
    count += 1;
  const number = numberOf(free(reading, count), 'number');
  const unit = textOf(free(reading, count + 1), 'unit');
  if (number === undefined || !isTimeUnit(unit) || !Number.isInteger(number)) return null;
  const end = count + 2;
  const period = { kind: 'before' as const, unit, count: number };
  const start = is(reading, at - 1, 'is') ? at - 1 : at;
  return {
    read: finish(reading, start, null, { body: { cmp: 'period', period }, end }),
    start,
    end,
  };
}

/** "based in Berlin or Paris": names of places behind a verb; the column is settled later. */
function readPlaced(reading: Reading, at: number): LooseRead | null {
  const verb = free(reading, at)?.lower ?? '';
  if (!/^(?:based|located|situated|living|residing)$/u.test(verb) || !is(reading, at + 1, 'in'))
    return null;
  const values = readScalars(reading, at + 2);
  const areNames = values?.items.every((one) => /^\p{Lu}\p{Ll}/u.test(String(one.value)));
  if (values === null || areNames !== true) return null;
  const cmp = values.items.length > 1 ? ('in' as const) : ('=' as const);
  const predicate = { body: { cmp, values: values.items }, end: values.end };
  return { read: finish(reading, at, verb, predicate), start: at, end: values.end };
}

function isTimeUnit(word: string | undefined): word is TimeUnit {
  return /^(?:second|minute|hour|day|week|month|quarter|year)$/u.test(word ?? '');
}

/** "hired in 2023": the whole year. */
function readYear(reading: Reading, at: number): LooseRead | null {
  const year = free(reading, at + 1)?.text ?? '';
  const from =
    is(reading, at, 'from') && !is(reading, at + 2, 'to') && !is(reading, at + 2, 'cmp', 'until');
  // "за 2022 год"
  const whole = free(reading, at)?.lower === 'за' && is(reading, at + 2, 'unit', 'year');
  if (!(is(reading, at, 'in') || from || whole) || !/^(?:19|20)\d{2}$/u.test(year)) return null;
  const values = [`${year}-01-01`, `${year}-12-31`].map((value) => ({
    type: 'date' as const,
    value,
  }));
  const column = columnBefore(reading, at);
  const start = column?.start ?? at;
  const end = whole ? at + 3 : at + 2;
  const predicate = { body: { cmp: 'between' as const, values }, end };
  return { read: finish(reading, start, column?.name ?? null, predicate), start, end };
}

/** "placed in March 2024", "за март 2024": from its first day to its last. */
function readMonthOfYear(reading: Reading, at: number): LooseRead | null {
  const led = is(reading, at, 'in') || is(reading, at, 'for') || is(reading, at, 'from');
  const month = numberOf(free(reading, at + 1), 'month');
  const year = free(reading, at + 2)?.text ?? '';
  if (!led || month === undefined || !/^(?:19|20)\d{2}$/u.test(year)) return null;
  if (is(reading, at + 3, 'to') || is(reading, at + 3, 'cmp', 'until')) return null;
  const days = [Date.UTC(Number(year), month - 1, 1), Date.UTC(Number(year), month, 0)];
  const values = days.map((day) => ({
    type: 'date' as const,
    value: new Date(day).toISOString().slice(0, 10),
  }));
  const column = columnBefore(reading, at);
  const start = column?.start ?? at;
  const predicate = { body: { cmp: 'between' as const, values }, end: at + 3 };
  return { read: finish(reading, start, column?.name ?? null, predicate), start, end: at + 3 };
}

/** "for customer_id 42": a written name with its value beside it. */
function readAdjacent(reading: Reading, at: number): LooseRead | null {
  const led = is(reading, at, 'for') || is(reading, at, 'with') || is(reading, at, 'where');
  const name = free(reading, at + 1);
  if (!led || name?.kind !== 'name' || name.text.includes('.') || has(name, 'system')) return null;
  const token = free(reading, at + 2);
  const range = token?.kind === 'date' ? readDates(reading, at + 2) : null;
  if (range !== null)
    return { read: finish(reading, at + 1, name.text, range), start: at, end: range.end };
  const value =
    token?.kind === 'number' || token?.quoted === true ? readScalar(reading, at + 2) : null;
  if (value === null) return null;
  const predicate = { body: { cmp: '=' as const, values: [value.item] }, end: value.end };
  return { read: finish(reading, at + 1, name.text, predicate), start: at, end: value.end };
}

/** "2023-01-01 to 2024-12-31" right behind its column */
function readDates(reading: Reading, at: number): PredicateRead | null {
  const from = readDate(reading, at);
  if (from === null) return null;
  const isJoint =
    is(reading, from.end, 'to') ||
    is(reading, from.end, 'cmp', 'until') ||
    isMarkAt(reading, from.end, '-', '–', '—', '..');
  const to = isJoint ? readDate(reading, from.end + 1) : null;
  if (to === null) return null;
  return { body: { cmp: 'between', values: [from.item, to.item] }, end: to.end };
}

/** "line_code not BOAT", "status not draft or withdrawn": between a column and sure values the verb is left out. */
function readNot(reading: Reading, at: number): LooseRead | null {
  if (!is(reading, at, 'not') || reading.tokens[at]?.lower === 'no') return null;
  const column = columnBefore(reading, at);
  const values = column === null ? null : readScalars(reading, at + 1);
  if (column === null || values === null || !/[_\p{Ll}]/u.test(column.name)) return null;
  const areSure = values.items.every((_value, index) => isSureValue(reading, at + 1 + index * 2));
  // "paid not cancelled" is said of rows; a status can be one or not.
  const isOfRows = is(reading, at + 1, 'state') && !/(?:^|_)(?:status|state)$/iu.test(column.name);
  if (!areSure || isOfRows) return null;
  const cmp = values.items.length > 1 ? ('not_in' as const) : ('!=' as const);
  const predicate = { body: { cmp, values: values.items }, end: values.end };
  return {
    read: finish(reading, column.start, column.name, predicate),
    start: column.start,
    end: values.end,
  };
}

function readLoosePeriod(reading: Reading, at: number): LooseRead | null {
  const small = skip(reading, at, 'from', 'in', 'for', 'of', 'only', 'on', 'where');
  // "this" is both an article and the first word of "this month": tried as the latter first.
  const period =
    readPeriod(reading, small) ?? readPeriod(reading, skip(reading, small, 'determiner'));
  if (period === null) return null;
  const column = columnBefore(reading, at);
  const named = column === null ? columnBehind(reading, period.end) : null;
  const predicate = { body: { cmp: 'period' as const, period: period.period }, end: period.end };
  const end = named?.end ?? period.end;
  const start = column?.start ?? at;
  return {
    read: finish(reading, start, column?.name ?? named?.name ?? null, predicate),
    start,
    end,
  };
}

function readLooseComparison(reading: Reading, at: number): LooseRead | null {
  const dated =
    is(reading, at, 'cmp') ||
    is(reading, at, 'between') ||
    is(reading, at, 'from') ||
    free(reading, at)?.lower === 'от';
  if (!dated || is(reading, at, 'cmp', 'in') || is(reading, at, 'cmp', 'not_in')) return null;
  const counted = columnBefore(reading, at) === null ? readCounted(reading, at) : null;
  if (counted !== null) return { read: counted, start: at, end: counted.end };
  const predicate = readPredicate(reading, at);
  if (predicate === null || predicate.body.values === undefined) return null;
  const value = predicate.body.values[0];
  const text = value?.type === 'text';
  const column = columnBefore(reading, at);
  // "from 5 to 10" and "to x" are no conditions without a column; "over 100" asks for one.
  const isExplained = text && isMark(reading.tokens[predicate.end], '(');
  if (
    column === null &&
    !isExplained &&
    (text || (is(reading, at, 'from') && value?.type !== 'date'))
  )
    return null;
  const named = column === null ? columnBehind(reading, predicate.end) : null;
  const start = column?.start ?? at;
  return {
    read: finish(reading, start, column?.name ?? named?.name ?? null, predicate),
    start,
    end: named?.end ?? predicate.end,
  };
}

/** "not cancelled", "except cancelled and returned ones"; a state before its noun stays with it. */
function readLooseState(reading: Reading, at: number): LooseRead | null {
  const still = /^(?:still|currently|yet)$/u.test(free(reading, at)?.lower ?? '');
  if (still && is(reading, at + 1, 'state')) {
    const state = readStateCondition(reading, at + 1);
    return state === null ? null : { read: state, start: at, end: state.end };
  }
  if (!is(reading, at, 'not') && !is(reading, at, 'except')) return null;
  const read = readStateCondition(reading, at);
  if (read === null || read.condition.cmp !== 'not_state') return null;
  return { read, start: at, end: read.end };
}

interface ColumnPlace {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The word before a comparison, when it can only be a column: a written name, or a participle. */
function columnBefore(reading: Reading, at: number): ColumnPlace | null {
  const back = is(reading, at - 1, 'is') || is(reading, at - 1, 'of') ? at - 2 : at - 1;
  const token = free(reading, back);
  if (token === undefined || !canBeColumn(reading, back)) return null;
  const place = { name: token.text, start: back, end: back + 1 };
  if (
    token.kind === 'name' &&
    (!token.text.includes('.') || token.quoted) &&
    !isObjectPlace(reading, back)
  )
    return place;
  if (token.kind !== 'word' || has(token, 'generic')) return null;
  const participle =
    /(?:ed|en|made|sold|sent|paid|born)$|^(?:due)$/u.test(token.lower) || has(token, 'state');
  if (participle) return place;
  const before = free(reading, back - 1);
  const opened =
    before === undefined ||
    isMarkAt(reading, back - 1, ',', '(', ';', ':') ||
    /^(?:when|if|provided|если|когда)$/u.test(before.lower) ||
    (['with', 'where', 'and', 'or', 'for', 'by', 'is', 'only'] as const).some((tag) =>
      has(before, tag),
    );
  // Behind a word a sign compares: "fragile = true".
  const isSign = /^(?:[<>=!]=?|<>|==)$/u.test(free(reading, at)?.text ?? '');
  return (opened || isSign) && token.senses.length === 0 && back > 0 ? place : null;
}

/** A name right behind "from Postgres" is the table, not a column. */
function isObjectPlace(reading: Reading, at: number): boolean {
  return (
    is(reading, at - 1, 'system') ||
    is(reading, at - 1, 'from') ||
    is(reading, at - 1, 'to') ||
    is(reading, at - 1, 'container') ||
    is(reading, at - 1, 'move')
  );
}

/** "last 24 hours by tx_time", "last quarter's invoices (column issued_on)" */
function columnBehind(reading: Reading, at: number): ColumnPlace | null {
  const open = isMarkAt(reading, at, '(', ',') ? at + 1 : at;
  const lead = skip(reading, open, 'by', 'on', 'of', 'determiner', 'column_noun');
  const token = free(reading, lead);
  if (lead === open || token?.kind !== 'name' || token.text.includes('.') || has(token, 'system'))
    return null;
  const end = open > at && isMarkAt(reading, lead + 1, ')') ? lead + 2 : lead + 1;
  return { name: token.text, start: at, end };
}
