import type { Condition, FilterIntent } from '../../ir/index.ts';
import { has, isMark, numberOf } from '../../text/token.ts';
import { claim, evidenceOf, free, is, isMarkAt, skip, type Reading } from '../reading.ts';
import { negateCondition } from './negate.ts';
import {
  canBeColumn,
  finish,
  readCondition,
  readCounted,
  readLacking,
  readPredicate,
  readStateCondition,
  type ConditionRead,
} from './read-condition.ts';
import { readListedValues, singularOf } from './read-listed-values.ts';
import { readPeriod } from './read-period.ts';
import { trailingExclusionEnd } from './read-trailing-exclusion.ts';
import { readScalar, readScalars } from './read-value.ts';

/** Reads and claims which rows stay, in the order of the text. */
export function readFilters(reading: Reading): FilterIntent[] {
  const filters: FilterIntent[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const found = readWhere(reading, at) ?? readLoose(reading, at);
    if (found === null) continue;
    const before = filters.at(-1);
    const [first, ...rest] = found.filters.map((one) => inherit(reading, one, { before, at }));
    if (
      first !== undefined &&
      before !== undefined &&
      isAlternative(reading, before, found.start)
    ) {
      filters[filters.length - 1] = { ...before, any: [...before.any, ...first.any] };
      filters.push(...rest);
    } else filters.push(...(first === undefined ? [] : [first]), ...rest);
    if (explains(reading, filters.at(-2), found.start)) filters.splice(-2, 1);
    claim(reading, found.start, found.end);
    at = found.end - 1;
  }
  return filters;
}

/** "longer than 2 hours (duration_min > 120)": the brackets say exactly what stands before them. */
function explains(reading: Reading, before: FilterIntent | undefined, start: number): boolean {
  const [condition] = before?.any ?? [];
  const isOpen = condition !== undefined && before?.any.length === 1;
  if (!isOpen || condition.column?.includes('_') === true || condition.cmp === 'period')
    return false;
  return (
    isMark(reading.tokens[start - 1], '(') &&
    reading.tokens[start - 2]?.end === before?.evidence.end
  );
}

/** "over 30 kg or are marked fragile = true": only "or" and a verb stand between two conditions. */
function isAlternative(reading: Reading, before: FilterIntent, start: number): boolean {
  let at = start - 1;
  const passed = (place: number): boolean =>
    is(reading, place, 'is') ||
    is(reading, place, 'determiner') ||
    is(reading, place, 'where') ||
    is(reading, place, 'with') ||
    /^(?:marked|flagged|labelled|labeled|tagged|called)$/u.test(free(reading, place)?.lower ?? '');
  while (at > start - 5 && passed(at)) at -= 1;
  const end = reading.tokens[at - 1]?.end ?? -1;
  const isBehind = end === before.evidence.end || isHintBehind(reading, before, at);
  return is(reading, at, 'or') && isBehind;
}

/** A column in brackets may stand between: "(weight_kg)". */
function isHintBehind(reading: Reading, before: FilterIntent, at: number): boolean {
  return (
    isMarkAt(reading, at - 1, ')') &&
    isMarkAt(reading, at - 3, '(') &&
    reading.tokens[at - 4]?.end === before.evidence.end
  );
}

/** "amount under 10 and over 100": behind "and" a comparison without a column is of the last one. */
function inherit(
  reading: Reading,
  filter: FilterIntent,
  { before, at }: { readonly before: FilterIntent | undefined; readonly at: number },
): FilterIntent {
  const [condition] = filter.any;
  const [last] = before?.any ?? [];
  const joined =
    (has(reading.tokens[at - 1], 'and') || has(reading.tokens[at - 1], 'or')) &&
    before !== undefined &&
    last !== undefined &&
    reading.claimed[at - 2] === 1 &&
    (reading.tokens[at - 2]?.end ?? 0) === before.evidence.end;
  const ordered = condition !== undefined && ['>', '>=', '<', '<='].includes(condition.cmp);
  if (!joined || !ordered || filter.any.length > 1 || condition.column !== null) return filter;
  return { ...filter, any: [{ ...condition, column: last.column }] };
}

interface FiltersRead {
  readonly filters: readonly FilterIntent[];
  readonly start: number;
  readonly end: number;
}

const maxConditions = 50;

