import { sqlClauses, type SqlClauses } from '../../text/sql-clauses.ts';
import {
  isSymbol,
  isWord,
  splitTop,
  splitConditions,
  sqlTokens,
  type SqlToken,
} from '../../text/sql-tokens.ts';

/** Spider's classes. */
export type Hardness = 'easy' | 'medium' | 'hard' | 'extra';

/**
 * How hard Spider's own evaluation calls a query, by the parts of its SQL: the published rule of
 * `eval_hardness` (Yu et al., EMNLP 2018, evaluation.py), its peculiarities included: of a query with a set
 * operation the first SELECT counts, and a negated condition counts as an aggregate. Pure.
 */
export function spiderHardness(sql: string): Hardness {
  const parts = readParts(sql);
  const one = componentsOne(parts);
  const two = nestedQueries(parts);
  const others = otherParts(parts);
  if (one <= 1 && others === 0 && two === 0) return 'easy';
  if (two === 0 && ((others <= 2 && one <= 1) || (one <= 2 && others < 2))) return 'medium';
  const isHard =
    (two === 0 && others > 2 && one <= 2) ||
    (two === 0 && one > 2 && one <= 3 && others <= 2) ||
    (one <= 1 && others === 0 && two <= 1);
  return isHard ? 'hard' : 'extra';
}

type Tokens = readonly SqlToken[];

/** The first SELECT of a query by clause, and how many set operations follow it. */
interface Parts extends SqlClauses {
  readonly setOperations: number;
}

function readParts(sql: string): Parts {
  const tokens = sqlTokens(sql).filter(
    (token) => token.kind !== 'comment' && !isSymbol(token, ';'),
  );
  const [first = [], ...more] = splitTop(tokens, (token) =>
    isWord(token, 'UNION', 'INTERSECT', 'EXCEPT'),
  );
  return { ...sqlClauses(first), setOperations: more.length };
}

/** WHERE, GROUP BY, ORDER BY, LIMIT, each further table, each OR, each LIKE. */
function componentsOne(parts: Parts): number {
  const { where, groupBy, orderBy, limit } = parts;
  const clausesUsed = [where, groupBy, orderBy, limit].filter((one) => one.length > 0).length;
  const conditions = conditionsOf(parts);
  const likes = conditions.filter((one) => topWords(one, 'LIKE').length > 0).length;
  const ors = [joinConditions(parts), where, parts.having].flatMap((one) => topWords(one, 'OR'));
  return clausesUsed + Math.max(tablesOf(parts) - 1, 0) + ors.length + likes;
}

/** Queries inside conditions, not inside those in turn, and set operations. */
function nestedQueries(parts: Parts): number {
  const nested = conditionsOf(parts).map(
    (condition) =>
      topTokens(condition, (token, next) => isSymbol(token, '(') && isWord(next, 'SELECT')).length,
  );
  return nested.reduce((sum, one) => sum + one, 0) + Math.min(parts.setOperations, 1);
}

/** More than one aggregate, selected column, condition, group key: one each. */
function otherParts(parts: Parts): number {
  const selected = listOf(parts.select);
  const having = splitConditions(parts.having);
  const where = splitConditions(parts.where);
  const aggregates =
    selected.filter((item) => isAggregate(withoutDistinct(item))).length +
    where.filter(isNegated).length +
    listOf(parts.groupBy).filter(isAggregate).length +
    listOf(parts.orderBy).flatMap(operandsOf).filter(isAggregate).length +
    having.filter(isNegated).length +
    // The connectors between conditions of HAVING are counted as well.
    Math.max(having.length - 1, 0);
  return [
    aggregates > 1,
    selected.length > 1,
    where.length > 1,
    listOf(parts.groupBy).length > 1,
  ].filter(Boolean).length;
}

function tablesOf({ from }: Parts): number {
  if (from.length === 0) return 0;
  return splitTop(from, (token) => isWord(token, 'JOIN') || isSymbol(token, ',')).length;
}

function conditionsOf(parts: Parts): readonly Tokens[] {
  return [joinConditions(parts), parts.where, parts.having].flatMap(splitConditions);
}

/** What stands behind each ON, joined by AND as Spider keeps it. */
function joinConditions({ from }: Parts): Tokens {
  const parts = splitTop(from, (token) => isWord(token, 'JOIN') || isSymbol(token, ','));
  return parts.flatMap((part, index) => {
    const [, ...on] = splitTop(part, (token) => isWord(token, 'ON'));
    const condition = on.flat();
    const [first] = condition;
    if (first === undefined) return [];
    const and: SqlToken = { ...first, kind: 'word', value: 'AND' };
    return index === 0 || parts.slice(0, index).every((one) => topWords(one, 'ON').length === 0)
      ? condition
      : [and, ...condition];
  });
}

function topWords(tokens: Tokens, word: string): Tokens {
  return topTokens(tokens, (token) => isWord(token, word));
}

/** Tokens that stand in no bracket; a bracket itself stands where it opens. */
function topTokens(
  tokens: Tokens,
  fits: (token: SqlToken, next: SqlToken | undefined) => boolean,
): Tokens {
  let depth = 0;
  return tokens.filter((token, at) => {
    if (isSymbol(token, ')')) depth -= 1;
    const isTop = depth === 0;
    if (isSymbol(token, '(')) depth += 1;
    return isTop && fits(token, tokens[at + 1]);
  });
}

function listOf(tokens: Tokens): readonly Tokens[] {
  return splitTop(tokens, (token) => isSymbol(token, ',')).filter((item) => item.length > 0);
}

/** Spider keeps a sum or product of two columns as two operands. */
function operandsOf(item: Tokens): readonly Tokens[] {
  return splitTop(item, (token) => ['+', '-', '*', '/'].some((sign) => isSymbol(token, sign)));
}

function withoutDistinct(item: Tokens): Tokens {
  return isWord(item[0], 'DISTINCT') ? item.slice(1) : item;
}

function isAggregate(tokens: Tokens): boolean {
  return isWord(tokens[0], 'COUNT', 'SUM', 'AVG', 'MIN', 'MAX');
}

function isNegated(condition: Tokens): boolean {
  return topWords(condition, 'NOT').length > 0;
}
