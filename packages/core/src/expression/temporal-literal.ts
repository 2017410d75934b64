/** Kinds of literal that name a day or a moment. */
export type TemporalKind = 'date' | 'time' | 'timestamp' | 'timestamptz';

/** How each kind is written, for messages. */
export const temporalForms: Readonly<Record<TemporalKind, string>> = {
  date: "'2024-01-31'",
  time: "'10:00:00'",
  timestamp: "'2024-01-31 10:00:00'",
  timestamptz: "'2024-01-31 10:00:00Z' or with an offset such as +02:00",
};

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const timePattern = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?$/;
const offsetPattern = /\s*(z|utc|[+-]\d{2}(?::?\d{2})?)$/i;

/**
 * Canonical text of a temporal literal, or undefined when the text names no real one:
 * `2024-01-31`, `10:00:00[.ffffff]`, `2024-01-31 10:00:00[.ffffff]`; a timestamptz in UTC, its
 * offset applied (none means UTC). The fraction has no trailing zeros.
 */
export function normalizeTemporal(kind: TemporalKind, text: string): string | undefined {
  const trimmed = text.trim();
  switch (kind) {
    case 'date':
      return isRealDate(trimmed) ? trimmed : undefined;
    case 'time':
      return normalizeTime(trimmed);
    case 'timestamp':
      return normalizeTimestamp(trimmed);
    case 'timestamptz':
      return normalizeInstant(trimmed);
  }
}

function isRealDate(text: string): boolean {
  const [, year, month, day] = datePattern.exec(text) ?? [];
  if (year === undefined || year === '0000') return false;
  const date = new Date(`${text}T00:00:00Z`);
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
}

function normalizeTime(text: string): string | undefined {
  const [, hour, minute, second = '00', fraction = ''] = timePattern.exec(text) ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const significant = fraction.replace(/0+$/, '');
  return `${hour}:${minute}:${second}${significant === '' ? '' : `.${significant}`}`;
}

function normalizeTimestamp(text: string): string | undefined {
  const date = text.slice(0, 10);
  if (!isRealDate(date)) return undefined;
  if (text.length === 10) return `${date} 00:00:00`;
  if (!/[ T]/.test(text.slice(10, 11))) return undefined;
  const time = normalizeTime(text.slice(11));
  return time && `${date} ${time}`;
}

function normalizeInstant(text: string): string | undefined {
  const offset = offsetPattern.exec(text.slice(10));
  const local = normalizeTimestamp(offset ? text.slice(0, text.length - offset[0].length) : text);
  const minutes = offsetMinutes(offset?.[1] ?? 'z');
  if (local === undefined || minutes === undefined) return undefined;
  const fraction = local.slice(19);
  const moment = new Date(`${local.slice(0, 19).replace(' ', 'T')}Z`).getTime() - minutes * 60_000;
  const iso = new Date(moment).toISOString();
  return /^(?!0000)\d{4}-/.test(iso)
    ? `${iso.slice(0, 19).replace('T', ' ')}${fraction}`
    : undefined;
}

/** Minutes east of UTC; real zones stay within 14 hours. */
function offsetMinutes(text: string): number | undefined {
  if (/^(z|utc)$/i.test(text)) return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(':', '') || '0');
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