/** "where a is x and b over 5 or c is missing": "or" binds its two neighbours closer than "and". */
function readWhere(reading: Reading, at: number): FiltersRead | null {
  const opener =
    is(reading, at, 'where') ||
    free(reading, at)?.lower === 'unless' ||
    (isMarkAt(reading, at, '(') && negatedFrom(reading, at) !== null) ||
    (is(reading, at, 'with') && !is(reading, at, 'from')) ||
    isRelative(reading, at) ||
    opensWithAmbiguous(reading, at);
  if (!opener) return null;
  const only = skip(reading, at + 1, 'where', 'only');
  const lead = free(reading, only)?.lower === 'either' ? only + 1 : only;
  const except = is(reading, at, 'except');
  const first = readCondition(reading, lead);
  if (first === null) return null;
  const groups: Condition[][] = [[first.condition]];
  let end = first.end;
  for (let count = 1; count < maxConditions; count += 1) {
    const comma = isMarkAt(reading, end, ',') ? end + 1 : end;
    const or = is(reading, comma, 'or');
    const joint = or || is(reading, comma, 'and') ? comma + 1 : comma;
    if (joint === end) break;
    const place = skipAtOnce(reading, skip(reading, joint, 'where', 'only', 'with'));
    const further = is(reading, place, 'is') ? place + 1 : place;
    const next =
      readShared(reading, place, groups) ??
      readCondition(reading, place) ??
      (further > place ? readCondition(reading, further) : null);
    // A comma alone joins only what is a condition beyond doubt.
    if (next === null || (joint === comma && next.condition.column?.includes('_') !== true)) break;
    if (or) groups.at(-1)?.push(next.condition);
    else groups.push([next.condition]);
    end = next.end;
  }
  const negated = negatedFrom(reading, at);
  const start = negated ?? at;
  const closed = isMarkAt(reading, at - 1, '(') && isMarkAt(reading, end, ')') ? end + 1 : end;
  const evidence = evidenceOf(reading, start, end);
  const filters = groups.map((any): FilterIntent => ({ op: 'filter', any, evidence }));
  if (except) return null;
  if (negated !== null) return { filters: negateAll(filters), start, end: closed };
  const shut = trailingExclusionEnd(reading, closed);
  return shut === null
    ? { filters, start: at, end }
    : { filters: negateAll(filters), start, end: shut };
}

/** Past "at the same time", "also": words that only join. */
function skipAtOnce(reading: Reading, at: number): number {
  const word = (ahead: number): string => free(reading, at + ahead)?.lower ?? '';
  if (`${word(0)} ${word(1)} ${word(2)} ${word(3)}` === 'at the same time') return at + 4;
  return /^(?:simultaneously|also|additionally|at once|одновременно|также)$/u.test(word(0))
    ? at + 1
    : at;
}

/** "… above 100 and at most 20": a comparison alone is of the last column. */
function readShared(
  reading: Reading,
  at: number,
  groups: readonly (readonly Condition[])[],
): ConditionRead | null {
  const column = groups.at(-1)?.at(-1)?.column ?? null;
  const compares = (['>', '>=', '<', '<='] as const).some((cmp) => is(reading, at, 'cmp', cmp));
  if (column === null || !compares || readCounted(reading, at) !== null) return null;
  const predicate = readPredicate(reading, at);
  return predicate === null ? null : finish(reading, at, column, predicate);
}

const excluding =
  /^(?:ignore|ignoring|skip|skipping|drop|dropping|exclude|excluding|except|except for|leave out|leaving out|omit|omitting|remove|removing|discard|discarding|throw away|throw out|filter out|without|reject|rejecting|but not|no|исключи|исключая|исключ\S*|кроме|без|убери|убирай|отбрось|отбрасывай|unless|apart from|all but|other than|none|nothing|not those|not the ones|bar|barring|save|leave aside|leaving aside|за исключением|пропусти|пропускай|игнорируй|выкинь|не бери)$/u;

/** Where the word stands that turns the condition round: "leave out rows with …", "ignore robots (…". */
function negatedFrom(reading: Reading, at: number): number | null {
  if (free(reading, at)?.lower === 'unless') return at;
  for (let back = at - 1; back >= Math.max(0, at - 5); back -= 1) {
    const token = free(reading, back);
    if (token === undefined) return null;
    if (excluding.test(token.lower)) return back;
    const passed =
      isMarkAt(reading, back, '(') ||
      has(token, 'generic') ||
      has(token, 'determiner') ||
      has(token, 'all') ||
      has(token, 'filler') ||
      has(token, 'notify') ||
      has(token, 'container') ||
      (has(token, 'in') && is(reading, back + 1, 'determiner')) ||
      (token.kind === 'word' && token.senses.length === 0);
    if (!passed) return null;
  }
  return null;
}

