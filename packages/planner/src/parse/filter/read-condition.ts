import type { Condition } from '../../ir/index.ts';
import { has, textOf, type Token } from '../../text/token.ts';
import { endsClause, evidenceOf, free, is, isMarkAt, skip, type Reading } from '../reading.ts';
import { negatedFrom } from './negated-from.ts';
import { readPeriod } from './read-period.ts';
import {
  isOperator,
  readPredicate,
  readStatus,
  type Predicate,
  type PredicateRead,
} from './read-predicate.ts';
import { trailingExclusionEnd } from './read-trailing-exclusion.ts';
import { readScalar, stateOf } from './read-value.ts';

/** A condition, and where its words end. */
export interface ConditionRead {
  readonly condition: Condition;
  readonly end: number;
}

const maxColumnWords = 4;

/** A whole condition behind "where": column, comparison, value. */
export function readCondition(reading: Reading, at: number): ConditionRead | null {
  const start = skip(reading, at, 'determiner', 'generic');
  const lacking =
    readNeverGiven(reading, start) ??
    readLacking(reading, start) ??
    readCounted(reading, start) ??
    readCounted(reading, skip(reading, start, 'is')) ??
    readHaving(reading, start);
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

/** "never gave an email", "did not leave a phone": as good as having none. */
function readNeverGiven(reading: Reading, at: number): ConditionRead | null {
  if (!is(reading, at, 'not')) return null;
  const verb = free(reading, at + 1)?.lower ?? '';
  if (
    !/^(?:gave|give|given|left|leave|entered|enter|provided|provide|filled|told|tell|supplied|supply|received|receive|got|had|set)$/u.test(
      verb,
    ) ||
    !isIndefinite(reading, at + 2)
  )
    return null;
  const column = free(reading, at + 3);
  const named = column?.kind === 'name' ? !column.text.includes('.') : column?.kind === 'word';
  if (column === undefined || !named || has(column, 'system')) return null;
  return finish(reading, at, column.text, { body: { cmp: 'is_null', values: [] }, end: at + 4 });
}

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
    (verb > at ||
      word.startsWith('lack') ||
      isIndefinite(reading, place - 1) ||
      isLeftOut(reading, word, place));
  if (column === undefined || !(column.kind === 'name' || spoken)) return null;
  if (column.text.includes('.') || has(column, 'system')) return null;
  const predicate: PredicateRead = { body: { cmp: 'is_null', values: [] }, end: place + 1 };
  return finish(reading, at, column.text, predicate);
}

/** "строки без email пропускай": a word in the alphabet of columns, and rows that are left out. */
function isLeftOut(reading: Reading, word: string, at: number): boolean {
  const isLatin = /^[a-z]\w*$/iu.test(free(reading, at)?.text ?? '');
  if (!isLatin) return false;
  if (word === 'без') return trailingExclusionEnd(reading, at + 1) !== null;
  // "skip leads without email": nothing goes on behind what they lack.
  const isLast = endsClause(reading, at + 1) || isMarkAt(reading, at + 1, ',');
  return word === 'without' && isLast && negatedFrom(reading, at - 1) !== null;
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
  const predicate: PredicateRead = {
    body: { cmp: word, values: [value.item] },
    end: value.end + 1,
  };
  return finish(reading, at, noun.text, predicate);
}

function isCountable(token: Token): boolean {
  if (token.kind === 'name') return !token.text.includes('.');
  const isNoun =
    token.senses.length === 0 ||
    (token.lower.endsWith('s') &&
      (['container', 'move', 'notify', 'outcome', 'cmp'] as const).some((tag) => has(token, tag)));
  return token.kind === 'word' && isNoun && /^\p{L}{3,}$/u.test(token.text);
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
  predicate: PredicateRead,
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
function nounOf(column: string, { values }: Predicate): string {
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
  // "unless they are test orders": a pronoun is no column.
  if (/^(?:they|it|he|she|we|you|them|i|он|она|они|оно)$/u.test(token.lower)) return false;
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
