import type { ScheduleIntent, ZoneMention } from '../ir/index.ts';
import { tokenise } from '../text/tokenise.ts';
import { openReading } from './reading.ts';
import { readSchedule } from './schedule/index.ts';

/** What a short text says about when: for answers to questions, and for parts of a contradiction. */
export function parseSchedule(text: string): {
  readonly schedule: ScheduleIntent | null;
  readonly zone: ZoneMention | null;
} {
  const { schedule, zone } = readSchedule(openReading(text, tokenise(text.slice(0, 500))));
  return { schedule, zone };
}
