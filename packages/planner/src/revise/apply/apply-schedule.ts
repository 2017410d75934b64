import { isTimeZone, parseCron, type Cron, type Schedule } from '@ai-etl/core';
import type { ScheduleIntent } from '../../ir/index.ts';
import { askOne, assume } from '../../link/findings.ts';
import { parseSchedule } from '../../parse/parse-schedule.ts';
import type { ScheduleChange } from '../revision-ir.ts';
import { askLeaveOut } from './choose-one.ts';
import { forgetAssumptions } from './forget-assumptions.ts';
import type { Working } from './working.ts';

/** Changes what the words say of when it runs: hour, days or zone; the rest stays. */
export function applySchedule(working: Working, change: ScheduleChange): void {
  const { spec, context } = working;
  const present = spec.schedule ?? null;
  if (change.schedule?.kind === 'manual') {
    const { schedule: _, ...rest } = spec;
    working.spec = rest;
    forgetAssumptions(working, 'schedule');
    return;
  }
  const cron = cronOf(working, change, present);
  if (cron === null) return;
  const zone = zoneOf(working, change, present?.timezone ?? context.defaults?.timezone ?? 'UTC');
  if (present === null && change.zone === null) {
    assume(working.findings, {
      path: 'schedule.timezone',
      value: zone,
      because: 'no time zone is named',
    });
  }
  const keepsZone = change.zone === null && present !== null;
  forgetAssumptions(working, 'schedule.cron', ...(keepsZone ? [] : ['schedule.timezone']));
  const none = working.spec.assumptions.filter((one) => one.path !== 'schedule');
  working.spec = {
    ...working.spec,
    schedule: { catchup: 'latest', ...present, cron, timezone: zone },
    assumptions: none,
  };
}

function cronOf(working: Working, change: ScheduleChange, present: Schedule | null): string | null {
  const said = change.evidence.text;
  if (change.without.length > 0) return withoutDays(working, change, present);
  const { schedule } = change;
  if (schedule === null) {
    if (present !== null) return present.cron;
    askLeaveOut(
      working.findings,
      'schedule',
      `"${said}": the pipeline has no schedule, so a time zone alone changes nothing. Leave this part out?`,
    );
    return null;
  }
  if (schedule.kind !== 'cron') return askTime(working, change, schedule);
  const parsed = parseCron(schedule.cron);
  if (!parsed.ok) return askTime(working, change, schedule);
  if (present === null || change.states === 'all') {
    if (!schedule.hourStated) assumeHour(working, said, schedule.cron);
    return schedule.cron;
  }
  const old = present.cron.split(' ');
  const fresh = schedule.cron.split(' ');
  if (old.length !== 5 || fresh.length !== 5) return schedule.cron;
  const merged =
    change.states === 'time'
      ? [fresh[0], fresh[1], ...old.slice(2)].join(' ')
      : [old[0], old[1], ...fresh.slice(2)].join(' ');
  const isMerged = parseCron(merged).ok && (change.states === 'days' || isOnce(present.cron));
  if (!isMerged) return schedule.cron;
  if (merged !== schedule.cron) {
    assume(working.findings, {
      path: 'schedule.cron',
      value: merged,
      because: `"${said}" ${change.states === 'time' ? 'names no days, which stay as they were' : 'names no hour, which stays as it was'}`,
      alternatives: [schedule.cron],
    });
  }
  return merged;
}

/** At times of day, not every so many minutes or hours. */
function isOnce(cron: string): boolean {
  const [minute = '', hour = ''] = cron.split(' ');
  return /^[\d,]+$/u.test(minute) && /^[\d,]+$/u.test(hour);
}

function assumeHour(working: Working, said: string, cron: string): void {
  assume(working.findings, {
    path: 'schedule.cron',
    value: cron,
    because: `"${said}" names no hour`,
  });
}

/** "not on Sundays" */
function withoutDays(
  working: Working,
  { evidence, without }: ScheduleChange,
  present: Schedule | null,
): string | null {
  const parsed = present === null ? null : parseCron(present.cron);
  const fields = present?.cron.split(' ') ?? [];
  const days =
    parsed?.ok === true ? daysOf(parsed.cron).filter((day) => !without.includes(day)) : [];
  if (days.length > 0 && fields.length === 5 && fields[2] === '*')
    return [...fields.slice(0, 4), days.join(',')].join(' ');
  askLeaveOut(
    working.findings,
    'schedule',
    present === null
      ? `"${evidence.text}": the pipeline has no schedule. Leave this part out?`
      : `"${evidence.text}": no run would be left of the schedule ${present.cron}, or it goes by days of the month. Leave this part out?`,
  );
  return null;
}

function daysOf({ daysOfWeek }: Cron): number[] {
  return [1, 2, 3, 4, 5, 6, 0].filter((day) => daysOfWeek.values.has(day));
}

function askTime(
  working: Working,
  { evidence }: ScheduleChange,
  schedule: ScheduleIntent,
): string | null {
  const problem =
    schedule.kind === 'impossible'
      ? schedule.problem
      : schedule.kind === 'streaming'
        ? 'no route loads continuously yet'
        : 'no cron says that';
  const nearest = schedule.kind === 'impossible' ? schedule.nearest : [];
  return askOne(working.findings, {
    id: 'schedule',
    field: 'schedule',
    question: `"${evidence.text}": ${problem}. When should it run?`,
    choices: nearest.map((cron) => ({ value: cron, label: cron, because: 'it comes near' })),
    accept: (text) => {
      if (parseCron(text).ok) return text;
      const read = parseSchedule(text).schedule;
      return read?.kind === 'cron' && parseCron(read.cron).ok ? read.cron : null;
    },
  });
}

function zoneOf(working: Working, { zone }: ScheduleChange, fallback: string): string {
  if (zone === null) return fallback;
  if (zone.zone !== null) return zone.zone;
  const answer = askOne(working.findings, {
    id: 'timezone',
    field: 'timezone',
    question: `"${zone.evidence.text}" is no time zone that is known. Which one is meant?`,
    choices: [{ value: fallback, label: fallback, because: 'it is the present one' }],
    accept: (text) => (isTimeZone(text) ? text : null),
  });
  return answer ?? fallback;
}
