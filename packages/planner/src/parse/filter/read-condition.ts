import type { Comparison, Condition } from '../../ir/index.ts';
import { has, textOf, type Token } from '../../text/token.ts';
import { evidenceOf, free, is, isMarkAt, skip, type Reading } from '../reading.ts';
import { readPeriod } from './read-period.ts';
import { readDate, readScalar, readScalars, stateOf } from './read-value.ts';

/** A condition, and where its words end. */
export interface ConditionRead {
  readonly condition: Condition;
  readonly end: number;
}

type Body = Pick<Condition, 'cmp'> & Partial<Pick<Condition, 'values' | 'period'>>;
interface BodyRead {
  readonly body: Body;
  readonly end: number;
}

const maxColumnWords = 4;

/** A whole condition behind "where": column, comparison, value. */
export function readCondition(reading: Reading, at: number): ConditionRead | null {
  const start = skip(reading, at, 'determiner', 'generic');
  const lacking =
    readLacking(reading, start) ?? readCounted(reading, start) ?? readHaving(reading, start);
  if (lacking !== null) return lacking;
  for (let words = 1; words <= maxColumnWords; words += 1) {
    const token = free(reading, start + words - 1);
    if (!canBeColumn(reading, start + words - 1)) break;
    const predicate =
      readPredicate(reading, start + words) ?? (words === 1 ? readStatus(reading, start) : null);
    if (predicate === null) continue;
    const mixed =
      /^[A-Za-z]/u.test(token?.text ?? '') &&
      /^\p{Script=Cyrillic}/u.test(free(reading, start)?.text ?? '');
    const column =
      words === 1 || mixed ? (token?.text ?? '') : textBetween(reading, start, start + words);
    return finish(reading, start, column, predicate);
  }
  return readStateCondition(reading, start);
}

const lacking =
  /^(?:no|without|missing|lacking|lack|lacks|empty|blank|null|нет|без|пустой|пустая|пустое|пустым|пустыми|отсутствует)$/u;

/** "have no tutor_id", "without an email", "with empty phone": the column has no value. */
export function readLacking(reading: Reading, at: number): ConditionRead | null {
  const verb = skip(reading, at, 'is', 'with');
  const word = free(reading, verb)?.lower ?? '';
  const place = lacking.test(word)
    ? skip(reading, verb + 1, 'determiner', 'null')
    : is(reading, verb, 'not') && lacking.test(free(reading, verb)?.lower ?? '')
      ? verb + 1
      : -1;
  const column = place < 0 ? undefined : free(reading, place);
  // "have no phone", "lacking email": a mere word is a column only where something has or lacks it.
  const spoken =
    column?.kind === 'word' &&
    (column.senses.length === 0 || has(column, 'notify')) &&
    (verb > at || word.startsWith('lack') || isIndefinite(reading, place - 1));
  if (column === undefined || !(column.kind === 'name' || spoken)) return null;
  if (column.text.includes('.') || has(column, 'system')) return null;
  const predicate: BodyRead = { body: { cmp: 'is_null', values: [] }, end: place + 1 };
  return finish(reading, at, column.text, predicate);
}

/** "rows that have a user_id": the column has a value. */
function readHaving(reading: Reading, at: number): ConditionRead | null {
  const verb = free(reading, at)?.lower ?? '';
  const article = free(reading, at + 1)?.lower ?? '';
  if (
    !/^(?:have|has|carry|carries|contain|contains|hold|holds)$/u.test(verb) ||
    !/^an?$/u.test(article)
  )
    return null;
  const column = free(reading, at + 2);
  if (column?.kind !== 'name' || column.text.includes('.')) return null;
  const goesOn = (['cmp', 'is', 'of', 'null', 'between'] as const).some((tag) =>
    is(reading, at + 3, tag),
  );
  if (goesOn) return null;
  return finish(reading, at, column.text, { body: { cmp: 'not_null', values: [] }, end: at + 3 });
}

/** "without an email": an article says that it is a value which is lacking, not a column. */
function isIndefinite(reading: Reading, at: number): boolean {
  return /^(?:a|an|any)$/u.test(free(reading, at)?.lower ?? '');
}

/** "more than 1000 clicks": the noun behind the number is the column. */
export function readCounted(reading: Reading, at: number): ConditionRead | null {
  const word = textOf(free(reading, at), 'cmp');
  if (word === undefined || !isOperator(word)) return null;
  const value = readScalar(reading, skip(reading, at + 1, 'determiner', 'of'));
  if (value === null || value.item.type !== 'number') return null;
  const noun = free(reading, value.end);
  if (noun === undefined || !isCountable(noun)) return null;
  const predicate: BodyRead = { body: { cmp: word, values: [value.item] }, end: value.end + 1 };
  return finish(reading, at, noun.text, predicate);
}

