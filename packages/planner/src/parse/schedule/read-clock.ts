import { numberOf, textOf } from '../../text/token.ts';
import { readList } from '../list.ts';
import { free, is, skip, type Reading } from '../reading.ts';
import type { ClockTime, FactRead } from './fact.ts';

interface ClockRead {
  readonly item: ClockTime;
  readonly end: number;
}

/** Reads "at 7:30", "6 PM and 9 PM", "half past six in the evening", "в 2 часа ночи", "noon". */
export function readClockFact(reading: Reading, at: number): FactRead | null {
  const starting = is(reading, at, 'starting');
  const start = starting ? at + 1 : at;
  const lead = skip(reading, start, 'at', 'on');
  // "amount over 10 and under 20": only "at" and "on" lead to an hour.
  const over = /^(?:over|via)$/u.test(free(reading, lead - 1)?.lower ?? '');
  const led = (lead > start && !over) || starting;
  const list = readList(reading, lead, (index) => readClock(reading, skip(reading, index, 'at')));
  if (list !== null) {
    return { body: { kind: 'clock', times: list.items, starting }, end: list.end };
  }
  return led ? readBareHours(reading, lead, starting) : null;
}

/** One time of day that is unmistakable by itself. */
export function readClock(reading: Reading, at: number): ClockRead | null {
  return (
    readDigital(reading, at) ??
    readWordClock(reading, at) ??
    readSpoken(reading, at) ??
    readRelative(reading, at) ??
    readRussian(reading, at) ??
    readHourWithPart(reading, at)
  );
}

function readDigital(reading: Reading, at: number): ClockRead | null {
  const token = free(reading, at);
  if (token?.kind !== 'time') return null;
  const [hours, minutes] = token.text.split(/[:.]/u).map(Number);
  if (hours === undefined || minutes === undefined || hours > 23 || minutes > 59) return null;
  const part = readPart(reading, at + 1);
  return {
    item: { hour: applyPart(hours, part?.part ?? null), minute: minutes },
    end: part?.end ?? at + 1,
  };
}

function readWordClock(reading: Reading, at: number): ClockRead | null {
  const clock = textOf(free(reading, at), 'clock');
  if (clock === undefined) return null;
  return { item: { hour: clock === '12:00' ? 12 : 0, minute: 0 }, end: at + 1 };
}

/** "six thirty in the morning", "seven forty-five pm": hour and minutes, both in words. */
function readSpoken(reading: Reading, at: number): ClockRead | null {
  const hour = free(reading, at);
  const minutes = free(reading, at + 1);
  if (hour?.kind !== 'word' || minutes?.kind !== 'word') return null;
  const value = numberOf(hour, 'number');
  const past = numberOf(minutes, 'number');
  if (value === undefined || past === undefined || value < 1 || value > 12) return null;
  if (![10, 15, 20, 30, 40, 45, 50].includes(past)) return null;
  const part = readPart(reading, at + 2);
  return {
    item: { hour: applyPart(value, part?.part ?? null), minute: past },
    end: part?.end ?? at + 2,
  };
}

/** "в половине седьмого утра", "без пятнадцати девять", "четверть восьмого" */
function readRussian(reading: Reading, at: number): ClockRead | null {
  const word = free(reading, at)?.lower ?? '';
  if (word === 'без') {
    const quarter = /^четверти$/u.test(free(reading, at + 1)?.lower ?? '') ? 15 : undefined;
    const minutes = quarter ?? numberOf(free(reading, at + 1), 'number');
    const next = is(reading, at + 2, 'unit', 'minute') ? at + 3 : at + 2;
    const hour = numberOf(free(reading, next), 'number');
    if (minutes === undefined || hour === undefined || minutes > 30 || hour > 12) return null;
    const part = readPart(reading, next + 1);
    const total = (applyPart(hour, part?.part ?? null) * 60 - minutes + 1440) % 1440;
    return {
      item: { hour: Math.floor(total / 60), minute: total % 60 },
      end: part?.end ?? next + 1,
    };
  }
  const past = word.startsWith('полови') ? 30 : word === 'четверть' ? 15 : null;
  const of = hoursOf.get(free(reading, at + 1)?.lower ?? '');
  if (past === null || of === undefined) return null;
  const part = readPart(reading, at + 2);
  return {
    item: { hour: applyPart(of - 1, part?.part ?? null), minute: past },
    end: part?.end ?? at + 2,
  };
}

/** "седьмого": the hour that is under way. */
const hoursOf: ReadonlyMap<string, number> = new Map(
  [
    'первого',
    'второго',
    'третьего',
    'четвертого',
    'пятого',
    'шестого',
    'седьмого',
    'восьмого',
    'девятого',
    'десятого',
    'одиннадцатого',
    'двенадцатого',
  ].map((word, at) => [word, at + 1]),
);

