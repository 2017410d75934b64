import { parseTimeUnit, type TimeUnit } from '@ai-etl/core';
import { readSpan, type SpanRead } from './read-span.ts';
import type { TimeToken } from './time-tokens.ts';
import { back, floor, math, tomorrow, trailing, type When } from './when.ts';

/** When something happened, and where the words after it begin. */
export interface WhenRead {
  readonly when: When;
  readonly end: number;
}

/** A time, and how many letters of the text of tokens say it. */
interface Read {
  readonly when: When;
  readonly length: number;
}

/** Without one of these nothing is said of time. */
const saysTime =
  /second|minute|hour|day|week|month|quarter|year|tomorrow|fortnight|\bmon\d|\b[qh]\d|\b[ymq]td\b|\d[-./]\d/u;

/** Reads a stretch of time at the start of tokens; null when there is none. A bare year is left to numbers. */
export function readWhen(tokens: readonly TimeToken[]): WhenRead | null {
  const text = tokens.map((token) => token.text).join(' ');
  if (!saysTime.test(text)) return null;
  const read =
    readAge(text) ?? readEnds(text) ?? readRange(text) ?? readBound(text) ?? readInside(text);
  if (read === null) return null;
  const count = text.slice(0, read.length).trim().split(' ').length;
  const last = tokens[count - 1];
  return last === undefined ? null : { when: read.when, end: last.end };
}

const count = '(?<count>[1-9]\\d{0,4})';
const unit = '(?<unit>second|minute|hour|day|week|month|quarter|year)';
const aged = new RegExp(
  `^(?:(?:more than|more|older than|at least|earlier than|before) ${count} ${unit} (?:ago|old)|older (?:than )?${count} ${unit}(?: ago)?|(?:in|for) (?:more than|more|at least) (?:${count} )?${unit})(?= |$)`,
  'u',
);
const fresh = new RegExp(
  `^(?:less than|newer than|no more than|not more than|in) ${count} ${unit} ago(?= |$)`,
  'u',
);
const sinceAgo = new RegExp(`^(?:since|from|after|starting) (?:${count} )?${unit} ago(?= |$)`, 'u');

/** "older than 90 days", "more than a week ago", "less than 3 hours ago", "since 10 days ago". */
function readAge(text: string): Read | null {
  const old = aged.exec(text);
  if (old !== null) {
    const groups = old.groups ?? {};
    const end = back(unitOf(groups['unit']), Number(groups['count'] ?? 1));
    return { when: { start: null, end }, length: old[0].length };
  }
  const young = fresh.exec(text);
  if (young !== null) {
    const when = trailing(unitOf(young.groups?.['unit']), Number(young.groups?.['count']));
    return { when, length: young[0].length };
  }
  const since = sinceAgo.exec(text);
  if (since === null) return null;
  const start = back(unitOf(since.groups?.['unit']), Number(since.groups?.['count'] ?? 1));
  return { when: { start, end: null }, length: since[0].length };
}

/** "since the start of last year", "until the end of March 2023". */
function readEnds(text: string): Read | null {
  const found = /^(since|from|after|before|until|to|by|starting)(?: from| at)? (start|end) /u.exec(
    text,
  );
  if (found === null) return null;
  const [lead, word, side] = found;
  const rest = text.slice(lead.length);
  const bare = new RegExp(`^(?:this )?${unit}(?= |$)`, 'u').exec(rest);
  const read =
    bare === null
      ? readSpan(rest)
      : { span: thisOf(unitOf(bare.groups?.['unit'])), length: bare[0].length };
  if (read === null) return null;
  const edge = side === 'start' ? read.span.start : read.span.end;
  const isFrom = ['since', 'from', 'after', 'starting'].includes(word ?? '');
  const tail = isFrom
    ? (/^ (?:to|until|till|po|before) (?:date|now|today)(?= |$)/u.exec(
        rest.slice(read.length),
      )?.[0] ?? '')
    : '';
  return {
    when: isFrom ? { start: edge, end: tail === '' ? null : tomorrow } : { start: null, end: edge },
    length: lead.length + read.length + tail.length,
  };
}

