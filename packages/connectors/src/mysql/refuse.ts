/**
 * An expression that ends the statement for a row, because `value` is not NULL there: MySQL has no other
 * way to raise an error inside a query. It depends on the row, so it is not worked out while planning.
 */
export function refuse(value: string): string {
  return `(~0 + (${value} IS NOT NULL))`;
}
