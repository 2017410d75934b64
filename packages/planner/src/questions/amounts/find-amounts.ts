import { isNumeric, type CatalogColumn, type CatalogTable } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import type { JoinEdge } from '../../query/join-graph.ts';
import { isMeasure } from '../../query/table-facts.ts';
import { partsOf, tableParts } from '../name-parts.ts';
import { isOfPeople } from '../people-tables.ts';
import { discountOf } from './discounts.ts';
import { countPer, pieceCount, stockCount } from './quantities.ts';
import type { AmountKind, Part, Quantity, ReckonedColumn, Reckoning } from './reckoning.ts';
import { stretchOf } from './stretches.ts';
import { unitPrices, type UnitPrice } from './unit-prices.ts';

/** A price of a table, or of one that its rows belong to. */
interface Offered extends UnitPrice {
  readonly table: CatalogTable | null;
}

/** Amounts of the rows of a table that no column of it holds. */
export function findAmounts(
  table: CatalogTable,
  parents: readonly CatalogTable[],
  details: readonly JoinEdge[],
): readonly ReckonedColumn[] {
  const stock = stockValue(table, parents);
  if (hasTotal(table) || isAbsence(table)) return stock;
  const own = unitPrices(table).map((one): Offered => ({ ...one, table: null }));
  const elsewhere = parents.flatMap((parent) =>
    unitPrices(parent).map((one): Offered => ({
      ...one,
      table: parent,
      // What an hour of a person is paid, unless it is told to be billed.
      isCost: one.isCost || (isOfPeople(parent) && !/bill|charge/iu.test(one.column.name)),
    })),
  );
  const found = counted(table, own) ?? counted(table, elsewhere);
  if (found === null) return [...stock, ...eachRow(table, own, details)];
  const { quantity, price } = found;
  const cost = price.isCost ? null : costBeside(table, price, [...own, ...elsewhere]);
  const of = (kind: AmountKind, less: Part | null): ReckonedColumn =>
    reckoned(table, {
      kind,
      quantity,
      price: partOf(price),
      cost: less,
      discount: kind === 'spending' ? null : discountOf(table),
    });
  const profit = cost === null ? [] : [of('profit', partOf(cost))];
  return [...stock, of(price.isCost ? 'spending' : 'income', null), ...profit];
}

function partOf({ column, table }: Offered): Part {
  return { column, table };
}

/** A price with how many of its unit a row is of. */
function counted(
  table: CatalogTable,
  prices: readonly Offered[],
): { readonly quantity: Quantity; readonly price: Offered } | null {
  const pieces = pieceCount(table);
  for (const price of prices) {
    const quantity = price.per === null ? ofPieces(pieces, price) : ofUnit(table, price.per);
    if (quantity !== null) return { quantity, price };
  }
  return null;
}

function ofPieces(column: CatalogColumn | null, price: Offered): Quantity | null {
  if (column === null || (price.isCost && price.table !== null)) return null;
  return { kind: 'column', of: { column, table: null }, per: 1 };
}

function ofUnit(table: CatalogTable, unit: string): Quantity | null {
  const found = countPer(table, unit);
  if (found !== null)
    return { kind: 'column', of: { column: found.column, table: null }, per: found.per };
  const stretch = unit === 'day' || unit === 'night' ? stretchOf(table) : null;
  return stretch === null ? null : { kind: 'days', ...stretch };
}

/** What one of the things that are sold cost. */
function costBeside(
  table: CatalogTable,
  price: Offered,
  offered: readonly Offered[],
): Offered | null {
  const costs = offered.filter(
    (one) => one.isCost && one.per === null && one.column !== price.column,
  );
  const own = costs.find((one) => one.table === null);
  return pieceCount(table) === null ? null : (own ?? costs[0] ?? null);
}

/** "one row per night sold": a row is one, and its price the amount. */
function eachRow(
  table: CatalogTable,
  prices: readonly Offered[],
  details: readonly JoinEdge[],
): readonly ReckonedColumn[] {
  const [price] = prices;
  const isDetail = details.some(({ many }) => many === table);
  if (price === undefined || price.isCost || !isDetail || pieceCount(table) !== null) return [];
  return [
    reckoned(table, {
      kind: 'income',
      quantity: null,
      price: partOf(price),
      cost: null,
      discount: discountOf(table),
    }),
  ];
}

