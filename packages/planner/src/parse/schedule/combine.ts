import type { Conflict, Evidence, ScheduleIntent } from '../../ir/index.ts';
import { buildCron } from './build-cron.ts';
import { factsOf, type Daypart, type FactOf, type RepeatUnit, type TimeFact } from './fact.ts';

/** What all facts came to. */
export interface ScheduleReading {
  readonly schedule: ScheduleIntent | null;
  readonly conflicts: readonly Conflict[];
}

/** What all facts together say: a schedule, nothing, or why they cannot all hold. */
export function combineFacts(facts: readonly TimeFact[]): ScheduleReading {
  if (facts.length === 0) return { schedule: null, conflicts: [] };
  const conflict = findConflict(facts);
  if (conflict !== null) return { schedule: null, conflicts: [conflict] };
  return { schedule: scheduleOf(facts), conflicts: [] };
}

function scheduleOf(facts: readonly TimeFact[]): ScheduleIntent {
  const evidence = facts.map((fact) => fact.evidence);
  const impossible = factsOf(facts, 'impossible')[0];
  if (impossible !== undefined) {
    const { problem, nearest } = impossible;
    return { kind: 'impossible', problem, nearest, evidence };
  }
  if (facts.some((fact) => fact.kind === 'manual')) return { kind: 'manual', evidence };
  if (facts.some((fact) => fact.kind === 'streaming')) return { kind: 'streaming', evidence };
  const cron = factsOf(facts, 'cron')[0];
  if (cron !== undefined) return checkCronFields(cron.cron, evidence);
  const built = buildCron(facts);
  return 'problem' in built
    ? { kind: 'impossible', ...built, evidence }
    : { kind: 'cron', ...built, evidence };
}

/** Exactly five fields; the usual mistake is a sixth one for seconds. */
function checkCronFields(cron: string, evidence: readonly Evidence[]): ScheduleIntent {
  const fields = cron.split(' ');
  if (fields.length === 5) return { kind: 'cron', cron, hourStated: true, evidence };
  return {
    kind: 'impossible',
    problem: `the cron "${cron}" has ${fields.length} fields; five are needed: minute hour day-of-month month day-of-week`,
    nearest: fields.length === 6 ? [fields.slice(1).join(' ')] : [],
    evidence,
  };
}

function findConflict(facts: readonly TimeFact[]): Conflict | null {
  return (
    rhythmConflict(facts) ??
    dayConflict(facts) ??
    clockConflict(facts) ??
    partConflict(facts) ??
    apartConflict(facts)
  );
}

/** "daily, every hour" */
function rhythmConflict(facts: readonly TimeFact[]): Conflict | null {
  const [first, ...others] = facts.filter((fact) => rhythmOf(fact) !== null);
  const other = first === undefined ? undefined : others.find((fact) => !agree(first, fact));
  return first === undefined || other === undefined ? null : conflictOf(first, other);
}

/** "daily on Monday", "on the 1st of the month on Mondays" */
function dayConflict(facts: readonly TimeFact[]): Conflict | null {
  const [weekdays] = factsOf(facts, 'weekdays');
  const [nth] = factsOf(facts, 'nth_weekdays');
  const dated = facts.find((fact) => fact.kind === 'month_days' || fact.kind === 'dates');
  const against = nth === undefined ? undefined : (weekdays ?? dated);
  if (nth !== undefined && against !== undefined) return conflictOf(nth, against);
  if (weekdays === undefined) return null;
  const few = !weekdays.group && weekdays.days.length < 3;
  const daily = facts.find((fact) => fact.kind === 'repeat' && fact.unit === 'day');
  if (few && daily !== undefined) return conflictOf(daily, weekdays);
  const other = disjointDays(weekdays, facts);
  if (other !== null) return conflictOf(weekdays, other);
  const monthDays = facts.find(
    (fact) => fact.kind === 'month_days' || fact.kind === 'dates' || isMonthly(fact),
  );
  return monthDays === undefined ? null : conflictOf(monthDays, weekdays);
}

/** "on weekdays only, Saturdays at 10": a group of days, and a day outside it said apart. */
function disjointDays(first: FactOf<'weekdays'>, facts: readonly TimeFact[]): TimeFact | null {
  const others = factsOf(facts, 'weekdays').filter((fact) => fact.evidence !== first.evidence);
  const isApart = ({ days, group }: FactOf<'weekdays'>): boolean =>
    (group || first.group) && days.every((day) => !first.days.includes(day));
  return others.find(isApart) ?? null;
}

