import type { SemanticFinding } from './detect-semantic-type.ts';

/**
 * A value as somebody sees it who may not see personal data: enough to tell what it is, not whose.
 * Cards keep their last four digits, phones their last two, e-mail addresses their first letter.
 */
export function maskValue(text: string, kind: SemanticFinding['kind']): string {
  switch (kind) {
    case 'email':
      return `${firstCharacter(text)}***@***`;
    case 'payment_card':
      return `**** **** **** ${lastDigits(text, 4)}`;
    case 'phone':
      return `*** *** **${lastDigits(text, 2)}`;
    case 'iban':
      return `${/^[A-Za-z]{2}/.exec(text.trim())?.[0]?.toUpperCase() ?? ''}** **** ****`;
    case 'person_name':
      return `${firstCharacter(text.trim())}***`;
    default:
      return '***';
  }
}

/** Only of numbers long enough that the rest stays unknown. */
function lastDigits(text: string, count: number): string {
  const digits = text.replaceAll(/\D/g, '');
  return digits.length >= count + 5 ? digits.slice(-count) : '*'.repeat(count);
}

/** A whole code point, or the empty text. */
function firstCharacter(text: string): string {
  const code = text.codePointAt(0);
  return code === undefined ? '' : String.fromCodePoint(code);
}
