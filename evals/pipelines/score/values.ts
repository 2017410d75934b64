/** Values as the suite compares them: numbers by value, all else as plain text. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return (
      one.length === other.length &&
      one.every((value, at) => sameValue(value, other[at] as unknown))
    );
  }
  const [left, right] = [numberOf(one), numberOf(other)];
  if (left !== null && right !== null) return left === right;
  return textOf(one) === textOf(other);
}

/** Lists in any order. */
export function sameSet(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  const open = [...other];
  return one.every((value) => {
    const at = open.findIndex((candidate) => sameValue(value, candidate));
    if (at !== -1) open.splice(at, 1);
    return at !== -1;
  });
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^[+-]?\d+(?:\.\d+)?$/u.test(value.trim())) return null;
  return Number(value);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}

/** Quotes, a trailing slash and surrounding blanks do not count, nor does case; a prefix does. */
export function sameObject(one: unknown, other: unknown): boolean {
  return objectText(one) === objectText(other);
}

function objectText(value: unknown): string {
  if (typeof value !== 'string') return '';
  return value.replaceAll(/["'`]/gu, '').trim().replace(/\/+$/u, '').toLowerCase();
}

const unitMinutes = { minute: 1, hour: 60, day: 1440, week: 10_080 };
const unitMonths = { month: 1, quarter: 3, year: 12 };

/** Periods by meaning: `last 2 weeks` is `previous 14 days`; `last week`, a calendar one, is not. */
export function samePeriod(one: unknown, other: unknown): boolean {
  return periodText(one) === periodText(other);
}

function periodText(value: unknown): string {
  const text = String(value).trim().toLowerCase().replaceAll(/\s+/gu, ' ');
  if (text === 'last day' || text === 'previous day') return 'yesterday';
  if (text === 'this day' || text === 'current day') return 'today';
  const phrase = text
    .replace(/^(?:previous|past|trailing)\b/u, 'last')
    .replace(/^current\b/u, 'this')
    .replace(/^more than (.*) old$/u, 'older than $1');
  const counted = /^(last|older than) (\d+) (minute|hour|day|week|month|quarter|year)s?$/u.exec(
    phrase,
  );
  const [, kind, count, unit] = counted ?? [];
  if (kind === undefined || unit === undefined) return phrase;
  for (const [name, size] of Object.entries(unitMinutes)) {
    if (name === unit) return `${kind} ${Number(count) * size} minutes`;
  }
  const months = Object.entries(unitMonths).find(([name]) => name === unit)?.[1] ?? 1;
  return `${kind} ${Number(count) * months} months`;
}

/** `5 minutes`, `5m`, `300s`. Null for what is no duration. */
export function secondsOf(value: unknown): number | null {
  const found = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/u.exec(String(value).trim().toLowerCase());
  const [, count, unit = ''] = found ?? [];
  if (count === undefined) return null;
  const sizes: readonly (readonly [RegExp, number])[] = [
    [/^s(?:ec(?:ond)?s?)?$/u, 1],
    [/^m(?:in(?:ute)?s?)?$/u, 60],
    [/^h(?:(?:ou)?rs?)?$/u, 3600],
    [/^d(?:ays?)?$/u, 86_400],
  ];
  const size = sizes.find(([shape]) => shape.test(unit))?.[1];
  return size === undefined ? null : Number(count) * size;
}

export function sameDuration(one: unknown, other: unknown): boolean {
  const [left, right] = [secondsOf(one), secondsOf(other)];
  return left === null || right === null ? sameValue(one, other) : left === right;
}

/** `NUMERIC(10, 3)` is `decimal(10,3)`. */
export function sameSqlType(one: unknown, other: unknown): boolean {
  return typeText(one) === typeText(other);
}

function typeText(value: unknown): string {
  return String(value)
    .toLowerCase()
    .replaceAll(/\s+/gu, '')
    .replace(/^decimal\b/u, 'numeric')
    .replace(/^bool$/u, 'boolean')
    .replace(/^int$/u, 'integer');
}

/** Regular expressions by text, or by what they do to samples made from both. */
export function sameRegex(one: unknown, other: unknown): boolean {
  const [left, right] = [String(one), String(other)];
  if (left === right) return true;
  try {
    const [a, b] = [new RegExp(left, 'u'), new RegExp(right, 'u')];
    return regexSamples.every((sample) => a.test(sample) === b.test(sample));
  } catch {
    return false;
  }
}

const characters = ['0', '7', 'a', 'K', '-', ' ', '_', '.', '+', '@', 'я'];
const regexSamples: readonly string[] = [
  '',
  ...characters.flatMap((one) => Array.from({ length: 20 }, (_, at) => one.repeat(at + 1))),
  ...characters.flatMap((one) => characters.map((other) => one + other)),
  ...['+', 'A', 'AB', '00', 'x'].flatMap((head) =>
    Array.from({ length: 16 }, (_, at) => head + '12345678901234567'.slice(0, at + 1)),
  ),
  'a@b.co',
  'name@example.com',
  'not an address',
  '2024-01-31',
  '31.01.2024',
  '2024/01/31',
  'AB-1234',
  '123-45-6789',
  '+7 900 123-45-67',
  '12345678901a',
];
