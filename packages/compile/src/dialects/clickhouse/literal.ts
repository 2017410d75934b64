import { unreachable, type LiteralExpression } from '@ai-etl/core';
import { inferExpressionType } from '../../expression/infer-expression-type.ts';
import type { ExpressionPrinter } from '../dialect.ts';
import { atom, callFragment, precedence, type Fragment } from '../fragment.ts';

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '\0': '\\0',
};

/** A text literal. Backslash escapes everywhere, so that quotes and control characters survive. */
export function quoteText(text: string): string {
  const escaped = Array.from(text, (one) => escapes[one] ?? one);
  return `'${escaped.join('')}'`;
}

/** A name in backticks, which know the same escapes as text. */
export function quoteIdentifier(name: string): string {
  if (/^\w*$/.test(name)) return `\`${name}\``;
  const escaped = Array.from(name, (one) => {
    if (one === '`') return '\\`';
    return one === "'" ? one : (escapes[one] ?? one);
  });
  return `\`${escaped.join('')}\``;
}

/** What Date32 and DateTime64(6) hold; outside, ClickHouse would silently clip. */
const firstDay = '1900-01-01';
const lastDay = '2299-12-31';

/** Literals with their exact types: a bare 1.5 would be a float, a bare 9000000000 unsigned. */
export function printLiteral(literal: LiteralExpression, printer: ExpressionPrinter): Fragment {
  switch (literal.type) {
    case 'null':
      return atom('NULL');
    case 'bool':
      return atom(literal.value ? 'true' : 'false');
    case 'integer':
    case 'decimal':
      return printNumber(literal.value, literal, printer);
    case 'text':
      return atom(quoteText(literal.value));
    case 'date':
      return inRange(literal.value, printer) ?? callFragment('toDate32', [`'${literal.value}'`]);
    case 'timestamp':
    case 'timestamptz':
      return (
        inRange(literal.value, printer) ??
        callFragment('toDateTime64', [`'${literal.value}'`, '6', "'UTC'"])
      );
    case 'time':
      return printer.unsupported('time of day');
    case 'interval':
      return atom(`INTERVAL ${literal.amount} ${literal.unit.toUpperCase()}`);
    default:
      return unreachable(literal);
  }
}

function printNumber(
  value: string,
  literal: LiteralExpression,
  printer: ExpressionPrinter,
): Fragment {
  const { type } = inferExpressionType(literal, new Map());
  if (type?.kind === 'int64') return callFragment('toInt64', [value]);
  if (type?.kind !== 'decimal') {
    return value.startsWith('-') ? { text: value, precedence: precedence.negate } : atom(value);
  }
  if (type.precision === undefined) return printer.unsupported('a number of over 76 digits');
  const name = `'Decimal(${type.precision}, ${type.scale ?? 0})'`;
  return callFragment('CAST', [quoteText(value), name]);
}

function inRange(value: string, printer: ExpressionPrinter): Fragment | undefined {
  const day = value.slice(0, 10);
  return day >= firstDay && day <= lastDay
    ? undefined
    : printer.unsupported(`the date ${day}`, `dates go from ${firstDay} to ${lastDay}`);
}
