import { unreachable, type LiteralExpression } from '@ai-etl/core';
import type { ExpressionPrinter } from '../dialect.ts';
import { atom, precedence, type Fragment } from '../fragment.ts';

/** A name in double quotes; PostgreSQL has no other escape inside them. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * A text literal. Backslashes and control characters go into an E'' string, which means the same
 * whatever `standard_conforming_strings` is.
 */
export function quoteText(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (!/[\\\u0001-\u001f\u007f]/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  const escaped = Array.from(text, (one) => {
    if (one === "'") return "''";
    if (one === '\\') return '\\\\';
    const code = one.codePointAt(0) ?? 0;
    return code < 32 || code === 127 ? `\\x${code.toString(16).padStart(2, '0')}` : one;
  });
  return `E'${escaped.join('')}'`;
}

/** Temporal literals name their type, so that no session setting changes their meaning. */
export function printLiteral(literal: LiteralExpression, printer: ExpressionPrinter): Fragment {
  switch (literal.type) {
    case 'null':
      return atom('NULL');
    case 'bool':
      return atom(literal.value ? 'TRUE' : 'FALSE');
    case 'integer':
    case 'decimal':
      return literal.value.startsWith('-')
        ? { text: literal.value, precedence: precedence.negate }
        : atom(literal.value);
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
      return atom(`INTERVAL ${quoteText(printInterval(literal))}`);
    default:
      return unreachable(literal);
  }
}

/** PostgreSQL has no quarters in intervals. */
function printInterval({ amount, unit }: Extract<LiteralExpression, { type: 'interval' }>): string {
  return unit === 'quarter' ? `${amount * 3} months` : `${amount} ${unit}s`;
}
