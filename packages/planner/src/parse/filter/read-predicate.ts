import type { Comparison, Condition } from '../../ir/index.ts';
import { textOf } from '../../text/token.ts';
import { endsClause, free, is, isMarkAt, skip, type Reading } from '../reading.ts';
import { readPeriod } from './read-period.ts';
import { readDate, readScalar, readScalars } from './read-value.ts';

/** What is said of a column. */
export type Predicate = Pick<Condition, 'cmp'> & Partial<Pick<Condition, 'values' | 'period'>>;

/** A predicate, and where its words end. */
export interface PredicateRead {
  readonly body: Predicate;
  readonly end: number;
}

/** "is not null", "over 100", "is completed", "in (a, b)", "between 1 and 5", "in the last 7 days". */
export function readPredicate(reading: Reading, at: number): PredicateRead | null {
  // "a ctr of at least 0.02"
  const of = is(reading, at, 'of') && is(reading, at + 1, 'cmp') ? at + 1 : at;
  const afterIs = skip(reading, skipVerb(reading, of), 'is');
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
  // "sailed_on is the date": says what a column is, not which rows are meant.
  if (is(reading, place, 'determiner') && isRole(reading, place + 1)) return null;
  const list = readScalars(reading, skip(reading, place, 'determiner'));
  if (list === null) return null;
  const many = list.items.length > 1;
  const cmp: Comparison = negated ? (many ? 'not_in' : '!=') : many ? 'in' : '=';
  return { body: { cmp, values: list.items }, end: list.end };
}

function isRole(reading: Reading, at: number): boolean {
  const token = free(reading, at);
  return (
    token?.quoted === false &&
    /^(?:date|day|time|timestamp|moment|key|identifier|column|field)$/u.test(token.lower)
  );
}

/** "a monthly_fee of 50 or more", "age 18 or above" */
function readOrMore(reading: Reading, at: number): PredicateRead | null {
  const value = readScalar(reading, at);
  const joins = is(reading, value?.end ?? at, 'or') || is(reading, value?.end ?? at, 'and');
  if (value === null || value.item.type !== 'number' || !joins) return null;
  const word = free(reading, value.end + 1)?.lower ?? '';
  const cmp =
    /^(?:more|above|higher|greater|over|up|upwards|better|older|longer|heavier|larger|bigger|later|больше|выше|более|лучше|старше|тяжелее|дольше)$/u.test(
      word,
    )
      ? '>='
      : /^(?:less|below|fewer|lower|under|worse|younger|shorter|lighter|smaller|earlier|cheaper|меньше|ниже|менее|хуже|младше|легче|короче)$/u.test(
            word,
          )
        ? '<='
        : null;
  return cmp === null ? null : { body: { cmp, values: [value.item] }, end: value.end + 2 };
}

/** "status open": the verb is left out between a status and what it can be. */
export function readStatus(reading: Reading, at: number): PredicateRead | null {
  if (!/^(?:status|state|статус\p{L}*)$/u.test(free(reading, at)?.lower ?? '')) return null;
  const value = is(reading, at + 1, 'state') ? readScalar(reading, at + 1) : null;
  if (value === null) return null;
  if (is(reading, value.end, 'or')) return readStates(reading, at + 1);
  return { body: { cmp: '=', values: [value.item] }, end: value.end };
}

/** Past "lies", "falls", "ranges" before a comparison: they say no more than "is". */
function skipVerb(reading: Reading, at: number): number {
  const isVerb =
    /^(?:lie|lies|range|ranges|fall|falls|sit|sits|stay|stays|go|goes|drop|drops|лежит|лежат|находится|находятся|попадает|попадают|падает|опускается|держится|остается)$/u.test(
      free(reading, at)?.lower ?? '',
    );
  const compares =
    is(reading, at + 1, 'between') ||
    is(reading, at + 1, 'cmp') ||
    (is(reading, at + 1, 'from') && free(reading, at + 2)?.kind === 'number');
  return isVerb && compares ? at + 1 : at;
}

/** "status open or waiting": a word behind the last state is one as well, where the list ends there. */
function readStates(reading: Reading, at: number): PredicateRead | null {
  const list = readScalars(reading, at);
  if (list === null || list.items.length < 2) return null;
  const isClosed = endsClause(reading, list.end) || isMarkAt(reading, list.end, ',', ')');
  const areKnown = is(reading, list.end - 1, 'state');
  return !isClosed || areKnown ? null : { body: { cmp: 'in', values: list.items }, end: list.end };
}

/** Past "still", "already", "currently": they change no condition. */
function skipAdverb(reading: Reading, at: number): number {
  return /^(?:still|already|currently|now|yet|really|actually|always|also|again|even|again|еще|уже|все еще|сейчас|всегда)$/u.test(
    free(reading, at)?.lower ?? '',
  )
    ? at + 1
    : at;
}

function readNull(reading: Reading, at: number, negated: boolean): PredicateRead | null {
  if (is(reading, at, 'null')) {
    return { body: { cmp: negated ? 'not_null' : 'is_null' }, end: at + 1 };
  }
  const filled = ['filled', 'set', 'present', 'known', 'заполнен', 'заполнено', 'указан'].includes(
    free(reading, at)?.lower ?? '',
  );
  return filled ? { body: { cmp: negated ? 'is_null' : 'not_null' }, end: at + 1 } : null;
}

function readBetween(reading: Reading, at: number): PredicateRead | null {
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

function readComparison(reading: Reading, at: number, negated: boolean): PredicateRead | null {
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
): PredicateRead | null {
  const joint =
    is(reading, low.end, 'cmp', 'until') ||
    is(reading, low.end, 'cmp', 'before') ||
    is(reading, low.end, 'to');
  const high = joint ? readDate(reading, low.end + 1) : null;
  if (high === null) return null;
  return { body: { cmp: 'between', values: [low.item, high.item] }, end: high.end };
}

function readOperator(reading: Reading, at: number, cmp: Comparison): PredicateRead | null {
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

function readLike(
  reading: Reading,
  at: number,
  word: string,
  negated: boolean,
): PredicateRead | null {
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

function readIn(reading: Reading, at: number, negated: boolean): PredicateRead | null {
  const list = readScalars(reading, at);
  if (list === null) return null;
  return { body: { cmp: negated ? 'not_in' : 'in', values: list.items }, end: list.end };
}

/** Whether a comparison of the lexicon is written as a sign. */
export function isOperator(word: string): word is '>' | '>=' | '<' | '<=' | '=' | '!=' {
  return ['>', '>=', '<', '<=', '=', '!='].includes(word);
}

function flip(cmp: '>' | '>=' | '<' | '<=' | '=' | '!='): Comparison {
  const opposite = { '>': '<=', '>=': '<', '<': '>=', '<=': '>', '=': '!=', '!=': '=' } as const;
  return opposite[cmp];
}