/** half past six, quarter to 5, 10 past 7 */
function readRelative(reading: Reading, at: number): ClockRead | null {
  const minutes = is(reading, at, 'half')
    ? 30
    : is(reading, at, 'quarter_hour')
      ? 15
      : numberOf(free(reading, at), 'number');
  const next = is(reading, at + 1, 'unit', 'minute') ? at + 2 : at + 1;
  const direction = textOf(free(reading, next), 'past');
  // "half past midnight", "quarter to noon"
  const named = textOf(free(reading, next + 1), 'clock');
  const hour =
    named === undefined ? numberOf(free(reading, next + 1), 'number') : named === '12:00' ? 12 : 0;
  if (minutes === undefined || direction === undefined || hour === undefined) return null;
  if (minutes > 59 || hour > 12 || minutes % 1 !== 0 || hour % 1 !== 0) return null;
  // "from 6 to 22" and "5 to 10" are ranges, "10 to 7" is a time.
  if (direction === 'to' && (minutes % 5 !== 0 || is(reading, at - 1, 'from'))) return null;
  const part = readPart(reading, next + 2);
  const base = applyPart(hour, part?.part ?? null);
  const total = direction === 'past' ? base * 60 + minutes : (base * 60 - minutes + 1440) % 1440;
  return {
    item: { hour: Math.floor(total / 60), minute: total % 60 },
    end: part?.end ?? next + 2,
  };
}

/** 3am, 6 in the morning, 2 часа ночи, 9 o'clock */
function readHourWithPart(reading: Reading, at: number): ClockRead | null {
  const hour = readHour(reading, at);
  if (hour === null) return null;
  const part = readPart(reading, is(reading, at + 1, 'unit', 'hour') ? at + 2 : at + 1);
  if (part === null) return null;
  return { item: { hour: applyPart(hour, part.part), minute: 0 }, end: part.end };
}

/** "at 9 and 21": plain hours, only behind "at" and only when nothing countable follows. */
function readBareHours(reading: Reading, at: number, starting: boolean): FactRead | null {
  // "взять по одной, самой свежей записи": one of each, no hour.
  if (reading.tokens[at - 1]?.lower === 'по') return null;
  const list = readList(reading, at, (index) => {
    const hour = readHour(reading, index);
    return hour === null ? null : { item: { hour, minute: 0 }, end: index + 1 };
  });
  if (list === null) return null;
  const isSharp = is(reading, list.end, 'meridiem', 'clock');
  const hours = isSharp || is(reading, list.end, 'unit', 'hour') ? 1 : 0;
  const next = free(reading, list.end + hours);
  const closed =
    next === undefined ||
    hours === 1 ||
    next.kind === 'mark' ||
    next.senses.some((sense) =>
      [
        'zone',
        'every',
        'frequency',
        'on',
        'to',
        'from',
        'and',
        'weekday',
        'day_group',
        'by',
        'zone_noun',
        'move',
        'write',
        'refresh',
        'mask',
        'drop',
        'dedupe',
        'system',
      ].includes(sense.tag),
    ) ||
    // "check daily at 6 that …"
    /^(?:that|whether|if|что)$/u.test(next.lower) ||
    // "в 8 присылай": a Russian verb goes on.
    /^\p{Script=Cyrillic}{3,}(?:ай|яй|уй|ать|ять|ить|йте)$/u.test(next.lower);
  if (!closed) return null;
  return { body: { kind: 'clock', times: list.items, starting }, end: list.end + hours };
}

function readHour(reading: Reading, at: number): number | null {
  const value = numberOf(free(reading, at), 'number');
  return value !== undefined && Number.isInteger(value) && value <= 24 ? value % 24 : null;
}

interface PartRead {
  readonly part: string;
  readonly end: number;
}

/** am, PM, in the evening, утра, o'clock */
function readPart(reading: Reading, at: number): PartRead | null {
  const sharp = is(reading, at, 'meridiem', 'clock');
  const start = sharp ? at + 1 : at;
  const meridiem = textOf(free(reading, start), 'meridiem');
  if (meridiem === 'am' || meridiem === 'pm') return { part: meridiem, end: start + 1 };
  const inner = skip(reading, start, 'in', 'at', 'determiner', 'on', 'every');
  const daypart = textOf(free(reading, inner), 'daypart');
  if (daypart !== undefined) return { part: daypart, end: inner + 1 };
  return sharp ? { part: 'clock', end: start } : null;
}

function applyPart(hour: number, part: string | null): number {
  switch (part) {
    case 'pm':
    case 'afternoon':
    case 'day':
    case 'evening':
      return hour < 12 ? hour + 12 : hour;
    case 'night':
      return hour >= 6 && hour <= 12 ? (hour + 12) % 24 : hour;
    case 'am':
    case 'morning':
      return hour === 12 ? 0 : hour;
    default:
      return hour;
  }
}
