import { isInteger, type CatalogColumn, type CatalogTable } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import { isMeasure } from '../../query/table-facts.ts';
import type { AmountIndex } from '../amounts/amount-index.ts';
import { partsOf, tableParts } from '../name-parts.ts';
import type { Field, Named } from '../schema-index.ts';
import { columnUnit } from '../units/column-unit.ts';
import { unitOf } from '../units/units.ts';
import { weights } from '../weights.ts';

/** Words of names of what something came to, from the surest; each list says less than the one before. */
const income: readonly (readonly string[])[] = [
  ['revenue', 'sale', 'charge', 'turnover'],
  ['total', 'gross'],
  ['amount', 'sum', 'payment', 'premium'],
  ['net', 'subtotal'],
  ['price', 'fee', 'value', 'fare', 'toll'],
  ['cent', 'eur', 'usd', 'gbp', 'rub'],
];
const spending: readonly (readonly string[])[] = [
  ['spend', 'spent', 'cost', 'expense', 'expenditure'],
  ...income.slice(1),
];
/** Parts of what something came to, what is given back, and what is only allowed or for one piece. */
const otherMoney: ReadonlySet<string> = new Set(
  'minimum maximum average standard target expected estimated mrr arr monthly unit discount refunded refund tax vat tip budget limit credit salary wage pay balance list rate tariff deposit delivery shipping'.split(
    ' ',
  ),
);
const spent: ReadonlySet<string> = new Set('cost expense expenditure spend budget'.split(' '));

/** Rows that only settle what other rows came to. */
const payments: ReadonlySet<string> = new Set('payment transaction transfer payout'.split(' '));
/** Rows of what is paid out. */
const outgoing: ReadonlySet<string> = new Set(
  'payout refund reimbursement expense purchase purch procurement payroll claim return'.split(' '),
);

/** What the money of a word is: what came in or things came to, or what was paid out. */
export type MoneyKind = 'income' | 'spending';

/**
 * Columns of a table that say how much money its rows came to, the surest first; surety above 0, at most 1. With
 * `amounts` also what is reckoned, and not the prices that it is reckoned of.
 */
export function moneyColumns(
  table: CatalogTable,
  kind: MoneyKind,
  amounts: AmountIndex | null = null,
): readonly Named<Field>[] {
  const { money } = weights;
  const parts = tableParts(table.object.name);
  const isPaid = parts.some((part) => payments.has(part));
  const isOut = kind === 'income' && isOutgoing(table);
  const happened =
    (table.columns.some(isMoment) ? 0 : money.listed) +
    (isPaid ? money.paid : 0) +
    (isOut ? money.out : 0);
  // What customers spend is what came in.
  const kinds = kind === 'spending' ? (['spending', 'income'] as const) : [kind];
  const reckoned = kinds.flatMap((one, rank) =>
    (amounts?.of(table, one) ?? []).map(({ field, reckoning }): Named<Field> => {
      // Deliveries at the price of the purchases that they are of.
      const isBought = kind === 'income' && reckoning.price.table !== null;
      const out = isOut || (isBought && isOutgoing(reckoning.price.table ?? table));
      return {
        what: field,
        score: money.surest - money.reckoned * (rank + 1) - (out ? money.out : 0),
      };
    }),
  );
  const held = table.columns
    .filter((column) => isMeasure(column, table) && !isCounter(column))
    .filter((column) => amounts?.isPrice(column) !== true)
    .flatMap((column): Named<Field>[] => {
      const rank = rankOf(column, kind);
      const cost = money.perRank * rank + happened + money.perPart * partsBeside(column, table);
      return rank === -1 ? [] : [{ what: { table, column }, score: money.surest - cost }];
    });
  return [...reckoned, ...held].toSorted((a, b) => b.score - a.score);
}

function isOutgoing(table: CatalogTable): boolean {
  return tableParts(table.object.name).some((part) => outgoing.has(part));
}

/** The same for rows that words name: whatever their table calls it, its surest column is meant. */
export function amountColumns(
  table: CatalogTable,
  amounts: AmountIndex | null = null,
): readonly Named<Field>[] {
  const reckoned = moneyColumns(table, 'income', amounts);
  const named = reckoned.length > 0 ? reckoned : moneyColumns(table, 'income');
  const columns = named.length > 0 ? named : onlyMoney(table);
  const missing = 1 - (columns[0]?.score ?? 0);
  return columns.map(({ what, score }) => ({ what, score: score + missing }));
}

/** The one number of money that a row has, whatever it is called: what refunds came to. */
function onlyMoney(table: CatalogTable): readonly Named<Field>[] {
  const money = table.columns.filter(
    (column) => isMeasure(column, table) && columnUnit(column)?.dimension === 'money',
  );
  const [column] = money;
  return money.length === 1 && column !== undefined && table.columns.some(isMoment)
    ? [{ what: { table, column }, score: weights.money.surest }]
    : [];
}

function rankOf(column: CatalogColumn, kind: MoneyKind): number {
  const parts = partsOf(column.name);
  if (measuresOther(column)) return -1;
  const isOther = (part: string): boolean =>
    otherMoney.has(part) || (kind === 'income' && spent.has(part));
  if (parts.some(isOther)) return -1;
  return (kind === 'income' ? income : spending).findIndex((words) =>
    words.some((word) => parts.includes(word)),
  );
}

/** `gross_kg`, `total_hours`: a number in a unit of something else. */
function measuresOther({ name }: CatalogColumn): boolean {
  const last = name.toLowerCase().split('_').at(-1) ?? '';
  const unit = last.length > 1 ? unitOf(last) : null;
  return (
    (unit !== null && unit.dimension !== 'money') || /weight|hours?|minutes?|points?/iu.test(name)
  );
}

/** How many words of a name say whose part it is: the amount of an insurer. */
function partsBeside(column: CatalogColumn, table: CatalogTable): number {
  const own = tableParts(table.object.name);
  return partsOf(column.name).filter((part) => !known.has(part) && !own.includes(part)).length;
}

const known: ReadonlySet<string> = new Set([...income, ...spending].flat());

function isCounter(column: CatalogColumn): boolean {
  return isInteger(column.type) && /(?:qty|quantity|count|cnt|number|no)$/iu.test(column.name);
}
