import { quoteText } from './literal.ts';

/**
 * An expression that ends the query with an error that names `reason`; NULL when any argument is NULL.
 *
 * MySQL has no such function, and in a SELECT nearly everything that goes wrong is a warning and NULL.
 * BIGINT out of range (1690) is an error everywhere, and it quotes the expression. It is computed from
 * the row, so that no optimizer does it beforehand for a branch that is not taken.
 */
export function failing(reason: string, args: readonly string[], typeName = 'SIGNED'): string {
  const overflow = `9223372036854775807 + LENGTH(CONCAT(${[quoteText(reason), ...args].join(', ')}))`;
  return typeName === 'SIGNED' ? overflow : `CAST(${overflow} AS ${typeName})`;
}

/** A value that is NULL, with no more than a warning, where it does not exist: an error then. */
export function presentOr(
  value: string,
  reason: string,
  args: readonly string[],
  typeName?: string,
): string {
  return `COALESCE(${value}, ${failing(reason, args, typeName)})`;
}

/** The value where the condition is true, NULL where an argument is NULL, else an error. */
export function guarded(
  condition: string,
  value: string,
  otherwise: { reason: string; args: readonly string[]; typeName?: string | undefined },
): string {
  const { reason, args, typeName } = otherwise;
  return `CASE WHEN ${condition} THEN ${value} ELSE ${failing(reason, args, typeName)} END`;
}
