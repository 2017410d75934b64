/** Spellings of dates in texts, most exact first. */
const dateFormats: readonly (readonly [format: string, pattern: RegExp])[] = [
  ['YYYY-MM-DDTHH:MM:SSZ', /^(\d{4})-(\d\d)-(\d\d)[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?(?:\d\d)?)?$/i],
  ['YYYY-MM-DD', /^(\d{4})-(\d\d)-(\d\d)$/],
  ['YYYY/MM/DD', /^(\d{4})\/(\d\d?)\/(\d\d?)(?: \d\d?:\d\d(?::\d\d)?)?$/],
  ['YYYYMMDD', /^((?:19|20)\d\d)(\d\d)(\d\d)$/],
  ['DD.MM.YYYY', /^(\d\d?)\.(\d\d?)\.((?:19|20)\d\d)(?: \d\d?:\d\d(?::\d\d)?)?$/],
  ['DD/MM/YYYY or MM/DD/YYYY', /^(\d\d?)\/(\d\d?)\/((?:19|20)\d\d)(?: \d\d?:\d\d(?::\d\d)?(?: ?[AP]M)?)?$/i],
  ['DD-MM-YYYY', /^(\d\d?)-(\d\d?)-((?:19|20)\d\d)$/],
  ['DD Mon YYYY', /^(\d\d?)[ -](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]((?:19|20)\d\d)$/i],
  ['Mon DD, YYYY', /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (\d\d?),? ((?:19|20)\d\d)$/i],
]; // prettier-ignore

/** The spelling of a date in a text; undefined when it is none. */
export function dateFormatOf(text: string): string | undefined {
  for (const [format, pattern] of dateFormats) {
    const match = pattern.exec(text);
    if (match !== null && areDateParts(format, match.slice(1))) return format;
  }
  return undefined;
}

function areDateParts(format: string, parts: readonly string[]): boolean {
  const numbers = parts.map(Number);
  const [a = 0, b = 0, c = 0] = numbers;
  if (format.includes('Mon')) return numbers.every((one) => Number.isNaN(one) || one >= 1);
  if (format.startsWith('YYYY')) return isDay(b, c);
  if (format.startsWith('DD/MM')) return c > 0 && (isDay(b, a) || isDay(a, b));
  return isDay(b, a);
}

function isDay(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/**
 * A number somebody would calculate with: no leading zeros (those are codes), at most 18 digits,
 * with a point, a comma or groups of three.
 */
export function isPlainNumber(text: string): boolean {
  if (text.replaceAll(/\D/g, '').length > 18) return false;
  return (
    /^[+-]?(?:0|[1-9]\d*)(?:[.,]\d+)?(?:e[+-]?\d{1,3})?$/i.test(text) ||
    /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/.test(text) ||
    /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+,\d+$/.test(text) ||
    /^[+-]?[1-9]\d{0,2}(?:[ \u00a0]\d{3})+(?:[.,]\d+)?$/.test(text)
  );
}

const yesOrNo: ReadonlySet<string> = new Set([
  'true', 'false', 'yes', 'no', 'y', 'n', 't', 'f', 'on', 'off', 'да', 'нет',
]); // prettier-ignore

/** `true`, `no`, `Y`, `да`. */
export function isYesOrNo(text: string): boolean {
  return yesOrNo.has(text.toLowerCase());
}

/** A JSON object or list; of one that was cut, its beginning. */
export function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return text.length >= 200 && /^\s*(?:\{\s*"(?:[^"\\]|\\.)*"\s*:|\[\s*[[{"\d])/.test(text);
  }
}

/** A social security number of the United States, with its hyphens. */
export function isSocialSecurityNumber(text: string): boolean {
  return /^(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/.test(text);
}

/** What a register of persons may use as a number. */
export function isPossibleNationalId(text: string): boolean {
  return /^(?=.*\d)[A-Z\d][A-Z\d .\-/]{3,20}[A-Z\d]$/i.test(text);
}

/** Two to sixty letters in at most five words, as names of people are. */
export function isPossiblePersonName(text: string): boolean {
  return text.length <= 60 && /^\p{L}[\p{L}'’.-]+(?:,? [\p{L}'’.-]+){0,4}$/u.test(text);
}