/** "Mondays at 8:00 and Thursdays at 17:00": each day has a time of its own, which no one cron holds. */
function apartConflict(facts: readonly TimeFact[]): Conflict | null {
  const told = facts.filter((fact) => fact.kind === 'weekdays' || fact.kind === 'clock');
  const [a, b, c, d] = told;
  if (told.length !== 4 || a === undefined || b === undefined || c === undefined || d === undefined)
    return null;
  const kinds = told.map((fact) => fact.kind).join();
  if (kinds !== 'weekdays,clock,weekdays,clock' && kinds !== 'clock,weekdays,clock,weekdays')
    return null;
  const [first, second] = factsOf(told, 'clock');
  const isSame = JSON.stringify(first?.times) === JSON.stringify(second?.times);
  return isSame ? null : conflictOf(b, d);
}

/** "every 10 minutes at 09:00", "twice a day at 7:00" */
function clockConflict(facts: readonly TimeFact[]): Conflict | null {
  const clocks = factsOf(facts, 'clock').filter((fact) => !fact.starting);
  const first = clocks[0];
  if (first === undefined) return null;
  const often = facts.find((fact) => fact.kind === 'minutes' || isSubDaily(fact));
  if (often !== undefined) return conflictOf(often, first);
  const count = factsOf(facts, 'count').find((fact) => fact.unit === 'day');
  const times = clocks.reduce((sum, fact) => sum + fact.times.length, 0);
  return count !== undefined && count.times !== times ? conflictOf(count, first) : null;
}

/** "each night at 12 noon", "every morning at 18:00": a part of the day, and an hour that is never in it. */
function partConflict(facts: readonly TimeFact[]): Conflict | null {
  const [part] = factsOf(facts, 'daypart');
  if (part === undefined) return null;
  const clock = factsOf(facts, 'clock').find(
    ({ times, evidence }) =>
      evidence.text !== part.evidence.text &&
      times.some(({ hour }) => isOutside(part.part, hour, evidence.text)),
  );
  return clock === undefined ? null : conflictOf(part, clock);
}

/** Hours up to 12 may be told by a clock of twelve hours; noon is said only of the day. */
function isOutside(part: Daypart, hour: number, words: string): boolean {
  const isNoon = hour === 12 && /\bnoon\b|\bmidday\b|полдень|полудн/iu.test(words);
  if (part === 'night') return isNoon || (hour >= 13 && hour <= 17);
  return part === 'morning' && hour >= 14;
}

function conflictOf(a: TimeFact, b: TimeFact): Conflict {
  return {
    field: 'schedule',
    problem: `"${a.evidence.text}" and "${b.evidence.text}" contradict each other`,
    claims: [a.evidence, b.evidence],
  };
}

function isSubDaily(fact: TimeFact): boolean {
  return fact.kind === 'repeat' && (fact.unit === 'minute' || fact.unit === 'hour');
}

function isMonthly(fact: TimeFact): boolean {
  return fact.kind === 'repeat' && !isSubDaily(fact) && fact.unit !== 'day' && fact.unit !== 'week';
}

const minutesIn: Readonly<Record<RepeatUnit, number>> = {
  minute: 1,
  hour: 60,
  day: 1440,
  week: 10_080,
  month: 43_200,
  quarter: 129_600,
  half_year: 259_200,
  year: 525_600,
};

/** How often a fact says it runs: minutes between runs, or a word; null when it says nothing of it. */
function rhythmOf(fact: TimeFact): number | string | null {
  switch (fact.kind) {
    case 'repeat':
      return minutesIn[fact.unit] * fact.count;
    case 'count':
      return minutesIn[fact.unit] / fact.times;
    case 'daypart':
      return fact.ofDay === true ? null : minutesIn.day;
    case 'minutes':
      return minutesIn.hour;
    case 'manual':
    case 'streaming':
      return fact.kind;
    case 'cron':
      return fact.cron;
    case 'weekdays':
    case 'nth_weekdays':
    case 'month_days':
    case 'dates':
    case 'clock':
    case 'window':
    case 'impossible':
      return null;
  }
}

/** Same rhythm, or a cron beside words that we cannot hold against it. */
function agree(a: TimeFact, b: TimeFact): boolean {
  const one = rhythmOf(a);
  const two = rhythmOf(b);
  if (one === two) return true;
  if (a.kind === 'count' && b.kind === 'repeat') return minutesIn[a.unit] === two;
  if (b.kind === 'count' && a.kind === 'repeat') return minutesIn[b.unit] === one;
  if (a.kind === 'cron' || b.kind === 'cron') return a.kind !== 'manual' && b.kind !== 'manual';
  return false;
}
