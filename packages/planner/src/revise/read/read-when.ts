import type { Evidence } from '../../ir/index.ts';
import { openReading } from '../../parse/reading.ts';
import { combineFacts } from '../../parse/schedule/combine.ts';
import { factsOf, type TimeFact } from '../../parse/schedule/fact.ts';
import { readFacts } from '../../parse/schedule/read-facts.ts';
import { readZone } from '../../parse/schedule/read-zone.ts';
import { tokenise } from '../../text/tokenise.ts';
import type { ScheduleChange } from '../revision-ir.ts';

/** What a clause says about when; null when it says nothing of it. */
export function readWhen(clause: Evidence): ScheduleChange | null {
  const reading = openReading(clause.text, tokenise(clause.text.slice(0, 500)));
  const facts = readFacts(reading);
  const zone = readZone(reading);
  if (facts.length === 0 && zone === null) return null;
  const { schedule, conflicts } = combineFacts(facts);
  const [conflict] = conflicts;
  const settled =
    conflict === undefined
      ? schedule
      : ({
          kind: 'impossible',
          problem: conflict.problem,
          nearest: [],
          evidence: conflict.claims,
        } as const);
  return {
    about: 'schedule',
    schedule: settled,
    zone,
    states: stated(facts),
    without: [],
    evidence: clause,
  };
}

/** Which part of a schedule the facts settle; the other part of the present one stays. */
function stated(facts: readonly TimeFact[]): ScheduleChange['states'] {
  if (facts.length === 0) return 'zone';
  const only = (...kinds: readonly TimeFact['kind'][]): boolean =>
    facts.every((fact) => kinds.includes(fact.kind));
  if (only('clock', 'daypart')) return 'time';
  if (only('weekdays', 'month_days', 'dates')) return 'days';
  return 'all';
}

/** Days of the week in "on Sundays", "at weekends"; 0 is Sunday. */
export function readDaysThatGo(text: string): readonly number[] {
  const reading = openReading(text, tokenise(text.slice(0, 500)));
  const facts = readFacts(reading);
  const days = factsOf(facts, 'weekdays').flatMap((fact) => fact.days);
  return facts.length > 0 && facts.every((fact) => fact.kind === 'weekdays')
    ? [...new Set(days.map((day) => day % 7))]
    : [];
}