function thisOf(each: TimeUnit) {
  return {
    start: math(floor(each)),
    end: math(floor(each), { kind: 'move', count: 1, unit: each }),
  };
}

const joins = /^ (?:and|to|until|through|po|before|-|–|—) /u;

/** "between May and July 2022", "from 5 March to today". The last day belongs to it. */
function readRange(text: string): Read | null {
  const lead = /^(?:in )?(?:(?:between|from|since) )?/u.exec(text)?.[0] ?? '';
  const rest = text.slice(lead.length);
  const first = readSpan(rest);
  if (first === null) return null;
  const join = joins.exec(rest.slice(first.length))?.[0];
  if (join === undefined || (lead === '' && join === ' and ')) return null;
  const after = rest.slice(first.length + join.length);
  const now = /^(?:now|today|date)(?= |$)/u.exec(after)?.[0];
  const second = now === undefined ? readSpan(after) : null;
  const length =
    lead.length + first.length + join.length + (now ?? '').length + (second?.length ?? 0);
  if (now !== undefined) return { when: { start: first.span.start, end: tomorrow }, length };
  if (
    second === null ||
    (first.says === 'year' && second.says === 'year' && !saysYear(text.slice(0, length)))
  )
    return null;
  const start = withYear(first, rest.slice(0, first.length), after.slice(0, second.length));
  return { when: { start: start.span.start, end: second.span.end }, length };
}

/** "May" of "May to July 2022" is of that year too. */
function withYear(first: SpanRead, said: string, later: string): SpanRead {
  const year = /(?:19|20)\d\d/u.exec(later)?.[0];
  if (year === undefined || /(?:19|20)\d\d/u.test(said)) return first;
  return readSpan(`${said} ${year}`) ?? first;
}

/** "since March 2022", "before 2020-01-01": "after" leaves the days out, "since" does not. */
function readBound(text: string): Read | null {
  const found =
    /^(?:(since|starting(?: from| in| on)?|as of)|(after|later than|newer than)|(before|prior to|earlier than|older than)|(until|through|up to|by|no later than)|(from)) (?:in |on |mid )?/u.exec(
      text,
    );
  if (found === null) return null;
  const [lead, since, after, before, until, from] = found;
  const read = readSpan(text.slice(lead.length));
  if (read === null) return null;
  const tail =
    /^ (?:onward|and after|and later|on)(?= |$)/u.exec(
      text.slice(lead.length + read.length),
    )?.[0] ?? '';
  const length = lead.length + read.length + tail.length;
  if (read.says === 'year' && !saysYear(text.slice(0, length))) return null;
  const { start, end } = read.span;
  if (since !== undefined) return { when: { start, end: null }, length };
  if (after !== undefined) return { when: { start: end, end: null }, length };
  if (before !== undefined) return { when: { start: null, end: start }, length };
  if (until !== undefined) return { when: { start: null, end }, length };
  // "orders from last month" are of that month; "from 5 March" begins there.
  const isOpen = from !== undefined && (tail !== '' || read.says === 'day');
  return { when: isOpen ? { start, end: null } : read.span, length };
}

/** "in March 2022", "today", "over the last 6 months". */
function readInside(text: string): Read | null {
  const lead = /^(?:in|over|more|for|on|at|from)(?: in)? /u.exec(text)?.[0] ?? '';
  const read = readSpan(text.slice(lead.length));
  if (read === null) return null;
  const length = lead.length + read.length;
  // "may" and "march" are verbs too, "first quarter" may be a value.
  if (read.says === 'part' && lead === '') return null;
  if (read.says === 'year' && !saysYear(text.slice(0, length))) return null;
  return { when: read.span, length };
}

/** "в 2021 году": surely no other number. "The year 2021" is left to numbers. */
function saysYear(text: string): boolean {
  return /\d year\b/u.test(text);
}

function unitOf(word: string | undefined): TimeUnit {
  return parseTimeUnit(word ?? '') ?? 'day';
}