function isCountable(token: Token): boolean {
  if (token.kind === 'name') return !token.text.includes('.');
  const isNoun =
    token.senses.length === 0 ||
    (/s$/u.test(token.lower) &&
      (['container', 'move', 'notify', 'outcome'] as const).some((tag) => has(token, tag)));
  return token.kind === 'word' && isNoun && /^\p{L}{3,}$/u.test(token.text);
}

/** "is not null", "over 100", "is completed", "in (a, b)", "between 1 and 5", "in the last 7 days". */
export function readPredicate(reading: Reading, at: number): BodyRead | null {
  // "a ctr of at least 0.02"
  const of = is(reading, at, 'of') && is(reading, at + 1, 'cmp') ? at + 1 : at;
  const afterIs = skip(reading, of, 'is');
  const adverb = skipAdverb(reading, afterIs);
  const negated = is(reading, adverb, 'not');
  const place = negated ? skipAdverb(reading, skip(reading, adverb + 1, 'is')) : adverb;
  const nothing = readNull(reading, place, negated);
  if (nothing !== null) return nothing;
  const small = skip(reading, place, 'in', 'from', 'for', 'on', 'of');
  const period =
    readPeriod(reading, small) ?? readPeriod(reading, skip(reading, small, 'determiner'));
  if (period !== null && !negated) {
    return { body: { cmp: 'period', period: period.period }, end: period.end };
  }
  const open = negated ? null : readOrMore(reading, of === at ? skip(reading, place, 'of') : place);
  if (open !== null) return open;
  const between = readBetween(reading, place);
  if (between !== null && !negated) return between;
  // "с capacity от 50"
  if (free(reading, place)?.lower === 'от' && !negated) {
    const low = readScalar(reading, place + 1);
    if (low?.item.type === 'number')
      return { body: { cmp: '>=', values: [low.item] }, end: low.end };
  }
  const compared = readComparison(reading, place, negated);
  if (compared !== null) return compared;
  // "status not paid": the verb is left out before a state.
  const terse = negated && is(reading, place, 'state');
  // "with verified true"
  if (is(reading, place, 'truth') && !negated) {
    const truth = readScalar(reading, place);
    if (truth !== null) return { body: { cmp: '=', values: [truth.item] }, end: truth.end };
  }
  if (afterIs === at && !terse) return null;
  const list = readScalars(reading, skip(reading, place, 'determiner'));
  if (list === null) return null;
  const many = list.items.length > 1;
  const cmp: Comparison = negated ? (many ? 'not_in' : '!=') : many ? 'in' : '=';
  return { body: { cmp, values: list.items }, end: list.end };
}

/** "a monthly_fee of 50 or more", "age 18 or above" */
function readOrMore(reading: Reading, at: number): BodyRead | null {
  const value = readScalar(reading, at);
  if (value === null || value.item.type !== 'number' || !is(reading, value.end, 'or')) return null;
  const word = free(reading, value.end + 1)?.lower ?? '';
  const cmp = /^(?:more|above|higher|greater|over|up|upwards|больше|выше|более)$/u.test(word)
    ? '>='
    : /^(?:less|below|fewer|lower|under|меньше|ниже|менее)$/u.test(word)
      ? '<='
      : null;
  return cmp === null ? null : { body: { cmp, values: [value.item] }, end: value.end + 2 };
}

/** "status open": the verb is left out between a status and what it can be. */
function readStatus(reading: Reading, at: number): BodyRead | null {
  if (!/^(?:status|state|статус\p{L}*)$/u.test(free(reading, at)?.lower ?? '')) return null;
  const value = is(reading, at + 1, 'state') ? readScalar(reading, at + 1) : null;
  if (value === null || is(reading, value.end, 'or')) return null;
  return { body: { cmp: '=', values: [value.item] }, end: value.end };
}

/** Past "still", "already", "currently": they change no condition. */
function skipAdverb(reading: Reading, at: number): number {
  return /^(?:still|already|currently|now|yet|really|actually|always|also|again|even|again|еще|уже|все еще|сейчас|всегда)$/u.test(
    free(reading, at)?.lower ?? '',
  )
    ? at + 1
    : at;
}

