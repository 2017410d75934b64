import { isNumeric, sameType, type ColumnType, type Expression } from '@ai-etl/core';
import type { ExpressionType } from '../../expression/infer-expression-type.ts';
import type { Dialect, ExpressionPrinter } from '../dialect.ts';
import { callFragment, type Fragment } from '../fragment.ts';
import { hasOwnScale } from '../own-scale.ts';
import { printCast, typeName } from './cast.ts';
import { functions } from './functions.ts';
import { printLiteral, quoteIdentifier } from './literal.ts';
import { printBinary, printUnary } from './operators.ts';
import { printLike, printOrdered } from './ordered.ts';

/** PostgreSQL 13 or later. Its meaning is our reference where SQL leaves room. */
export const postgresql: Dialect = {
  name: 'postgresql',
  title: 'PostgreSQL',
  capabilities: {
    semiJoin: 'exists',
    fullJoin: true,
    outerJoinWithoutEquality: true,
    namesQualified: true,
    namesIgnoreCase: false,
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
  // A setting of its own: any client can give one, and an unknown one is an error.
  variable: (name) => callFragment('current_setting', [`'ai_etl.${name}'`]),
  typeName,
  // Numbers of any kind meet by themselves, with the type that core promises.
  isSameType: (a, b) =>
    (isNumeric(a) && isNumeric(b)) || (a.kind === b.kind && (a.kind !== 'list' || sameType(a, b))),
  cast: printCast,
  functions,
  overrides: {
    binary: printBinary,
    unary: printUnary,
    like: printLike,
    ordered: printOrdered,
    projected: printProjected,
  },
};

/** A bare NULL gets its type, a decimal its scale; everything else has its exact type already. */
function printProjected(
  expression: Expression,
  { type }: ExpressionType,
  printer: ExpressionPrinter,
): Fragment | undefined {
  if (type === null) return undefined;
  const isBareNull = expression.kind === 'literal' && expression.type === 'null';
  const needsScale =
    type.kind === 'decimal' && type.precision !== undefined && !hasOwnScale(expression);
  if (!isBareNull && !needsScale && !isNarrower(expression, type, printer)) return undefined;
  return printer.fragment({ kind: 'cast', operand: expression, to: type });
}

/** A column may have been given a wider type than its expression has (union, join). */
function isNarrower(expression: Expression, type: ColumnType, printer: ExpressionPrinter): boolean {
  const own = printer.typeOf(expression).type;
  return own !== null && own.kind !== type.kind;
}
