import type { JsonScanner, Slice } from './json-scanner.ts';

/** Every number of so many digits has a double that is printed as it was. */
const exactDigits = 15;

/** Finds little that is no such number, and takes no time where there is none. */
const longNumber = /\d[\d.]{15,}/;

/**
 * The text of a record in which long numbers of some fields are texts: DuckDB's reader of JSON takes numbers with
 * a point for doubles, whatever type they shall have.
 */
export function withExactNumbers(
  scanner: JsonScanner,
  slice: Slice,
  fields: ReadonlySet<string>,
): string {
  const whole = scanner.text.slice(slice.start, slice.end);
  if (fields.size === 0 || !longNumber.test(whole)) return whole;
  const parts: string[] = [];
  let at = slice.start;
  for (const { name, value } of scanner.members(slice)) {
    const text = scanner.text.slice(value.start, value.end);
    if (!fields.has(name) || !isLongNumber(text)) continue;
    parts.push(scanner.text.slice(at, value.start), `"${withoutZeros(text)}"`);
    at = value.end;
  }
  parts.push(scanner.text.slice(at, slice.end));
  return parts.join('');
}

function isLongNumber(text: string): boolean {
  const [mantissa = ''] = text.split(/[eE]/);
  return /^-?\d/.test(text) && mantissa.replaceAll(/\D/g, '').length > exactDigits;
}

/** `1.50` is no longer than `1.5`. */
function withoutZeros(text: string): string {
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text;
}