function readNull(reading: Reading, at: number, negated: boolean): BodyRead | null {
  if (is(reading, at, 'null')) {
    return { body: { cmp: negated ? 'not_null' : 'is_null' }, end: at + 1 };
  }
  const filled = ['filled', 'set', 'present', 'known', 'заполнен', 'заполнено', 'указан'].includes(
    free(reading, at)?.lower ?? '',
  );
  return filled ? { body: { cmp: negated ? 'is_null' : 'not_null' }, end: at + 1 } : null;
}

function readBetween(reading: Reading, at: number): BodyRead | null {
  const from = is(reading, at, 'from') || free(reading, at)?.lower === 'от';
  if (!from && !is(reading, at, 'between')) return null;
  const low = readDate(reading, at + 1) ?? readScalar(reading, at + 1);
  if (low === null) return null;
  const joint =
    is(reading, low.end, 'and') ||
    is(reading, low.end, 'to') ||
    is(reading, low.end, 'cmp', 'until') ||
    is(reading, low.end, 'cmp', 'before');
  const high = joint ? (readDate(reading, low.end + 1) ?? readScalar(reading, low.end + 1)) : null;
  if (high === null || low.item.type === 'text' || high.item.type !== low.item.type) return null;
  return { body: { cmp: 'between', values: [low.item, high.item] }, end: high.end };
}

function readComparison(reading: Reading, at: number, negated: boolean): BodyRead | null {
  const word = textOf(free(reading, at), 'cmp');
  if (word === undefined) return null;
  const place = skip(reading, at + 1, 'determiner', 'of');
  switch (word) {
    case 'since':
    case 'after':
    case 'before':
    case 'until': {
      const date = readDate(reading, place);
      const range = word === 'since' && date !== null && !negated ? readUntil(reading, date) : null;
      if (range !== null) return range;
      const cmp = word === 'since' ? '>=' : word === 'after' ? '>' : word === 'before' ? '<' : '<=';
      return date === null
        ? null
        : { body: { cmp: negated ? flip(cmp) : cmp, values: [date.item] }, end: date.end };
    }
    // "older than 18" without a unit is a number of years, or of whatever the column counts.
    case 'older':
    case 'younger': {
      const age = readScalar(reading, place);
      if (age === null || age.item.type !== 'number' || is(reading, age.end, 'unit')) return null;
      const cmp = word === 'older' ? '>' : '<';
      return { body: { cmp: negated ? flip(cmp) : cmp, values: [age.item] }, end: age.end };
    }
    case 'contains':
    case 'starts':
    case 'ends':
    case 'like':
      return readLike(reading, place, word, negated);
    case 'in':
    case 'not_in':
      return readIn(reading, place, (word === 'not_in') !== negated);
    default:
      return isOperator(word) ? readOperator(reading, place, negated ? flip(word) : word) : null;
  }
}

/** "since 2023-01-01 until 2023-12-31" */
function readUntil(
  reading: Reading,
  low: { readonly item: Condition['values'][number]; readonly end: number },
): BodyRead | null {
  const joint =
    is(reading, low.end, 'cmp', 'until') ||
    is(reading, low.end, 'cmp', 'before') ||
    is(reading, low.end, 'to');
  const high = joint ? readDate(reading, low.end + 1) : null;
  if (high === null) return null;
  return { body: { cmp: 'between', values: [low.item, high.item] }, end: high.end };
}

function readOperator(reading: Reading, at: number, cmp: Comparison): BodyRead | null {
  const value = readScalar(reading, at);
  if (value === null) return null;
  const ordered = cmp !== '=' && cmp !== '!=';
  // "more than most" compares nothing: an order needs a number, a date or a parameter.
  if (ordered && (value.item.type === 'text' || value.item.type === 'bool')) return null;
  return { body: { cmp, values: [value.item] }, end: unitEnd(reading, value.end) };
}

/** "longer than 600 seconds": the unit belongs to the number, unless an age goes on behind it. */
function unitEnd(reading: Reading, at: number): number {
  const goesOn = is(reading, at + 1, 'old') || is(reading, at + 1, 'ago');
  return is(reading, at, 'unit') && !goesOn ? at + 1 : at;
}

