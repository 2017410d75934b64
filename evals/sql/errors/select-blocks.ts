import { sqlClauses, type SqlClauses } from '../../text/sql-clauses.ts';
import { isSymbol, isWord, splitTop, sqlTokens, type SqlToken } from '../../text/sql-tokens.ts';

/** A query taken apart: each SELECT by itself. */
export interface SelectBlocks {
  /** Before the first set operation, in no bracket: what the answer shows. */
  readonly outer: SqlClauses;
  /** All of them, the outer one first; where one stood inside another, `nestedMark` stands. */
  readonly all: readonly SqlClauses[];
  /** Names that WITH gives. */
  readonly named: ReadonlySet<string>;
  /** UNION, INTERSECT, EXCEPT, as often as they occur. */
  readonly setOperations: readonly string[];
}

/** Stands where a SELECT in brackets stood. */
export const nestedMark = '(SELECT)';

type Tokens = readonly SqlToken[];

/** Never fails: what is no SELECT is an empty one. Pure. */
export function selectBlocks(sql: string): SelectBlocks {
  const tokens = sqlTokens(sql).filter(
    (token) => token.kind !== 'comment' && !isSymbol(token, ';'),
  );
  const queries = queriesIn(tokens);
  const branches = queries.flatMap((query) => splitTop(withoutNames(query), isSetOperation));
  const all = branches.map((one) => sqlClauses(one));
  const [outer = sqlClauses([])] = all;
  return {
    outer,
    all,
    named: new Set(queries.flatMap(namesOf)),
    setOperations: queries
      .flat()
      .filter(isSetOperation)
      .map((token) => token.value.toUpperCase()),
  };
}

function isSetOperation(token: SqlToken): boolean {
  return isWord(token, 'UNION', 'INTERSECT', 'EXCEPT');
}

/** The query itself first, then those in its brackets, each without those in its own. */
function queriesIn(tokens: Tokens): readonly Tokens[] {
  const own: SqlToken[] = [];
  const nested: Tokens[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const end =
      isSymbol(token, '(') && isWord(tokens[at + 1], 'SELECT', 'WITH') ? endOf(tokens, at) : at;
    if (end === at) own.push(token);
    else {
      own.push({ ...token, value: nestedMark });
      nested.push(...queriesIn(tokens.slice(at + 1, end)));
      at = end;
    }
  }
  return [own, ...nested];
}

/** Where the bracket that opens at `start` closes. */
function endOf(tokens: Tokens, start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at += 1) {
    if (isSymbol(tokens[at], '(')) depth += 1;
    if (isSymbol(tokens[at], ')')) depth -= 1;
    if (depth === 0) return at;
  }
  return tokens.length;
}

function withoutNames(query: Tokens): Tokens {
  const from = query.findIndex((token) => isWord(token, 'SELECT'));
  return from === -1 ? [] : query.slice(from);
}

function namesOf(query: Tokens): readonly string[] {
  if (!isWord(query[0], 'WITH')) return [];
  const end = query.findIndex((token) => isWord(token, 'SELECT'));
  return query
    .slice(0, end)
    .filter((_, at) => isWord(query[at + 1], 'AS') || isSymbol(query[at + 1], '('))
    .map((token) => token.value.toLowerCase());
}
