import { partsOf } from '../name-parts.ts';
import type { Field, Named } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

export type TaxSide = 'net' | 'gross';

const phrases: readonly (readonly [TaxSide, readonly string[]])[] = [
  ['net', phrasesOf('before excl excluding exclusive-of without net-of ex less', 'tax taxes vat')],
  ['gross', phrasesOf('after incl including inclusive-of with plus', 'tax taxes vat')],
];
const sides: ReadonlyMap<string, TaxSide> = new Map(
  phrases.flatMap(([side, said]) => said.map((one) => [one, side] as const)),
);
const single: ReadonlyMap<string, TaxSide> = new Map([
  ['net', 'net'],
  ['netto', 'net'],
  ['gross', 'gross'],
  ['brutto', 'gross'],
]);
const longest = 3;

function phrasesOf(words: string, taxes: string): readonly string[] {
  return words
    .split(' ')
    .flatMap((word) => taxes.split(' ').map((tax) => `${word.replace('-', ' ')} ${tax}`));
}

/** How many words at a place say with or without tax; 0: none. */
export function taxWords(words: readonly Word[], at: number): number {
  for (let length = longest; length > 1; length -= 1) {
    const part = words.slice(at, at + length);
    if (part.length === length && sides.has(part.map(({ lower }) => lower).join(' ')))
      return length;
  }
  return 0;
}

/** Whether a question wants money before or after tax; null where it does not say. */
export function taxSide(words: readonly Word[]): TaxSide | null {
  for (const [at, word] of words.entries()) {
    const length = taxWords(words, at);
    const said = words
      .slice(at, at + length)
      .map(({ lower }) => lower)
      .join(' ');
    const side = sides.get(said) ?? single.get(word.lower);
    if (side !== undefined) return side;
  }
  return null;
}

/** Columns whose names say the side that is wanted come before the others. */
export function withTaxSide(
  named: readonly Named<Field>[],
  side: TaxSide | null,
): readonly Named<Field>[] {
  if (side === null) return named;
  const says = ({ what }: Named<Field>, one: TaxSide): boolean =>
    partsOf(what.column.name).some((part) => part === one || part === `${one}to`);
  const other = side === 'net' ? 'gross' : 'net';
  return named
    .map((one) => {
      const by = says(one, side) ? weights.money.side : says(one, other) ? -weights.money.side : 0;
      return { ...one, score: one.score + by };
    })
    .toSorted((a, b) => b.score - a.score);
}
