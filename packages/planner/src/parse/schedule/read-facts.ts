import { has, numberOf } from '../../text/token.ts';
import { claim, endsClause, free, is, isMarkAt, skip, type Reading } from '../reading.ts';
import type { FactRead, TimeFact } from './fact.ts';
import { readClock, readClockFact } from './read-clock.ts';
import {
  readDates,
  readMonthDays,
  readNthWeekday,
  readPeriodEnd,
  readWeekdays,
} from './read-days.ts';
import {
  isThan,
  readCount,
  readEvery,
  readFrequency,
  readMinutesPast,
  readOnTheHour,
} from './read-repeat.ts';

type FactReader = (reading: Reading, at: number) => FactRead | null;

/** Most specific first: "every Monday" before "every", "10 past every hour" before "at 10". */
const readers: readonly FactReader[] = [
  readCron,
  readMinutesPast,
  readCount,
  readNthWeekday,
  readPeriodEnd,
  readDates,
  readMonthDays,
  readWeekdays,
  readEvery,
  readFrequency,
  readOnTheHour,
  readWindow,
  readClockFact,
  readMode,
  readBadTime,
];

/** Reads and claims everything the text says about when. */
export function readFacts(reading: Reading): TimeFact[] {
  const facts: TimeFact[] = [];
  let at = 0;
  while (at < reading.tokens.length) {
    const found = firstOf(reading, at);
    if (found === null) at += 1;
    else {
      facts.push({ ...found.body, evidence: claim(reading, at, found.end) });
      at = found.end;
    }
  }
  const often = facts.some(
    (fact) => fact.kind === 'repeat' && (fact.unit === 'minute' || fact.unit === 'hour'),
  );
  if (often) facts.push(...readPlainWindows(reading));
  return facts;
}

function firstOf(reading: Reading, at: number): FactRead | null {
  for (const read of readers) {
    const found = read(reading, at);
    if (found !== null) return found;
  }
  return null;
}

function readCron(reading: Reading, at: number): FactRead | null {
  const lead = skip(reading, at, 'cron_noun');
  const quotedLead = lead > at && isMarkAt(reading, lead, ':', '=') ? lead + 1 : lead;
  const token = free(reading, quotedLead);
  if (token?.kind !== 'cron') return null;
  return {
    body: { kind: 'cron', cron: token.text.split(/\s+/u).join(' ') },
    end: quotedLead + 1,
  };
}

/** "between 9am and 5pm", "from 08:00 to 18:00" */
function readWindow(reading: Reading, at: number): FactRead | null {
  if (!is(reading, at, 'from') && !is(reading, at, 'between')) return null;
  const from = readClock(reading, at + 1);
  if (from === null || !isWindowJoint(reading, from.end)) return null;
  const to = readClock(reading, from.end + 1);
  if (to === null) return null;
  return { body: { kind: 'window', from: from.item.hour, to: to.item.hour }, end: to.end };
}

/** "from 6 to 22": plain numbers are hours only beside "every 30 minutes". */
function readPlainWindows(reading: Reading): TimeFact[] {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    // "hourly 7 to 19": right behind the rhythm.
    const isBehind =
      reading.claimed[at] === 1 || (isMarkAt(reading, at, ',') && reading.claimed[at - 1] === 1);
    const isBare = isBehind && free(reading, at + 1)?.kind === 'number';
    if (!isBare && !is(reading, at, 'from') && !is(reading, at, 'between')) continue;
    const from = numberOf(free(reading, at + 1), 'number');
    const to = numberOf(free(reading, at + 3), 'number');
    if (from === undefined || to === undefined || !isWindowJoint(reading, at + 2)) continue;
    if (from > 23 || to > 24 || from >= to) continue;
    const end = is(reading, at + 4, 'unit', 'hour') ? at + 5 : at + 4;
    return [{ kind: 'window', from, to, evidence: claim(reading, isBare ? at + 1 : at, end) }];
  }
  return [];
}

function isWindowJoint(reading: Reading, at: number): boolean {
  return (
    is(reading, at, 'to') ||
    is(reading, at, 'and') ||
    is(reading, at, 'cmp', 'until') ||
    is(reading, at, 'cmp', 'before') ||
    is(reading, at, 'past', 'to') ||
    isMarkAt(reading, at, '-', '–', '—')
  );
}

function readMode(reading: Reading, at: number): FactRead | null {
  const token = free(reading, at);
  // "loaded_at = now()": a function, no time to run.
  const isCall = isMarkAt(reading, at + 1, '(') || isWhen(reading, at);
  if (has(token, 'manual') && !isCall && !isThan(reading, at) && !isOfRow(reading, at))
    return { body: { kind: 'manual' }, end: at + 1 };
  // "data lives in MySQL": where it is, not how it runs.
  if (!has(token, 'streaming') || token?.lower === 'lives') return null;
  // "live data" and "continuous measurements" are things, not a way to run.
  const adjective = token?.lower === 'live' || token?.lower === 'continuous';
  if (adjective && !endsClause(reading, at + 1) && !isMarkAt(reading, at + 1, ',')) return null;
  return { body: { kind: 'streaming' }, end: at + 1 };
}

/** "once it is done": when something is over, no single run. */
function isWhen(reading: Reading, at: number): boolean {
  return (
    free(reading, at)?.lower === 'once' &&
    /^(?:it|it's|this|that|they|everything|done|finished|ready|complete|completed|loaded|finishes)$/u.test(
      free(reading, at + 1)?.lower ?? '',
    )
  );
}

/** "each row only once": how often a row is there, not how often it is loaded. */
function isOfRow(reading: Reading, at: number): boolean {
  const back = /^(?:only|just)$/u.test(reading.tokens[at - 1]?.lower ?? '') ? at - 2 : at - 1;
  return /^(?:row|rows|record|records|line|lines|entry|value)$/u.test(
    reading.tokens[back]?.lower ?? '',
  );
}

/** 25:00 and 7:75 look like times and are none. */
function readBadTime(reading: Reading, at: number): FactRead | null {
  const lead = skip(reading, at, 'at', 'on');
  const token = free(reading, lead);
  if (token?.kind !== 'time') return null;
  return {
    body: { kind: 'impossible', problem: `${token.text} is no time of day`, nearest: [] },
    end: lead + 1,
  };
}
