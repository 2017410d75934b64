import { isEmail, isPlainPhone } from './forms/contact.ts';
import { isIban, isPaymentCard } from './forms/money.ts';
import type { SemanticKind } from './semantic-kinds.ts';

/** Pieces of a text that are looked at on their own. */
const pieces: readonly (readonly [SemanticKind, RegExp, (text: string) => boolean])[] = [
  ['email', /[^\s@<>(),:;"'[\]{}\\]+@[^\s@<>(),:;"'[\]{}\\]+\.[^\s@<>(),:;"'[\]{}\\.]+/gu, isEmail],
  ['payment_card', /(?<![\w.-])\d{4}(?:[ -]?\d{4,6}){2,3}(?:[ -]?\d{1,3})?(?![\w-])/g, isPaymentCard],
  ['iban', /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?!\w)/g, isIban],
  ['phone', /(?<![\w.])\+\d[\d ()-]{7,18}\d(?!\w)/g, isPlainPhone],
]; // prettier-ignore

/** Personal data within longer texts: notes, JSON, lists. Kinds in the order of the table. */
export function containedPii(values: readonly string[]): readonly SemanticKind[] {
  return pieces.flatMap(([kind, pattern, isOne]) => {
    const found = values.flatMap((value) => value.match(pattern) ?? []);
    const right = found.filter((piece) => isOne(piece));
    // Every tenth long number has a right check digit by chance.
    return right.length > 0 && right.length * 2 >= found.length ? [kind] : [];
  });
}

/** Scalars in JSON texts by the name they stand under, also in texts that were cut. */
export function namedScalars(values: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const value of values) {
    for (const [, name, raw] of value.matchAll(
      /"([^"\\]{1,64})"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d+)/g,
    )) {
      if (name === undefined || raw === undefined) continue;
      const known = found.get(name);
      if (known === undefined && found.size >= mostNames) continue;
      const list = known ?? [];
      if (known === undefined) found.set(name, list);
      if (list.length < mostValues) list.push(raw.startsWith('"') ? raw.slice(1, -1) : raw);
    }
  }
  return found;
}

const mostNames = 50;
const mostValues = 100;
