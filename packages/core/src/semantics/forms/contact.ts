import { dateFormatOf } from './plain.ts';
import { isIpAddress } from './network.ts';

/** `ann@example.com`, also with letters beyond ASCII; RFC 5321's lengths. */
export function isEmail(text: string): boolean {
  const match = /^([^\s@<>(),:;"[\]\\]{1,64})@([^\s@<>(),:;"[\]\\]{1,255})$/u.exec(text);
  const domain = match?.[2];
  return domain !== undefined && isDomain(domain) && !/^\.|\.\.|\.$/.test(match?.[1] ?? '');
}

function isDomain(text: string): boolean {
  const labels = text.split('.');
  const top = labels.at(-1) ?? '';
  return (
    labels.length >= 2 &&
    labels.every((label) => /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(label)) &&
    /^(?:\p{L}{2,}|xn--[a-z0-9-]+)$/iu.test(top)
  );
}

/**
 * A phone number that its spelling alone gives away: international (`+49 30 123456`, `0049 30 123456`)
 * or North American (`(212) 555-0123`, `212-555-0123`). What is a date, an IP address, a decimal, an
 * ISBN or a ZIP+4 is none.
 */
export function isPlainPhone(text: string): boolean {
  const digits = digitsOf(text);
  if (digits === undefined || isSomethingElse(text, digits)) return false;
  if (/^\+[1-9]/.test(text)) return digits.length >= 8 && digits.length <= 15;
  if (/^00[1-9]\d? \d/.test(text)) return digits.length >= 10 && digits.length <= 17;
  return /^(?:1[ .-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])[2-9]\d\d[ .-]\d{4}(?: ?(?:x|ext\.?) ?\d{1,5})?$/i.test(
    text,
  );
}

/** What may be a phone number where the column's name says that there are some. */
export function isPossiblePhone(text: string): boolean {
  const digits = digitsOf(text);
  if (digits === undefined || isSomethingElse(text, digits)) return false;
  return digits.length >= 7 && digits.length <= 17;
}

/** The digits of a text that holds nothing but digits and what people put between them. */
function digitsOf(text: string): string | undefined {
  const plain = text.replace(/ ?(?:x|ext\.?|доб\.?) ?\d{1,5}$/iu, '');
  return /^\+?[\d\s().\-/]{6,25}$/.test(plain) ? plain.replaceAll(/\D/g, '') : undefined;
}

function isSomethingElse(text: string, digits: string): boolean {
  return (
    /^\d{5}-\d{4}$/.test(text) ||
    /^\d+\.\d+$/.test(text) ||
    (/^97[89]/.test(digits) && digits.length === 13 && !text.startsWith('+')) ||
    dateFormatOf(text) !== undefined ||
    isIpAddress(text)
  );
}