/** Not (a and b) is not a, or not b; not (a or b) is not a, and not b. */
function negateAll(filters: readonly FilterIntent[]): FilterIntent[] {
  const flipped = filters.map((filter) => filter.any.map(negateCondition));
  const [first] = filters;
  if (first === undefined) return [];
  if (filters.length === 1) {
    return flipped.flat().map((condition) => ({ ...first, any: [condition] }));
  }
  return [{ ...first, any: flipped.flat() }];
}

/** "rows that are active", "orders which have no tutor": a relative clause, if a condition follows. */
function isRelative(reading: Reading, at: number): boolean {
  const word = free(reading, at)?.lower ?? '';
  return (
    ['that', 'which', 'who', 'который', 'которые', 'которая'].includes(word) &&
    !is(reading, at + 1, 'move')
  );
}

/** Russian "с" opens a condition only when a comparison follows: "с суммой больше 100". */
function opensWithAmbiguous(reading: Reading, at: number): boolean {
  if (!is(reading, at, 'with') || !is(reading, at, 'from')) return false;
  const name = free(reading, at + 1);
  const latin = name?.kind === 'name' || /^[a-z]/iu.test(name?.text ?? '');
  if (latin && (is(reading, at + 2, 'cmp') || is(reading, at + 2, 'is'))) return true;
  if (latin && free(reading, at + 2)?.lower === 'от') return true;
  return [2, 3].some(
    (ahead) =>
      free(reading, at + ahead)?.lower === 'от' ||
      is(reading, at + ahead, 'cmp', '>') ||
      is(reading, at + ahead, 'cmp', '<') ||
      is(reading, at + ahead, 'cmp', '>=') ||
      is(reading, at + ahead, 'cmp', '<='),
  );
}

/** A condition without "where": "amount over 100", "created since 2024-01-01", "last 30 days". */
function readLoose(reading: Reading, at: number): FiltersRead | null {
  const found =
    readExcepted(reading, at) ??
    readListed(reading, at) ??
    readFilled(reading, at) ??
    readLooseLacking(reading, at) ??
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
  const negated = shut === null ? negatedFrom(reading, found.start) : null;
  if (shut === null && negated === null) return found;
  return {
    start: negated ?? found.start,
    read: { ...found.read, condition: negateCondition(found.read.condition) },
    end: shut ?? found.end,
  };
}

/** "reason not empty": the verb is left out. */
function readFilled(reading: Reading, at: number): LooseRead | null {
  if (!is(reading, at, 'not') || !is(reading, at + 1, 'null')) return null;
  const column = columnBefore(reading, at);
  if (column === null) return null;
  const predicate = { body: { cmp: 'not_null' as const, values: [] }, end: at + 2 };
  return {
    read: finish(reading, column.start, column.name, predicate),
    start: column.start,
    end: at + 2,
  };
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
  if (!excluding.test(free(reading, at)?.lower ?? '')) return null;
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

/** "hired in 2023": the whole year. */
function readYear(reading: Reading, at: number): LooseRead | null {
  const year = free(reading, at + 1)?.text ?? '';
  const from =
    is(reading, at, 'from') && !is(reading, at + 2, 'to') && !is(reading, at + 2, 'cmp', 'until');
  if (!(is(reading, at, 'in') || from) || !/^(?:19|20)\d{2}$/u.test(year)) return null;
  const values = [`${year}-01-01`, `${year}-12-31`].map((value) => ({
    type: 'date' as const,
    value,
  }));
  const column = columnBefore(reading, at);
  const start = column?.start ?? at;
  const predicate = { body: { cmp: 'between' as const, values }, end: at + 2 };
  return { read: finish(reading, start, column?.name ?? null, predicate), start, end: at + 2 };
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
  if (!led || name?.kind !== 'name' || name.text.includes('.')) return null;
  const token = free(reading, at + 2);
  const value =
    token?.kind === 'number' || token?.quoted === true ? readScalar(reading, at + 2) : null;
  if (value === null) return null;
  const predicate = { body: { cmp: '=' as const, values: [value.item] }, end: value.end };
  return { read: finish(reading, at + 1, name.text, predicate), start: at, end: value.end };
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
    /(?:ed|en|made|sold|sent|paid|born)$/u.test(token.lower) || has(token, 'state');
  if (participle) return place;
  const before = free(reading, back - 1);
  const opened =
    before === undefined ||
    isMarkAt(reading, back - 1, ',', '(', ';', ':') ||
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