function readLike(reading: Reading, at: number, word: string, negated: boolean): BodyRead | null {
  const token = free(reading, at);
  const value = readScalar(reading, at);
  if (token === undefined || value === null || value.item.type !== 'text') return null;
  if (word === 'like' && !token.quoted) return null;
  const text =
    word === 'like'
      ? value.item.value
      : value.item.value.replaceAll(/[%_\\]/gu, (mark) => `\\${mark}`);
  const pattern =
    word === 'contains'
      ? `%${text}%`
      : word === 'starts'
        ? `${text}%`
        : word === 'ends'
          ? `%${text}`
          : text;
  return {
    body: { cmp: negated ? 'not_like' : 'like', values: [{ type: 'text', value: pattern }] },
    end: value.end,
  };
}

function readIn(reading: Reading, at: number, negated: boolean): BodyRead | null {
  const list = readScalars(reading, at);
  if (list === null) return null;
  return { body: { cmp: negated ? 'not_in' : 'in', values: list.items }, end: list.end };
}

/** "that are active", "not cancelled", "except cancelled or returned ones" */
export function readStateCondition(reading: Reading, at: number): ConditionRead | null {
  const lead = skip(reading, at, 'determiner', 'is', 'generic');
  const is_ = free(reading, lead)?.lower === 'both' ? lead + 1 : lead;
  const negated = is(reading, is_, 'not') || is(reading, is_, 'except');
  const start = negated ? skip(reading, is_ + 1, 'is', 'all', 'determiner') : is_;
  const states: string[] = [];
  let end = start;
  while (is(reading, end, 'state') && states.length < 20) {
    states.push(stateOf(reading, end));
    end += 1;
    const joint = is(reading, end, 'and') || is(reading, end, 'or') || isMarkAt(reading, end, ',');
    if (!joint || !is(reading, end + 1, 'state')) break;
    end += 1;
  }
  // "delivered yesterday": the moment of it, no state.
  if (states.length === 0 || (states.length === 1 && !negated && readPeriod(reading, end) !== null))
    return null;
  if (negated) end = free(reading, end)?.lower === 'ones' ? end + 1 : end;
  const condition: Condition = {
    column: null,
    cmp: negated ? 'not_state' : 'state',
    values: states.map((value) => ({ type: 'text', value })),
    period: null,
    evidence: evidenceOf(reading, at, end),
  };
  return { condition, end };
}

/** A condition from its column and predicate. */
export function finish(
  reading: Reading,
  start: number,
  column: string | null,
  predicate: BodyRead,
): ConditionRead {
  return {
    condition: {
      column: column === null ? null : nounOf(column, predicate.body),
      cmp: predicate.body.cmp,
      values: predicate.body.values ?? [],
      period: predicate.body.period ?? null,
      evidence: evidenceOf(reading, start, predicate.end),
    },
    end: predicate.end,
  };
}

/** "scored above 80" and "priced over 5" are of a score and a price: the participle of a number. */
function nounOf(column: string, { values }: Body): string {
  return values?.[0]?.type === 'number' &&
    /^(?:scored|priced|aged|sized|rated|graded)$/u.test(column)
    ? column.slice(0, -1)
    : column;
}

/** Words between two tokens as one name: "order date". */
export function textBetween(reading: Reading, from: number, to: number): string {
  return reading.tokens
    .slice(from, to)
    .map((token) => token.lower)
    .join(' ');
}

/** Whether the free token can belong to a column's name. */
export function canBeColumn(reading: Reading, at: number): boolean {
  const token = free(reading, at);
  if (
    token === undefined ||
    token.kind === 'mark' ||
    token.kind === 'number' ||
    token.kind === 'time'
  )
    return false;
  if (token.kind === 'path' || token.kind === 'date' || has(token, 'system')) return false;
  // "source = 'web'": before a sign the word is a column, whatever it says elsewhere.
  if (
    /^(?:source|target|origin|destination)$/u.test(token.lower) &&
    isMarkAt(reading, at + 1, '=', '!=', '<>', '==')
  )
    return true;
  return !(
    [
      'is',
      'cmp',
      'from',
      'to',
      'where',
      'between',
      'and',
      'or',
      'not',
      'only',
      'move',
      'write',
      'every',
      'frequency',
      'per',
      'except',
    ] as const
  ).some((tag) => has(token, tag));
}

function isOperator(word: string): word is '>' | '>=' | '<' | '<=' | '=' | '!=' {
  return ['>', '>=', '<', '<=', '=', '!='].includes(word);
}

function flip(cmp: '>' | '>=' | '<' | '<=' | '=' | '!='): Comparison {
  const opposite = { '>': '<=', '>=': '<', '<': '>=', '<=': '>', '=': '!=', '!=': '=' } as const;
  return opposite[cmp];
}
