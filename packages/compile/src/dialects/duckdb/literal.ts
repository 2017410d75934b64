import { unreachable, type LiteralExpression } from '@ai-etl/core';
import type { ExpressionPrinter } from '../dialect.ts';
import { atom, precedence, type Fragment } from '../fragment.ts';
import { maxDigits } from './types.ts';

/** A name in double quotes; DuckDB has no other escape inside them. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text literal: backslashes and control characters mean themselves. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Temporal literals name their type, and instants their offset. */
export function printLiteral(literal: LiteralExpression, printer: ExpressionPrinter): Fragment {
  switch (literal.type) {
    case 'null':
      return atom('NULL');
    case 'bool':
      return atom(literal.value ? 'TRUE' : 'FALSE');
    case 'integer':
    case 'decimal':
      return number({ ...literal, type: literal.type }, printer);
    case 'text':
      return literal.value.includes('\0')
        ? printer.unsupported('a text with a NUL character')
        : atom(quoteText(literal.value));
    case 'date':
      return atom(`DATE ${quoteText(literal.value)}`);
    case 'time':
      return atom(`TIME ${quoteText(literal.value)}`);
    case 'timestamp':
      return atom(`TIMESTAMP ${quoteText(literal.value)}`);
    case 'timestamptz':
      return atom(`TIMESTAMPTZ ${quoteText(`${literal.value}+00`)}`);
    case 'interval':
      return atom(`INTERVAL ${quoteText(`${literal.amount} ${literal.unit}s`)}`);
    default:
      return unreachable(literal);
  }
}

/** Beyond 38 digits DuckDB would read a double; a whole number past int64 is made a decimal. */
function number(
  literal: {
    readonly kind: 'literal';
    readonly type: 'integer' | 'decimal';
    readonly value: string;
  },
  printer: ExpressionPrinter,
): Fragment {
  const { type, value } = literal;
  const own = printer.typeOf(literal).type;
  if (own?.kind === 'decimal' && (own.precision ?? maxDigits + 1) > maxDigits) {
    return printer.unsupported('a number of over 38 digits');
  }
  if (type === 'integer' && own?.kind === 'decimal') {
    return atom(`CAST('${value}' AS DECIMAL(${own.precision ?? maxDigits}, 0))`);
  }
  return value.startsWith('-') ? { text: value, precedence: precedence.negate } : atom(value);
}
