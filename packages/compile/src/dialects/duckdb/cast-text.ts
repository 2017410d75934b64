import { isInteger, type ColumnType, type Expression } from '@ai-etl/core';
import type { ExpressionPrinter } from '../dialect.ts';
import { atom, type Fragment } from '../fragment.ts';
import { quoteText } from './literal.ts';
import { computedTypeName } from './types.ts';

/**
 * Casts from text. DuckDB reads more than a value: `1.5` and `0x1F` as integers, `2024-2-3 10:00`
 * as a date, `1e400` as infinity. Only what is written as the type is written gets to its CAST.
 */
export function fromText(
  operand: Expression,
  to: ColumnType,
  printer: ExpressionPrinter,
): Fragment {
  const text = printer.print(operand);
  const name = computedTypeName(to);
  if (name === undefined) {
    return printer.unsupported(`a cast from text to ${to.kind}`, 'use at most 38 digits');
  }
  if (to.kind === 'bool') return atom(boolOf(text));
  const pattern = isInteger(to) ? '[-+]?[0-9]+' : patterns[to.kind];
  if (pattern === undefined || isWritten(operand, pattern)) {
    return atom(`CAST(${text} AS ${name})`);
  }
  const reads = matches(pattern);
  const isFloat = to.kind === 'float32' || to.kind === 'float64';
  return atom(
    checked(text, to, [
      [isFloat ? `${reads} AND isfinite(CAST(v AS ${name}))` : reads, `CAST(v AS ${name})`],
      ...(isFloat ? [[matches(notFinite), `CAST(v AS ${name})`] as const] : []),
    ]),
  );
}

/** A literal that is written as its type is needs no guard, unless it is a float out of range. */
function isWritten(operand: Expression, pattern: string): boolean {
  if (operand.kind !== 'literal' || operand.type !== 'text') return false;
  const isNumber = pattern === number;
  return (
    new RegExp(`^(${pattern})$`).test(operand.value) &&
    (!isNumber || Number.isFinite(Number(operand.value)))
  );
}

/** What may be read as a value, in the syntax of RE2. */
const number = '[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?';
const notFinite = '(?i)[-+]?inf(inity)?|nan';
const date = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const clock = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?';
const offset = '([zZ]|[-+][0-9]{2}(:?[0-9]{2})?)?';

const patterns: Readonly<Partial<Record<ColumnType['kind'], string>>> = {
  decimal: number,
  float32: number,
  float64: number,
  date,
  time: clock,
  timestamp: `${date}([ T]${clock})?`,
  timestamptz: `${date}([ T]${clock}${offset})?`,
};

/** Prefixes of the words count, as in PostgreSQL. */
function boolOf(text: string): string {
  return checked(text, { kind: 'bool' }, [
    [matches('(?i)1|on|t|tr|tru|true|y|ye|yes'), 'TRUE'],
    [matches('(?i)0|of|off|f|fa|fal|fals|false|n|no'), 'FALSE'],
  ]);
}

function matches(pattern: string): string {
  return `regexp_full_match(v, ${quoteText(`\\s*(${pattern})\\s*`)})`;
}

/** The text is computed once, as `v`; when no case reads it, the query fails and names it. */
function checked(
  text: string,
  to: ColumnType,
  cases: readonly (readonly [condition: string, value: string])[],
): string {
  const branches = cases.map(([condition, value]) => `WHEN ${condition} THEN ${value}`);
  const failure = `error('"' || v || '" is no ${to.kind}')`;
  const body = `CASE ${branches.join(' ')} WHEN v IS NOT NULL THEN ${failure} END`;
  return `list_transform([${text}], lambda v: ${body})[1]`;
}
