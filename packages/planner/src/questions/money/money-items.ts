import type { CatalogTable } from '@ai-etl/core';
import type { ColumnMention } from '../form.ts';
import { isMeasure } from '../../query/table-facts.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { spanOf } from '../items/item.ts';
import { tablesDone } from '../shapes/done-items.ts';
import { isParticiple, verbRoot } from '../states/verb-root.ts';
import { weights } from '../weights.ts';
import { partsOf } from '../name-parts.ts';
import { wordLemma, type Word } from '../words.ts';
import { amountColumns, moneyColumns, type MoneyKind } from './money-columns.ts';
import { withoutListPrices } from './list-prices.ts';
import { soldPieces } from './sold-pieces.ts';
import { periodOf } from '../periods/period-columns.ts';
import { columnUnit } from '../units/column-unit.ts';
import { taxSide, withTaxSide } from './tax-side.ts';
import { valueOfRows, type PlacedMoney } from './value-of-rows.ts';

const earned =
  /^(?:revenue|turnover|money|proceeds|takings|revenues|sales|earnings|выручка|выручку|выручке|выручкой|выручки|оборот|оборота|обороту|деньги|денег)$/u;
/** "сумма продаж": what they came to, and not how many there were. */
const sumOfSales = /^(?:сумм|объ[её]м|стоимост)\p{L}* продаж$/u;
const sales = { lower: 'sales', lemma: 'sale' } as const;
const spentWords =
  /^(?:spend|spends|spent|spending|expenses|expenditure|потратил|потратили|потратила|расходы|расходов|затраты|затрат)$/u;
/** What may follow "money". */
const participles = /^(?:earned|spent|made|paid|taken|received|generated|volume|amount)$/u;
/** Tables called so hold money too. */
const alsoTables = /^(?:sales|spend|spending|expenses)$/u;

/** "revenue": columns of amounts; "invoiced": those of invoices. null: the word at a place is neither. */
export function moneyAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): PlacedMoney | null {
  const word = words[at];
  if (word?.kind !== 'word') return null;
  return (
    valueOfRows(words, at, index) ??
    soldPieces(words, at, index) ??
    calledMoney(words, at, index) ??
    namedMoney(words, at, index) ??
    doneMoney(words, at, index)
  );
}

/** "room revenue", "ticket sales": money of columns that are called by the word before. */
function calledMoney(words: readonly Word[], at: number, index: SchemaIndex): PlacedMoney | null {
  const [first, second] = words.slice(at, at + 2);
  if (
    first === undefined ||
    second === undefined ||
    !/^(?:revenue|income|sales)$/u.test(second.lower)
  )
    return null;
  if ((index.fieldsNamed([first.lemma, second.lemma])[0]?.score ?? 0) >= 0.8) return null;
  const found = columnsOf(index.schema.tables, 'income', index).filter(({ what }) =>
    partsOf(what.column.name).includes(first.lemma),
  );
  const sure = weights.link.money + weights.money.called;
  return placed(found, { words, at, length: 2, sure });
}

function namedMoney(words: readonly Word[], at: number, index: SchemaIndex): PlacedMoney | null {
  const isSumOfSales = sumOfSales.test(spanOf(words, at, 2));
  const { lower, lemma } = isSumOfSales ? sales : (words[at] ?? { lower: '', lemma: '' });
  if (moneyOfVerb(words, at, index)) return null;
  const kind: MoneyKind | null = spentWords.test(lower)
    ? 'spending'
    : earned.test(lower) || isSumOfSales
      ? 'income'
      : null;
  if (kind === null) return null;
  if ((index.fieldsNamed([lemma])[0]?.score ?? 0) >= 0.8) return null;
  const own = index.tablesNamed([lemma]).filter(({ score }) => score >= weights.link.sure);
  if (own.length > 0 && !alsoTables.test(lower)) return null;
  const tables = own.length > 0 ? own.map(({ what }) => what) : index.schema.tables;
  const length = isSumOfSales || participles.test(words[at + 1]?.lower ?? '') ? 2 : 1;
  const said = alsoTables.test(lower) ? spentIn(lemma, kind, index) : [];
  if (said.length > 0) return placed(said, { words, at, length, sure: weights.link.moneyTable });
  const all = columnsOf(tables, kind, index);
  const called = all.filter(({ what }) => saysInComment(what, lemma));
  return placed(called.length > 0 ? called : all, {
    words,
    at,
    length,
    sure: weights.link.money,
  });
}