/** At what the pieces cost, as their own rows say or those of the thing that lies there. */
function stockValue(
  table: CatalogTable,
  parents: readonly CatalogTable[],
): readonly ReckonedColumn[] {
  const count = stockCount(table);
  if (count === null) return [];
  const pricesOf = (one: CatalogTable): readonly Offered[] =>
    unitPrices(one)
      .filter(({ per }) => per === null)
      .map((price) => ({ ...price, table: one === table ? null : one }));
  const own = pricesOf(table);
  const priced = own.length > 0 ? own : parents.filter((one) => !isOfPeople(one)).flatMap(pricesOf);
  const price = priced.find(({ isCost }) => isCost) ?? priced[0];
  if (price === undefined) return [];
  const quantity = { kind: 'column', of: { column: count, table: null }, per: 1 } as const;
  return [
    reckoned(table, {
      kind: 'stock',
      quantity,
      price: partOf(price),
      cost: null,
      discount: null,
    }),
  ];
}

/** Who is away is paid for nothing that was done. */
function isAbsence(table: CatalogTable): boolean {
  return tableParts(table.object.name).some((part) =>
    /^(?:leave|absence|vacation|holiday|sick|sickness)$/u.test(part),
  );
}

const totals: ReadonlySet<string> = new Set(
  'total amount sum subtotal revenue turnover sale gross net value'.split(' '),
);

/** Whether a column holds what rows came to. */
function hasTotal(table: CatalogTable): boolean {
  return table.columns.some((column) => {
    const parts = partsOf(column.name);
    const isTotal = parts.some((part) => totals.has(part));
    const isOther = parts.some((part) =>
      /^(?:discount|tax|vat|refund|shipping|unit|each|quantity|weight|kg|count|price|cost)$/u.test(
        part,
      ),
    );
    return isNumeric(column.type) && isMeasure(column, table) && isTotal && !isOther;
  });
}

const names: Readonly<Record<AmountKind, string>> = {
  income: 'amount',
  spending: 'cost',
  stock: 'stock_value',
  profit: 'profit',
};

function reckoned(table: CatalogTable, reckoning: Reckoning): ReckonedColumn {
  const { kind, price } = reckoning;
  const cents = /_(?:cents?|pence|kopecks?)$/iu.exec(price.column.name)?.[0].toLowerCase() ?? '';
  const column: CatalogColumn = {
    name: `${names[kind]}${cents}`,
    type: { kind: 'decimal', precision: 38, scale: 4 },
    nullable: price.column.nullable,
    nativeType: 'numeric',
  };
  return { field: { table, column }, reckoning };
}

/** Keys of the rows that make up others: the lines of an order, the nights of a booking. */
export function detailEdges(edges: readonly JoinEdge[]): readonly JoinEdge[] {
  const called = edges.filter(isCalledOrKnown);
  const known = new Set(called.map(({ many }) => many));
  return [...called, ...edges.filter((edge) => !known.has(edge.many) && isLine(edge))];
}

/** Called by what it is part of, or known by it. */
function isCalledOrKnown(edge: JoinEdge): boolean {
  const { many, one, columns } = edge;
  const own = tableParts(one.object.name);
  const parts = tableParts(many.object.name);
  const isCalled = parts.length > own.length && own.every((part, at) => parts[at] === part);
  const isKnown =
    many.primaryKey.length > 1 &&
    columns.every((name) => many.primaryKey.includes(name)) &&
    many.foreignKeys.filter((key) => key.columns.every((name) => many.primaryKey.includes(name)))
      .length === 1;
  return (isCalled || isKnown) && mayBeWhole(edge);
}

/** "po_lines", "basket items": what stands on something else. */
function isLine(edge: JoinEdge): boolean {
  const parts = tableParts(edge.many.object.name);
  const last = parts.at(-1) ?? '';
  return /^(?:line|item|detail|position)$/u.test(last) && parts.length > 1 && mayBeWhole(edge);
}

/** Something that happens, of which each part is one. */
function mayBeWhole({ many, one, columns }: JoinEdge): boolean {
  const isNeeded = columns.every(
    (name) => many.columns.find((column) => column.name === name)?.nullable === false,
  );
  return many !== one && isNeeded && one.columns.some(isMoment);
}
