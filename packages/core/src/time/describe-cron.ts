import { joinWords } from '../nearest-names.ts';
import type { NthWeekday } from './cron-days.ts';
import { parseCron, type Cron } from './cron.ts';

const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A schedule in English: `every day at 02:00`; the cron text itself when that reads better. */
export function describeCron(text: string): string {
  const parsed = parseCron(text);
  const plain = `on the schedule ${text}`;
  if (!parsed.ok || !parsed.cron.months.any) return plain;
  const { cron } = parsed;
  const times = timesOfDay(cron);
  if (times === undefined) return everyFew(cron) ?? plain;
  const anyDay = cron.daysOfMonth.any && cron.daysOfWeek.any;
  if (anyDay) return `every day at ${times}`;
  if (cron.daysOfMonth.any && cron.nthWeekdays.length > 0) {
    return cron.daysOfWeek.values.size > 0
      ? plain
      : `on the ${joinWords(cron.nthWeekdays.map(nthWeekday), 'and')} of every month at ${times}`;
  }
  if (cron.daysOfMonth.any) return `every ${weekdays(cron)} at ${times}`;
  const days = [...cron.daysOfMonth.values].map(String);
  if (!cron.daysOfWeek.any || days.length > 3) return plain;
  const { last, firstWorking, lastWorking } = cron.specialDays;
  const working = [
    ...(firstWorking ? ['the first working day'] : []),
    ...(lastWorking ? ['the last working day'] : []),
  ];
  if (last) days.push('the last one');
  if (working.length === 0) return `every month on day ${joinWords(days, 'and')} at ${times}`;
  return days.length > 0 ? plain : `every month on ${joinWords(working, 'and')} at ${times}`;
}

/** Up to four fixed times: `02:00 and 14:00`. */
function timesOfDay({ hours, minutes }: Cron): string | undefined {
  if (hours.values.size * minutes.values.size > 4) return undefined;
  const times = [...hours.values].flatMap((hour) =>
    [...minutes.values].map((minute) => `${twoDigits(hour)}:${twoDigits(minute)}`),
  );
  return joinWords(times.toSorted(), 'and');
}

function everyFew({ hours, minutes, daysOfMonth, daysOfWeek }: Cron): string | undefined {
  if (!hours.any || !daysOfMonth.any || !daysOfWeek.any) return undefined;
  if (minutes.any) return 'every minute';
  if (minutes.values.size === 1) {
    const [minute = 0] = minutes.values;
    return minute === 0 ? 'every hour' : `every hour at minute ${minute}`;
  }
  const [first = 0, second = 0] = minutes.values;
  const step = second - first;
  const regular = first === 0 && 60 % step === 0 && minutes.values.size === 60 / step;
  return regular ? `every ${step} minutes` : undefined;
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];

function nthWeekday({ day, nth }: NthWeekday): string {
  return `${nth === 'last' ? 'last' : (ordinals[nth - 1] ?? '')} ${dayNames[day] ?? ''}`;
}

function weekdays({ daysOfWeek }: Cron): string {
  const days = [...daysOfWeek.values].toSorted((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
  if (days.join() === '1,2,3,4,5') return 'weekday';
  return joinWords(
    days.map((day) => dayNames[day] ?? ''),
    'and',
  );
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