/** "sales value of the whole line": the comment calls it by the very word, so no other amount is meant. */
function saysInComment({ column }: Field, lemma: string): boolean {
  const said = column.comment?.toLowerCase().match(/\p{L}+/gu) ?? [];
  return said.some((word) => wordLemma(word) === lemma);
}

/** "how much money have we refunded": a verb behind it says which money. */
export function moneyOfVerb(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  if (words[at]?.lower !== 'money' || spanOf(words, at - 2, 2) !== 'how much') return false;
  const verb = words
    .slice(at + 1, at + 1 + farthestVerb)
    .find(({ lower }) => isParticiple(lower) && !participles.test(lower));
  return verb !== undefined && columnsDone(verb, index).length > 0;
}

const farthestVerb = 5;

/** "spend" of a table called so: what its rows came to, rather than how many there are. */
function spentIn(lemma: string, kind: MoneyKind, index: SchemaIndex): readonly Named<Field>[] {
  const tables = index.tablesNamed([lemma]).filter(({ score }) => score >= weights.link.akin);
  return columnsOf(
    tables.map(({ what }) => what),
    kind,
    index,
  ).map((one, rank) => ({ ...one, score: 1 - weights.money.perRank * rank }));
}

/** Words before a verb that ask how much: "what did we", "how much was", "by what they". */
const asks =
  /(?:\b(?:what|how much)(?: (?:money|have|has|had|did|do|does|was|were|is|are|been|got|we|they|you|i|it|each|the|all|our|your|us|by|has been) ?){0,4}(?:[\p{L}-]+ ){0,2}|\btotal )$/u;
/** The same with a name and where it is in between: "how much do the flats in Berlin cost". */
const farAsks = /\bhow much (?:do|does|did|will|would) (?:[^ ]+ ){1,6}$/u;
const farVerbs = /^(?:cost|costs|earn|make|charge)$/u;
const amounts = /^(?:amounts?|money|value|volume|total|sum)$/u;
/** What follows a participle that stands for a sum: "invoiced per country", "paid so far". */
const goesOn = /^(?:per|by|so|this|last|in|each|since|until|during|for|against|vs|versus|,)$/u;

/** "what did we invoice", "total paid", "invoiced per country", "amount claimed": the money of the rows that a verb makes. */
function doneMoney(words: readonly Word[], at: number, index: SchemaIndex): PlacedMoney | null {
  const before = words
    .slice(Math.max(0, at - 7), at)
    .map(({ lower }) => lower)
    .join(' ');
  const isFar = farAsks.test(`${before} `) && farVerbs.test(words[at]?.lower ?? '');
  const isAsked = isFar || asks.test(`${before} `);
  const isAmount = amounts.test(words[at]?.lower ?? '');
  const verb = words[isAmount ? at + 1 : at];
  if (verb === undefined) return null;
  const next = words[at + 1]?.lower ?? '';
  const isSum = amounts.test(next);
  const isLone = at === 0 && (next === '' || goesOn.test(next));
  const isDone = isParticiple(verb.lower);
  if (isAmount ? !isDone : !(isAsked || (isDone && (isSum || isLone)))) return null;
  const length = isSum || isAmount || next === 'us' ? 2 : 1;
  const place = { words, at, length, sure: weights.link.moneyDone, isAsked };
  if (!isDone && isAsked && /^costs?$/u.test(verb.lower)) return placed(costs(index), place);
  const isNoun = !isDone && (index.tablesNamed([verb.lemma])[0]?.score ?? 0) >= weights.link.sure;
  if (isNoun && !/\bdid\b/u.test(before)) return null;
  const root = verbRoot(verb.lower);
  const found = (tablesDone(index).get(root) ?? [])
    .flatMap((table) => amountColumns(table, index.amounts))
    .map((one) => (saysRoot(one.what, root) ? { ...one, score: one.score + named } : one))
    .toSorted((a, b) => b.score - a.score);
  if (found.length > 0) return placed(found, place);
  // "how much did we sell": nothing is called a sale.
  if (isAsked && tradeVerbs.test(verb.lemma))
    return placed(columnsOf(index.schema.tables, 'income', index), place);
  return isDone ? placed(columnsDone(verb, index), place) : null;
}

