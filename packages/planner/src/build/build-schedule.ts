import { isTimeZone, parseCron, type PipelineSpecInput } from '@ai-etl/core';
import type { PlannerIR, ScheduleIntent } from '../ir/index.ts';
import { askOne, assume, type Findings } from '../link/findings.ts';
import { parseSchedule } from '../parse/parse-schedule.ts';
import type { Choice, PlannerDefaults } from '../plan-types.ts';

type ScheduleInput = NonNullable<PipelineSpecInput['schedule']>;

const manualChoice: Choice = {
  value: 'manual',
  label: 'no schedule',
  because: 'it runs when someone starts it',
};

/** The schedule of the spec; undefined: it runs when someone starts it. */
export function buildSchedule(
  ir: PlannerIR,
  findings: Findings,
  defaults: PlannerDefaults,
): ScheduleInput | undefined {
  const settled = settle(ir, findings);
  if (settled === null) return undefined;
  const timezone = chooseZone(ir, settled, { findings, defaults });
  return { cron: settled.cron, timezone };
}

interface Settled {
  readonly cron: string;
  /** A zone given with the answer. */
  readonly zone: string | null;
}

function settle(ir: PlannerIR, findings: Findings): Settled | null {
  const conflict = ir.conflicts.find((one) => one.field === 'schedule');
  if (conflict !== undefined) {
    const choices = conflict.claims.flatMap((claim) => choicesOf(claim.text));
    return askSchedule(findings, `${conflict.problem}. When should it run?`, choices);
  }
  const { schedule } = ir;
  if (schedule === null) {
    assume(findings, {
      path: 'schedule',
      value: 'none',
      because: 'no time is named: it runs when someone starts it',
      alternatives: ['daily at 02:00', 'every hour'],
    });
    return null;
  }
  switch (schedule.kind) {
    case 'manual':
    case 'streaming':
      return null;
    case 'impossible':
      return askSchedule(
        findings,
        `${upperFirst(schedule.problem)}. When should it run?`,
        schedule.nearest.map((cron) => ({ value: cron, label: cron, because: 'it comes near' })),
      );
    case 'cron':
      return checkCron(schedule, findings);
  }
}

function checkCron(
  schedule: Extract<ScheduleIntent, { kind: 'cron' }>,
  findings: Findings,
): Settled | null {
  const parsed = parseCron(schedule.cron);
  if (!parsed.ok)
    return askSchedule(
      findings,
      `The schedule "${schedule.cron}" cannot be used: ${parsed.message}. When should it run?`,
      [],
    );
  if (!schedule.hourStated) {
    const words = schedule.evidence.map((one) => one.text).join(' ');
    assume(findings, {
      path: 'schedule.cron',
      value: schedule.cron,
      because: `"${words}" names no hour`,
      alternatives: alternativeHours(schedule.cron),
    });
  }
  return { cron: schedule.cron, zone: null };
}

function alternativeHours(cron: string): string[] {
  const [, hour = '', ...days] = cron.split(' ');
  return ['0', '6', '22']
    .filter((one) => one !== hour && /^\d+$/u.test(hour))
    .map((one) => ['0', one, ...days].join(' '));
}

function askSchedule(
  findings: Findings,
  question: string,
  choices: readonly Choice[],
): Settled | null {
  const answer = askOne(findings, {
    id: 'schedule',
    field: 'schedule',
    question,
    choices: [...uniqueChoices(choices), manualChoice],
    accept: readScheduleAnswer,
  });
  if (answer === null || answer === 'manual') return null;
  const zoned = /^CRON_TZ=(\S+) (.+)$/u.exec(answer);
  return zoned === null
    ? { cron: answer, zone: null }
    : { cron: zoned[2] ?? answer, zone: zoned[1] ?? null };
}

function uniqueChoices(choices: readonly Choice[]): Choice[] {
  return choices.filter(
    (choice, at) => choices.findIndex((other) => other.value === choice.value) === at,
  );
}

/** A cron, or words such as "daily at 3am Berlin time". */
function readScheduleAnswer(text: string): string | null {
  if (parseCron(text).ok) return text;
  const { schedule, zone } = parseSchedule(text);
  if (schedule?.kind === 'manual') return 'manual';
  if (schedule?.kind !== 'cron' || !parseCron(schedule.cron).ok) return null;
  return zone?.zone == null ? schedule.cron : `CRON_TZ=${zone.zone} ${schedule.cron}`;
}

/** What one half of a contradiction says alone. */
function choicesOf(text: string): Choice[] {
  const { schedule } = parseSchedule(text);
  if (schedule?.kind === 'cron')
    return [{ value: schedule.cron, label: text, because: `you wrote "${text}"` }];
  return schedule?.kind === 'manual'
    ? [{ ...manualChoice, label: text, because: `you wrote "${text}"` }]
    : [];
}

function chooseZone(
  ir: PlannerIR,
  settled: Settled,
  ports: { readonly findings: Findings; readonly defaults: PlannerDefaults },
): string {
  const { findings, defaults } = ports;
  const fallback = defaults.timezone ?? 'UTC';
  if (settled.zone !== null) return settled.zone;
  if (ir.zone?.zone != null) return ir.zone.zone;
  if (ir.zone !== null) {
    const zone = askOne(findings, {
      id: 'timezone',
      field: 'timezone',
      question: `"${ir.zone.evidence.text}" is no time zone that is known. Which one is meant?`,
      choices: [{ value: fallback, label: fallback, because: 'it is the default' }],
      accept: (text) =>
        isTimeZone(text) ? text : (parseSchedule(`at 1:00 ${text} time`).zone?.zone ?? null),
    });
    return zone ?? fallback;
  }
  assume(findings, {
    path: 'schedule.timezone',
    value: fallback,
    because:
      defaults.timezone === undefined
        ? 'no time zone is named'
        : "no time zone is named; it is the project's",
  });
  return fallback;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
