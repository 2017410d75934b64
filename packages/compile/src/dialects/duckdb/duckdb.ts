import {
  commonColumnType,
  isInteger,
  sameType,
  type ColumnType,
  type Expression,
} from '@ai-etl/core';
import type { ExpressionType } from '../../expression/infer-expression-type.ts';
import type { Dialect, ExpressionPrinter } from '../dialect.ts';
import { callFragment, type Fragment } from '../fragment.ts';
import { hasOwnScale } from '../own-scale.ts';
import { castTo, printCast } from './cast.ts';
import { functions } from './functions.ts';
import { printLiteral, quoteIdentifier, quoteText } from './literal.ts';
import { meetExactly, printBinary, printLike, printUnary } from './operators.ts';
import { maxDigits, typeName } from './types.ts';

/** DuckDB 1.5 or later, with ICU (it is linked in). Text is compared by its bytes. */
export const duckdb: Dialect = {
  name: 'duckdb',
  title: 'DuckDB',
  capabilities: {
    semiJoin: 'exists',
    fullJoin: true,
    outerJoinWithoutEquality: true,
    namesQualified: true,
    namesIgnoreCase: true,
    union: {
      members: 'parentheses',
      distinct: 'UNION DISTINCT',
      intersect: 'INTERSECT',
      except: 'EXCEPT',
      sorted: true,
    },
    incomparable: ['json'],
    querySuffix: () => '',
    limit: (count, offset) => `LIMIT ${count}${offset === 0 ? '' : ` OFFSET ${offset}`}`,
  },
  quoteIdentifier,
  literal: printLiteral,
  variable: (name) => callFragment('getvariable', [quoteText(name)]),
  typeName,
  isSameType,
  cast: printCast,
  functions,
  overrides: {
    binary: printBinary,
    unary: printUnary,
    like: printLike,
    meet: meetExactly,
    projected: printProjected,
  },
};

/**
 * Integers and decimals meet by themselves, with every digit; floats would narrow the others, and
 * decimals that need more than 38 digits together would lose their scale in a CASE.
 */
function isSameType(a: ColumnType, b: ColumnType): boolean {
  if (sameType(a, b)) return true;
  const isExact = [a, b].every((type) => type.kind === 'decimal' || isInteger(type));
  if (!isExact) return false;
  const common = commonColumnType(a, b);
  return common?.kind !== 'decimal' || (common.precision ?? 0) <= maxDigits;
}

/** A bare NULL gets its type, a decimal its scale, and a widened column its kind. */
function printProjected(
  expression: Expression,
  { type }: ExpressionType,
  printer: ExpressionPrinter,
): Fragment | undefined {
  if (type === null) return undefined;
  const own = printer.typeOf(expression).type;
  if (own === null) return castTo(printer.print(expression), type, printer);
  const needsScale =
    type.kind === 'decimal' && type.precision !== undefined && !hasOwnScale(expression);
  if (!needsScale && own.kind === type.kind) return undefined;
  return printer.fragment({ kind: 'cast', operand: expression, to: type });
}