const named = 0.1;
const tradeVerbs = /^(?:sell|earn|make|gross)$/u;

/** `claimed_amt` for "amount claimed". */
function saysRoot({ column }: Field, root: string): boolean {
  return partsOf(column.name).some((part) => verbRoot(part) === root);
}

/** "what did the repairs cost": columns called so, and others that say what something costs. */
function costs(index: SchemaIndex): readonly Named<Field>[] {
  const best = new Map<Field, number>();
  prices.forEach((noun, rank) => {
    for (const { what, score } of index.fieldsNamed([noun])) {
      if (score < leastDone || best.has(what) || !isPrice(what)) continue;
      best.set(what, Math.max(score, weights.money.surest) - (weights.money.perRank / 2) * rank);
    }
  });
  return [...best].map(([what, score]) => ({ what, score })).toSorted((a, b) => b.score - a.score);
}

/** A nightly rate is a price, a rate of anything else is a share. */
function isPrice(field: Field): boolean {
  const isShare = columnUnit(field.column)?.dimension === 'share' && periodOf(field) === null;
  return isMeasure(field.column, field.table) && !isShare;
}

/** What things cost, in names of columns, the surest first. */
const prices = ['cost', 'fee', 'fare', 'rent', 'charge', 'rate', 'premium', 'tariff'];

/** "what was refunded" of a number that is called so. */
function columnsDone({ lower, lemma }: Word, index: SchemaIndex): readonly Named<Field>[] {
  const named = [lemma, verbRoot(lower)].map((said) => index.fieldsNamed([said]));
  const [own = [], root = []] = named;
  return (own.length > 0 && (own[0]?.score ?? 0) >= leastDone ? own : root)
    .filter(({ what, score }) => isMeasure(what.column, what.table) && score >= leastDone)
    .map(({ what }) => ({ what, score: 1 }));
}

const leastDone = 0.7;

function columnsOf(
  tables: readonly CatalogTable[],
  kind: MoneyKind,
  { amounts }: SchemaIndex,
): readonly Named<Field>[] {
  const found = tables
    .flatMap((table) => moneyColumns(table, kind, amounts))
    .toSorted((a, b) => b.score - a.score);
  return withoutListPrices(found);
}

function placed(
  found: readonly Named<Field>[],
  {
    words,
    at,
    length,
    sure,
    isAsked = false,
  }: {
    readonly words: readonly Word[];
    readonly at: number;
    readonly length: number;
    readonly sure: number;
    readonly isAsked?: boolean;
  },
): PlacedMoney | null {
  const alternatives = withTaxSide(found, taxSide(words));
  if (alternatives.length === 0) return null;
  const said = words
    .slice(at, at + length)
    .map(({ lower }) => lower)
    .join(' ');
  const column: ColumnMention = {
    kind: 'column',
    alternatives,
    words: said,
    at,
    beside: [],
    total: isAsked ? 'asked' : 'said',
  };
  return { column, length, sure };
}
