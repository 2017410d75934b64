import type { DialectName, OrderKey } from '@ai-etl/core';
import type { ExpressionPrinter } from './dialect.ts';

/** Where a dialect puts NULLs that nothing is said about. */
const nullsBeside: Readonly<
  Record<DialectName, Readonly<Record<OrderKey['direction'], OrderKey['nulls']>>>
> = {
  postgresql: { asc: 'last', desc: 'first' },
  sqlite: { asc: 'first', desc: 'last' },
  mysql: { asc: 'first', desc: 'last' },
  duckdb: { asc: 'last', desc: 'last' },
  clickhouse: { asc: 'last', desc: 'last' },
};

/** A sort key as a person writes it: NULLs are spoken of only where there may be some, elsewhere than usual. */
export function readableOrderKey(key: OrderKey, printer: ExpressionPrinter): string {
  const { dialect } = printer;
  const text = (dialect.overrides.ordered?.(key.by, printer) ?? printer.fragment(key.by)).text;
  const own = key.direction === 'desc' ? `${text} DESC` : text;
  const isUsual = nullsBeside[dialect.name][key.direction] === key.nulls;
  if (isUsual || !printer.typeOf(key.by).nullable) return own;
  return dialect.name === 'mysql'
    ? `${text} IS NULL${key.nulls === 'first' ? ' DESC' : ''}, ${own}`
    : `${own} NULLS ${key.nulls.toUpperCase()}`;
}
