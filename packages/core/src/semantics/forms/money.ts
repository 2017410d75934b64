import { countryCodes2 } from './places.ts';

/** Lengths and first digits of the card networks. */
const networks: readonly RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{18})$/, // Visa
  /^5[1-5]\d{14}$/, // Mastercard
  /^2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}$/, // Mastercard since 2017
  /^3[47]\d{13}$/, // American Express
  /^3(?:0[0-5]|[689]\d)\d{11}$/, // Diners Club
  /^35(?:2[89]|[3-8]\d)\d{12}$/, // JCB
  /^6(?:011|5\d\d|4[4-9]\d)\d{12}$/, // Discover
  /^62\d{14,17}$/, // UnionPay
  /^220[0-4]\d{12}$/, // Mir
  /^(?:50|5[6-8]|6[37])\d{14}$/, // Maestro
];

/**
 * A payment card number: of a network's length and first digits, with a right check digit, in
 * groups as people write them or without. One random number of 16 digits in some 40 looks like one.
 */
export function isPaymentCard(text: string): boolean {
  if (!/^\d{4}([ -]?)\d{4,6}(?:\1\d{4,6})?(?:\1\d{1,7})?$/.test(text)) return false;
  const digits = text.replaceAll(/\D/g, '');
  return networks.some((network) => network.test(digits)) && hasLuhnDigit(digits);
}

/** The check digit of ISO/IEC 7812-1, annex B. */
export function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** An IBAN with right check digits (ISO 13616: mod 97 is 1), in groups of four or without. */
export function isIban(text: string): boolean {
  const plain = text.replaceAll(' ', '').toUpperCase();
  const match = /^([A-Z]{2})(\d{2})([A-Z\d]{11,30})$/.exec(plain);
  if (match === null || !countryCodes2.has(match[1] ?? '')) return false;
  if (text.includes(' ') && !/^(?:\w{4} )+\w{1,4}$/.test(text)) return false;
  let rest = 0;
  for (const sign of `${match[3]}${match[1]}${match[2]}`) {
    rest = Number(`${rest}${Number.parseInt(sign, 36)}`) % 97;
  }
  return rest === 1;
}

/** ISO 4217, in use, and those that replaced or were replaced lately. */
const currencyCodes: ReadonlySet<string> = new Set(
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BYR BZD CAD CDF CHF CLF CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RUR RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USDT UYU UZS VED VES VND VUV WST XAF XAG XAU XCD XOF XPF YER ZAR ZMW ZWL'.split(
    ' ',
  ),
);

/** A currency's code in capitals. */
export function isCurrency(text: string): boolean {
  return currencyCodes.has(text);
}
