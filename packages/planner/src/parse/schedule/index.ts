import type { ZoneMention } from '../../ir/index.ts';
import type { Reading } from '../reading.ts';
import { combineFacts, type ScheduleReading } from './combine.ts';
import { readFacts } from './read-facts.ts';
import { readZone } from './read-zone.ts';

export { defaultHour } from './build-cron.ts';

/** Reads and claims when it runs and in which time zone. */
export function readSchedule(
  reading: Reading,
): ScheduleReading & { readonly zone: ZoneMention | null } {
  const facts = readFacts(reading);
  return { ...combineFacts(facts), zone: readZone(reading) };
}
