import { partsOf } from '../name-parts.ts';
import type { Field, Named } from '../schema-index.ts';
import { weights } from '../weights.ts';

const amounts: ReadonlySet<string> = new Set(['amount', 'sum', 'total', 'money', 'value', 'сумм']);
/** Words of names of what is only a part of an amount, or taken off it. */
const shares: ReadonlySet<string> = new Set(
  'fee tax vat tip discount refund refunded shipping delivery commission deposit interest penalty'.split(
    ' ',
  ),
);

/** "amount" of rows that have several: the whole comes before its parts, unless these are said. */
export function wholeAmounts(
  lemmas: readonly string[],
  named: readonly Named<Field>[],
): readonly Named<Field>[] {
  if (named.length < 2 || lemmas.length === 0 || !lemmas.every((one) => amounts.has(one)))
    return named;
  const isPart = ({ what }: Named<Field>): boolean =>
    partsOf(what.column.name).some((part) => shares.has(part));
  if (named.every(isPart)) return named;
  return named
    .map((one) => (isPart(one) ? { ...one, score: one.score - weights.money.part } : one))
    .toSorted((a, b) => b.score - a.score);
}
