import type { Dialect } from '../dialect.ts';
import { printCast } from './cast.ts';
import { functions } from './functions.ts';
import { printLiteral, quoteIdentifier } from './literal.ts';
import {
  meetExactly,
  printBinary,
  printIn,
  printLike,
  printOrdered,
  printUnary,
} from './operators.ts';
import { printStored } from './stored.ts';
import { isSameStorage, typeName } from './types.ts';

/**
 * SQLite 3.44 or later in UTF-8, on a connection that has the functions of core's `sqliteFunctions`.
 * See docs/decisions/0021-sqlite-values.md.
 */
export const sqlite: Dialect = {
  name: 'sqlite',
  title: 'SQLite',
  capabilities: {
    semiJoin: 'exists',
    outerJoinWithoutEquality: true,
    fullJoin: true,
    namesQualified: true,
    namesIgnoreCase: true,
    union: {
      members: 'subqueries',
      distinct: 'UNION',
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
  typeName,
  isSameType: isSameStorage,
  cast: printCast,
  functions,
  overrides: {
    binary: printBinary,
    unary: printUnary,
    in: printIn,
    like: printLike,
    meet: meetExactly,
    ordered: printOrdered,
    stored: printStored,
    projected: (expression, { type }, printer) => {
      const own = printer.typeOf(expression).type;
      if (type === null || own === null || isSameStorage(own, type)) return undefined;
      return printer.fragment({ kind: 'cast', operand: expression, to: type });
    },
  },
};
