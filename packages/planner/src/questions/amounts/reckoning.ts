import type { CatalogColumn, CatalogTable, Expression } from '@ai-etl/core';
import { binary, call, numeral } from '../expressions.ts';
import type { Field } from '../schema-index.ts';
import { derivedExpression } from '../times/build-derived.ts';

/** What an amount is to whoever asks. */
export type AmountKind = 'income' | 'spending' | 'stock' | 'profit';

/** A column that is part of an amount: of the row itself, or of the one row of another table that it belongs to. */
export interface Part {
  readonly column: CatalogColumn;
  /** null: the row itself. */
  readonly table: CatalogTable | null;
}

/** How many: a column, or the days between two. */
export type Quantity =
  | {
      readonly kind: 'column';
      readonly of: Part;
      /** The number of them in one unit of the price: 60 minutes in an hour. */
      readonly per: number;
    }
  | { readonly kind: 'days'; readonly from: CatalogColumn; readonly to: CatalogColumn };

/** What is taken off: a share of the amount, or an amount of its own. */
export interface Discount {
  readonly column: CatalogColumn;
  /** 100: of a hundred; 1: of the whole; null: money. */
  readonly outOf: 100 | 1 | null;
}

/** An amount that no column holds. Plain data. */
export interface Reckoning {
  readonly kind: AmountKind;
  /** null: each row is one. */
  readonly quantity: Quantity | null;
  readonly price: Part;
  /** What one cost, taken off its price. */
  readonly cost: Part | null;
  readonly discount: Discount | null;
}

/** A reckoned amount as a column of its table. */
export interface ReckonedColumn {
  readonly field: Field;
  readonly reckoning: Reckoning;
}

/** The columns that an amount is made of, with those of other tables. */
export function columnsOfReckoning(reckoning: Reckoning): readonly CatalogColumn[] {
  const { quantity, price, cost, discount } = reckoning;
  const counted =
    quantity === null
      ? []
      : quantity.kind === 'column'
        ? [quantity.of.column]
        : [quantity.from, quantity.to];
  return [
    ...counted,
    price.column,
    ...(cost === null ? [] : [cost.column]),
    ...(discount === null ? [] : [discount.column]),
  ];
}

/** The value of an amount for a row of `table`. */
export function reckonedExpression(
  { quantity, price, cost, discount }: Reckoning,
  table: CatalogTable,
  column: (field: Field) => Expression,
): Expression {
  const of = (part: Part): Expression =>
    column({ table: part.table ?? table, column: part.column });
  const each = cost === null ? of(price) : binary('subtract', of(price), of(cost));
  const whole = quantity === null ? each : times(quantity, each, { table, column, of });
  if (discount === null) return whole;
  const taken = call('coalesce', [column({ table, column: discount.column }), numeral(0)]);
  if (discount.outOf === null) return binary('subtract', whole, taken);
  const share = discount.outOf === 1 ? taken : binary('divide', taken, hundred);
  return binary('multiply', whole, binary('subtract', numeral(1), share));
}

/** With a point, so that no database divides whole numbers. */
const hundred: Expression = { kind: 'literal', type: 'decimal', value: '100.0' };

interface Row {
  readonly table: CatalogTable;
  readonly column: (field: Field) => Expression;
  readonly of: (part: Part) => Expression;
}

function times(quantity: Quantity, each: Expression, { table, column, of }: Row): Expression {
  if (quantity.kind === 'column') {
    const product = binary('multiply', of(quantity.of), each);
    if (quantity.per === 1) return product;
    const per: Expression = { kind: 'literal', type: 'decimal', value: decimal(quantity.per) };
    return binary('divide', product, per);
  }
  const since = { table, column: quantity.from };
  const days = derivedExpression(
    { kind: 'elapsed', unit: 'day', since: null },
    { table, column: quantity.to },
    { since, column },
  );
  return days === null ? each : binary('multiply', days, each);
}

function decimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
