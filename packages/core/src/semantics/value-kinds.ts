import { isEmail, isPlainPhone, isPossiblePhone } from './forms/contact.ts';
import { isCurrency, isIban, isPaymentCard } from './forms/money.ts';
import { isIpAddress, isUrl, isUuid } from './forms/network.ts';
import { isCountry, isPossibleCountry, isPossiblePostalCode } from './forms/places.ts';
import {
  dateFormatOf,
  isJson,
  isPlainNumber,
  isPossibleNationalId,
  isPossiblePersonName,
  isSocialSecurityNumber,
  isYesOrNo,
} from './forms/plain.ts';
import type { SemanticKind } from './semantic-kinds.ts';

/** How the values of one kind are told. */
export interface ValueKind {
  readonly kind: SemanticKind;
  /** True for values that give themselves away; null: the column's name must say it. */
  readonly plain: ((text: string) => boolean) | null;
  /** True for values that may be of the kind where the column's name says so. */
  readonly named: (text: string) => boolean;
  /**
   * Distinct values needed when nothing but the values speaks, so that chance does not do it. One is
   * enough for personal data: better hidden once too often.
   */
  readonly fewest: number;
}

/** The most special first: the first of equally good ones is taken. */
export const valueKinds: readonly ValueKind[] = [
  { kind: 'uuid', plain: isUuid, named: isUuid, fewest: 1 },
  { kind: 'email', plain: isEmail, named: isEmail, fewest: 1 },
  { kind: 'iban', plain: isIban, named: isIban, fewest: 1 },
  { kind: 'payment_card', plain: isPaymentCard, named: isPaymentCard, fewest: 1 },
  { kind: 'ip_address', plain: isIpAddress, named: isIpAddress, fewest: 1 },
  { kind: 'url', plain: isUrl, named: isUrl, fewest: 1 },
  { kind: 'json', plain: isJson, named: isJson, fewest: 1 },
  {
    kind: 'national_id',
    plain: isSocialSecurityNumber,
    named: isPossibleNationalId,
    fewest: 1,
  },
  { kind: 'date', plain: (text) => dateFormatOf(text) !== undefined, named: isDate, fewest: 2 },
  { kind: 'birth_date', plain: null, named: (text) => isDate(text) || isYear(text), fewest: 1 },
  { kind: 'phone', plain: isPlainPhone, named: isPossiblePhone, fewest: 1 },
  {
    kind: 'currency',
    plain: isCurrency,
    named: (text) => isCurrency(text.toUpperCase()),
    fewest: 1,
  },
  { kind: 'country', plain: isCountry, named: isPossibleCountry, fewest: 3 },
  { kind: 'boolean', plain: isYesOrNo, named: isYesOrNo, fewest: 1 },
  { kind: 'number', plain: isPlainNumber, named: isPlainNumber, fewest: 2 },
  { kind: 'postal_code', plain: null, named: isPossiblePostalCode, fewest: 1 },
  { kind: 'person_name', plain: null, named: isPossiblePersonName, fewest: 1 },
  { kind: 'postal_address', plain: null, named: (text) => /\p{L}{2}/u.test(text), fewest: 1 },
  { kind: 'secret', plain: null, named: (text) => text.length >= 4, fewest: 1 },
];

function isDate(text: string): boolean {
  return dateFormatOf(text) !== undefined;
}

function isYear(text: string): boolean {
  return /^(?:19|20)\d\d$/.test(text);
}
