import { isInteger, type ColumnType, type Expression } from '@ai-etl/core';
import type { ExpressionType } from '../../expression/infer-expression-type.ts';
import type { Dialect, ExpressionPrinter } from '../dialect.ts';
import { atom, type Fragment } from '../fragment.ts';
import { hasOwnScale } from '../own-scale.ts';
import { printCast } from './cast.ts';
import { collated, printStored } from './columns.ts';
import { functions } from './functions.ts';
import { printLiteral, quoteIdentifier } from './literal.ts';
import { longTextKeys, printBinary, printLike, printOrderKey, printUnary } from './operators.ts';
import { isSameType, typedNull, typeName } from './types.ts';

/**
 * MySQL 8.0.17 or later and MariaDB 10.6 or later: one text that means the same on both, in a session
 * that has been told core's `mysqlSession`.
 */
export const mysql: Dialect = {
  name: 'mysql',
  title: 'MySQL',
  capabilities: {
    semiJoin: 'exists',
    fullJoin: false,
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
    incomparable: ['json', 'list'],
    querySuffix: () => '',
    limit: (count, offset) => `LIMIT ${count}${offset === 0 ? '' : ` OFFSET ${offset}`}`,
  },
  quoteIdentifier,
  literal: printLiteral,
  // A variable's own collation would count as much as a column's.
  variable: (name) => collated(`CONVERT(@${quoteIdentifier(name)} USING utf8mb4)`),
  typeName,
  isSameType,
  cast: printCast,
  functions,
  overrides: {
    binary: printBinary,
    unary: printUnary,
    like: printLike,
    stored: printStored,
    orderKey: printOrderKey,
    // MariaDB gives INT UNSIGNED beside an INT of many digits a DECIMAL of too few, and cuts.
    member: (text, type) => (isInteger(type) ? `CAST(${text} AS SIGNED)` : undefined),
    furtherKeys: longTextKeys,
    // Beside a window without any key MariaDB computes others in a wrong order; it drops what is constant.
    wholePartition: 'RAND() < 0',
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
  if (expression.kind === 'literal' && expression.type === 'null') return typedNull(type);
  const own = printer.typeOf(expression).type;
  if (own !== null && own.kind !== type.kind) {
    return printer.fragment({ kind: 'cast', operand: expression, to: type });
  }
  return type.kind === 'decimal' && !hasOwnScale(expression)
    ? scaled(expression, type, printer)
    : undefined;
}

/** A computed value has the digits that core has inferred, so nothing is clipped here. */
function scaled(
  expression: Expression,
  type: ColumnType,
  printer: ExpressionPrinter,
): Fragment | undefined {
  const name = typeName(type);
  return name === undefined ? undefined : atom(`CAST(${printer.print(expression)} AS ${name})`);
}
