import { isSymbol, isWord, type SqlToken } from './sql-tokens.ts';

/** The tokens of one SELECT by clause, without the words that begin one. */
export interface SqlClauses {
  readonly select: readonly SqlToken[];
  readonly from: readonly SqlToken[];
  readonly where: readonly SqlToken[];
  readonly groupBy: readonly SqlToken[];
  readonly having: readonly SqlToken[];
  readonly orderBy: readonly SqlToken[];
  readonly limit: readonly SqlToken[];
}

const beginnings: readonly (readonly [string, keyof SqlClauses])[] = [
  ['SELECT', 'select'],
  ['FROM', 'from'],
  ['WHERE', 'where'],
  ['GROUP', 'groupBy'],
  ['HAVING', 'having'],
  ['ORDER', 'orderBy'],
  ['LIMIT', 'limit'],
];

/** Splits one SELECT, without set operations, at the words that begin its clauses and stand in no bracket. Pure. */
export function sqlClauses(tokens: readonly SqlToken[]): SqlClauses {
  const clauses: Record<keyof SqlClauses, SqlToken[]> = {
    select: [],
    from: [],
    where: [],
    groupBy: [],
    having: [],
    orderBy: [],
    limit: [],
  };
  let clause: keyof SqlClauses = 'select';
  let depth = 0;
  for (const token of tokens) {
    if (isSymbol(token, '(')) depth += 1;
    if (isSymbol(token, ')')) depth -= 1;
    const begun = depth === 0 ? beginnings.find(([word]) => isWord(token, word)) : undefined;
    if (begun !== undefined) [, clause] = begun;
    else if (depth > 0 || !isWord(token, 'BY')) clauses[clause].push(token);
  }
  return clauses;
}
