import { unreachable, type LiteralExpression } from '@ai-etl/core';
import type { ExpressionPrinter } from '../dialect.ts';
import { atom, precedence, type Fragment } from '../fragment.ts';

/** A name in double quotes; SQLite has no other escape inside them. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text literal: backslashes and control characters mean themselves. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Decimals, dates and instants are the texts that they are stored as. */
export function printLiteral(literal: LiteralExpression, printer: ExpressionPrinter): Fragment {
  switch (literal.type) {
    case 'null':
      return atom('NULL');
    case 'bool':
      return atom(literal.value ? 'TRUE' : 'FALSE');
    case 'integer':
      // Past int64 it is a decimal.
      if (printer.typeOf(literal).type?.kind === 'decimal') return atom(quoteText(literal.value));
      return literal.value.startsWith('-')
        ? { text: literal.value, precedence: precedence.negate }
        : atom(literal.value);
    case 'text':
      return literal.value.includes('\0')
        ? printer.unsupported('a text with a NUL character')
        : atom(quoteText(literal.value));
    case 'decimal':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return atom(quoteText(literal.value));
    case 'interval':
      return printer.unsupported('an interval by itself', 'add it to a date');
    default:
      return unreachable(literal);
  }
}
