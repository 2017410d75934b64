import { didYouMean } from '../../nearest-names.ts';
import { parseCron } from '../../time/cron.ts';
import { isTimeZone, timeZoneNames } from '../../time/time-zone.ts';
import type { Pass } from './pass.ts';

/** The cron has five sound fields, and the time zone exists. */
export const scheduleSound: Pass = ({ spec, findings }) => {
  if (spec.schedule === undefined) return;
  const { cron, timezone } = spec.schedule;
  const parsed = parseCron(cron);
  if (!parsed.ok) findings.add('INVALID_SCHEDULE', 'schedule.cron', parsed.message, parsed.hint);
  if (isTimeZone(timezone)) return;
  findings.add(
    'INVALID_TIME_ZONE',
    'schedule.timezone',
    `"${timezone}" is not a time zone.`,
    didYouMean(timezone, timeZoneNames()) ?? 'write an IANA name such as Europe/Berlin',
  );
};
