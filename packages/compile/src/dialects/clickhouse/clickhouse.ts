import { sameType, type Expression } from '@ai-etl/core';
import type { ExpressionType } from '../../expression/infer-expression-type.ts';
import type { From, Relation } from '../../relation/relation.ts';
import type { Dialect, ExpressionPrinter } from '../dialect.ts';
import { atom, callFragment, type Fragment } from '../fragment.ts';
import { printCast } from './cast.ts';
import { functions } from './functions.ts';
import { printLiteral, quoteIdentifier } from './literal.ts';
import {
  meetExactly,
  printBinary,
  printIn,
  printKey,
  printOrderKey,
  printOrdered,
  printUnary,
} from './operators.ts';
import { typedNull, typeName } from './types.ts';

/** ClickHouse 24.8 or later. */
export const clickhouse: Dialect = {
  name: 'clickhouse',
  title: 'ClickHouse',
  capabilities: {
    semiJoin: 'join',
    fullJoin: true,
    outerJoinWithoutEquality: false,
    namesQualified: false,
    namesIgnoreCase: false,
    union: {
      members: 'parentheses',
      distinct: 'UNION DISTINCT',
      intersect: 'INTERSECT DISTINCT',
      except: 'EXCEPT DISTINCT',
      sorted: false,
    },
    incomparable: ['json', 'list'],
    querySuffix: (query) => (hasOuterJoin(query) ? 'SETTINGS join_use_nulls = 1' : ''),
    limit: (count, offset) => `LIMIT ${count}${offset === 0 ? '' : ` OFFSET ${offset}`}`,
  },
  quoteIdentifier,
  literal: printLiteral,
  variable: (name) => atom(`{${name}:String}`),
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
    key: printKey,
    orderKey: printOrderKey,
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

/**
 * Without the setting, outer joins would give 0 and '' for missing rows. It stands in the query, so
 * that it means the same wherever somebody runs it, and only where it is needed: accounts with
 * readonly = 1 may not change settings.
 */
function hasOuterJoin(relation: Relation): boolean {
  switch (relation.kind) {
    case 'table':
    case 'text':
    case 'numbers':
      return false;
    case 'union':
      return relation.inputs.some(hasOuterJoin);
    case 'script':
      return relation.inputs.some((input) => hasOuterJoin(input.relation));
    case 'select':
      return (
        fromHasOuterJoin(relation.from) ||
        (relation.subqueries ?? []).some((one) => hasOuterJoin(one.relation))
      );
  }
}

function fromHasOuterJoin(from: From): boolean {
  if (from.kind === 'relation') return hasOuterJoin(from.relation);
  const isOuter = from.how === 'left' || from.how === 'right' || from.how === 'full';
  return isOuter || fromHasOuterJoin(from.left) || fromHasOuterJoin(from.right);
}
