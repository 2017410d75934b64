import {
  isNumeric,
  type BinaryExpression,
  type CallExpression,
  type LikeExpression,
} from '@ai-etl/core';
import type { CastRequest, Dialect, ExpressionPrinter, FunctionPrinter } from '../dialect.ts';
import { atom, callFragment, precedence, type Fragment } from '../fragment.ts';
import { argument, plain, textArgument } from '../functions.ts';
import { datePart, indexIn, shifted, startOf } from './plain-temporal.ts';
import { familyOf } from './types.ts';

/**
 * SQLite by its own operators and functions, which any SQLite has: for queries that are shown and read
 * no decimals, which are stored as texts. Numbers are integers and floats then.
 */
export function plainSqlite(exact: Dialect): Dialect {
  const { stored } = exact.overrides;
  return {
    ...exact,
    literal: (literal, printer) => {
      const isNumber = literal.type === 'decimal' || literal.type === 'integer';
      if (!isNumber) return exact.literal(literal, printer);
      const { value } = literal;
      return value.startsWith('-') ? { text: value, precedence: precedence.negate } : atom(value);
    },
    isSameType: (a, b) => (isNumeric(a) && isNumeric(b)) || exact.isSameType(a, b),
    cast: (request, printer) => printCast(request, printer) ?? exact.cast(request, printer),
    functions: { ...exact.functions, ...functions(exact.functions) },
    overrides: {
      ...(stored && { stored }),
      binary: (expression, printer) => printBinary(expression, printer, exact),
      like: printLike,
    },
  };
}

function printBinary(
  expression: BinaryExpression,
  printer: ExpressionPrinter,
  exact: Dialect,
): Fragment | undefined {
  const { op, left, right } = expression;
  if (right.kind === 'literal' && right.type === 'interval') {
    const { amount, unit } = right;
    // Other moments are kept as texts of more than one form, which only ours compare.
    const isDate = printer.typeOf(left).type?.kind === 'date';
    const moved = isDate
      ? shifted(printer.print(left), op === 'subtract' ? -amount : amount, unit)
      : undefined;
    return moved ?? exact.overrides.binary?.(expression, printer);
  }
  if (op !== 'divide') return undefined;
  // Of two integers SQLite gives the whole part; by 0 it gives NULL, as is meant.
  const isFloat = familyOf(printer.typeOf(left).type) === 'float';
  const dividend = isFloat
    ? printer.print(left, precedence.multiplicative)
    : `CAST(${printer.print(left)} AS REAL)`;
  return {
    text: `${dividend} / ${printer.print(right, precedence.multiplicative + 1)}`,
    precedence: precedence.multiplicative,
  };
}

/** SQLite's LIKE ignores the case of ASCII letters, and so does what is shown. */
function printLike(
  { operand, pattern, negated }: LikeExpression,
  printer: ExpressionPrinter,
): Fragment {
  const tight = precedence.comparison + 1;
  const text = pattern.kind === 'literal' && pattern.type === 'text' ? pattern.value : '\\';
  const escape = text.includes('\\') ? " ESCAPE '\\'" : '';
  return {
    text: `${printer.print(operand, tight)} ${negated ? 'NOT LIKE' : 'LIKE'} ${printer.print(pattern, tight)}${escape}`,
    precedence: precedence.comparison,
  };
}

function printCast(
  { operand, from, to }: CastRequest,
  printer: ExpressionPrinter,
): Fragment | undefined {
  const isNumber = from.type !== null && isNumeric(from.type);
  const text = printer.print(operand);
  // What is no number counts as 0 here, where the exact cast fails.
  if (from.type?.kind === 'text' && familyOf(to) === 'float')
    return callFragment('CAST', [`${text} AS REAL`]);
  if (isTextOrMoment(from.type)) {
    const name = to.kind === 'date' ? 'date' : 'datetime';
    const isMoment =
      to.kind === 'date' || (to.kind === 'timestamp' && from.type?.kind !== 'timestamptz');
    // What is no day is NULL here, where the exact cast fails; SQLite takes "2023" for a Julian day.
    if (isMoment && from.type?.kind === 'text')
      return atom(`CASE WHEN ${text} LIKE '____-__-__%' THEN ${name}(${text}) END`);
    if (isMoment) return callFragment(name, [text]);
  }
  switch (familyOf(to)) {
    case 'integer':
      // Other than CAST, which cuts, a cast of ours rounds.
      return familyOf(from.type) === 'integer' ? printer.fragment(operand) : undefined;
    case 'float':
      return isNumber ? callFragment('CAST', [`${text} AS REAL`]) : undefined;
    case 'decimal': {
      const scale = to.kind === 'decimal' ? (to.scale ?? 0) : 0;
      if (!isNumber) return undefined;
      if (to.kind === 'decimal' && to.precision === undefined) return printer.fragment(operand);
      return callFragment('ROUND', [text, String(scale)]);
    }
    case undefined:
      return undefined;
  }
}

function isTextOrMoment(type: CastRequest['from']['type']): boolean {
  return type !== null && ['text', 'date', 'timestamp', 'timestamptz'].includes(type.kind);
}

type Functions = Readonly<Record<string, FunctionPrinter>>;

const aggregate =
  (name: string): FunctionPrinter =>
  (call, printer, over) => {
    const distinct = call.distinct === true ? 'DISTINCT ' : '';
    const filter = call.filter === undefined ? '' : ` FILTER (WHERE ${printer.print(call.filter)})`;
    return atom(`${name}(${distinct}${printer.print(argument(call, 0))})${filter}${over}`);
  };

function functions(exact: Functions): Functions {
  const decline = (call: CallExpression, printer: ExpressionPrinter): Fragment =>
    exact[call.name]?.(call, printer, '') ?? printer.unsupported(`the function ${call.name}`);
  return {
    sum: aggregate('sum'),
    avg: aggregate('avg'),
    min: aggregate('min'),
    max: aggregate('max'),
    lower: plain('lower'),
    upper: plain('upper'),
    abs: plain('abs'),
    round: plain('round'),
    substring: plain('substr'),
    date_part: (call, printer) => {
      const part = textArgument(call, 0);
      return datePart(part, printer.print(argument(call, 1))) ?? decline(call, printer);
    },
    date_trunc: (call, printer) => {
      const moment = argument(call, 1);
      const isDate = printer.typeOf(moment).type?.kind === 'date';
      const text = printer.print(moment);
      return startOf(textArgument(call, 0), text, isDate) ?? decline(call, printer);
    },
    date_diff: (call, printer) => {
      const unit = textArgument(call, 0);
      const [from, to] = [argument(call, 1), argument(call, 2)];
      const isOfDates = [from, to].every((one) => printer.typeOf(one).type?.kind === 'date');
      if (unit === 'day' && isOfDates) {
        const days = `julianday(${printer.print(to)}) - julianday(${printer.print(from)})`;
        return callFragment('CAST', [`${days} AS INTEGER`]);
      }
      const index = indexIn[unit];
      if (index === undefined) return decline(call, printer);
      const text = `${index(printer.print(to))} - ${index(printer.print(from))}`;
      return { text, precedence: precedence.additive };
    },
  };
}
