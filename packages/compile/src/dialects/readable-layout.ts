import type { Expression } from '@ai-etl/core';
import { fromScope, type SelectRelation } from '../relation/relation.ts';
import type { ExpressionPrinter } from './dialect.ts';
import { atLeast, atom } from './fragment.ts';

/** Longest select list, and longest query in brackets, that stand on one line. */
const longestList = 90;
const longestSubquery = 75;

/** The select list after SELECT: on its line where it is short. `separator` begins a line. */
export function listColumns(columns: readonly string[], separator: string): string {
  const line = columns.join(', ');
  return line.length <= longestList && !line.includes('\n')
    ? ` ${line}`
    : columns.map((one) => `${separator}  ${one}`).join(',');
}

/** A query's text on one line; undefined: it is too long, or its line breaks may be a literal's. */
export function onOneLine(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const isClosed = lines.every((line) => {
    const quotes = line.match(/['"`]/gu)?.length ?? 0;
    return quotes % 2 === 0 && !line.includes('\\') && !line.includes('--');
  });
  const flat = lines.join(' ').replaceAll('( SELECT', '(SELECT');
  return isClosed && flat.length <= longestSubquery ? flat : undefined;
}

/**
 * The printer for keys of groups and order: what the select list computes is called by its name there,
 * where no column that is read has that name.
 */
export function byOutputName(
  select: SelectRelation,
  printer: ExpressionPrinter,
  printed: readonly string[],
): ExpressionPrinter {
  const { dialect } = printer;
  const inputs = new Set(
    Array.from(fromScope(select.from).values()).flatMap((schema) =>
      schema.map(({ name }) => name.toLowerCase()),
    ),
  );
  const names = new Map<string, string>();
  for (const [at, { name, expression }] of select.projections.entries()) {
    const quoted = dialect.quoteIdentifier(name);
    const text = printer.print(expression);
    const isComputed = expression.kind !== 'column' && expression.kind !== 'literal';
    const isPlain = printed[at] === `${text} AS ${quoted}`;
    if (isComputed && isPlain && !inputs.has(name.toLowerCase())) names.set(text, quoted);
  }
  const fragment = (expression: Expression) => {
    const own = printer.fragment(expression);
    const name = expression.kind === 'column' ? undefined : names.get(own.text);
    return name === undefined ? own : atom(name);
  };
  return {
    ...printer,
    fragment,
    print: (expression, least = 0) => atLeast(fragment(expression), least),
  };
}
