import { sameType, type Expression } from '@ai-etl/core';
import type { ExpressionType } from '../../expression/infer-expression-type.ts';
import type { Dialect, ExpressionPrinter } from '../dialect.ts';
import { callFragment, type Fragment } from '../fragment.ts';
import { printCast } from './cast.ts';
import { functions } from './functions.ts';
import { printLiteral, quoteIdentifier } from './literal.ts';
import { meetExactly, printBinary, printIn, printOrdered, printUnary } from './operators.ts';
import { typedNull, typeName } from './types.ts';

/**
 * Outer joins give NULL and not 0 for missing rows; names mean input columns, as in SQL. In the
 * query itself, so that it means the same wherever somebody runs it.
 */
const settings = ['join_use_nulls = 1', 'prefer_column_name_to_alias = 1'];

/** ClickHouse 24.8 or later. */
export const clickhouse: Dialect = {
  name: 'clickhouse',
  title: 'ClickHouse',
  capabilities: {
    semiJoin: 'join',
    outerJoinWithoutEquality: false,
    incomparable: ['json', 'list'],
    querySuffix: () => `SETTINGS ${settings.join(', ')}`,
    limit: (count, offset) => `LIMIT ${count}${offset === 0 ? '' : ` OFFSET ${offset}`}`,
  },
  quoteIdentifier,
  literal: printLiteral,
  typeName,
  isSameType: sameType,
  cast: printCast,
  functions,
  overrides: {
    binary: printBinary,
    unary: printUnary,
    in: printIn,
    meet: meetExactly,
    ordered: printOrdered,
    projected: printProjected,
  },
};

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
  const isComputed = expression.kind !== 'column' && expression.kind !== 'literal';
  // Comparisons are UInt8.
  if (type.kind === 'bool' && isComputed) {
    return callFragment('toBool', [printer.print(expression)]);
  }
  return undefined;
}
