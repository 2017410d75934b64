import { mysqlTextCollation, unreachable, type LiteralExpression } from '@ai-etl/core';
import type { ExpressionPrinter } from '../dialect.ts';
import { atom, precedence, type Fragment } from '../fragment.ts';

/** A name in backticks, which mean the same in every SQL mode; there is no other escape inside. */
export function quoteIdentifier(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** A text literal. A backslash would mean something else in each SQL mode, so such texts are hexadecimal. */
export function quoteText(text: string): string {
  return needsHex(text)
    ? `_utf8mb4 ${hexText(text)} COLLATE ${mysqlTextCollation}`
    : `'${text.replaceAll("'", "''")}'`;
}

/** A text where the grammar takes a bare literal only, such as SEPARATOR. */
export function quoteSeparator(text: string): string {
  return needsHex(text) ? hexText(text) : quoteText(text);
}

function needsHex(text: string): boolean {
  return text.includes('\\') || text.includes('\0');
}

function hexText(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text));
  return `x'${bytes.map((one) => one.toString(16).padStart(2, '0')).join('')}'`;
}

/** Literals that name their type, so that no session setting changes their meaning. */
export function printLiteral(literal: LiteralExpression, printer: ExpressionPrinter): Fragment {
  switch (literal.type) {
    case 'null':
      return atom('NULL');
    case 'bool':
      return atom(literal.value ? 'TRUE' : 'FALSE');
    case 'integer':
    case 'decimal':
      return printNumber(literal.value, printer);
    case 'text':
      return needsHex(literal.value)
        ? { text: quoteText(literal.value), precedence: precedence.negate + 1 }
        : atom(quoteText(literal.value));
    case 'date':
      return inRange(literal.value, printer) ?? atom(`DATE '${literal.value}'`);
    case 'time':
      return atom(`TIME '${literal.value}'`);
    case 'timestamp':
    case 'timestamptz':
      return inRange(literal.value, printer) ?? atom(`TIMESTAMP '${literal.value}'`);
    case 'interval':
      return atom(`INTERVAL ${literal.amount} ${literal.unit.toUpperCase()}`);
    default:
      return unreachable(literal);
  }
}

/** A number of more than 65 digits would become a float. */
function printNumber(value: string, printer: ExpressionPrinter): Fragment {
  const digits = value.replace(/^-?0*/, '').replace('.', '').length;
  const scale = value.split('.')[1]?.length ?? 0;
  if (digits > 65 || scale > 30) {
    return printer.unsupported('a number of over 65 digits, or 30 behind the point');
  }
  return value.startsWith('-') ? { text: value, precedence: precedence.negate } : atom(value);
}

function inRange(value: string, printer: ExpressionPrinter): Fragment | undefined {
  return /^(?!0000)\d{4}-/.test(value)
    ? undefined
    : printer.unsupported(`the date ${value.slice(0, 10)}`, 'dates go from 0001 to 9999-12-31');
}
