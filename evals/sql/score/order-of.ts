import { isSymbol, isWord, splitTop, sqlTokens, type SqlToken } from '../../text/sql-tokens.ts';

/** True when the whole query, not a part of it in brackets, is ordered. */
export function isOrdered(sql: string): boolean {
  return orderTokens(tokensOf(sql)) !== undefined;
}

/**
 * Places in the result of what the query orders by: by number, by name, or by the same expression in the
 * SELECT list. Undefined when a key is not among the result's columns, or there is no order.
 */
export function sortColumns(
  sql: string,
  columns: readonly string[],
): readonly number[] | undefined {
  const tokens = tokensOf(sql);
  const order = orderTokens(tokens);
  if (order === undefined) return undefined;
  const selected = selectItems(tokens).map((item) => print(withoutAlias(item)));
  const keys = splitTop(order, (token) => isSymbol(token, ',')).map((key) => {
    const end = key.findIndex((token) => isWord(token, 'ASC', 'DESC', 'NULLS', 'COLLATE'));
    return end === -1 ? key : key.slice(0, end);
  });
  const places = keys.map((key) => {
    const text = print(key);
    if (/^\d+$/u.test(text)) return Number(text) - 1;
    const named = columns.findIndex((name) => name.toLowerCase() === text);
    if (named !== -1) return named;
    const written = selected.indexOf(text);
    if (written !== -1) return written;
    const last = key.length === 3 && isSymbol(key[1], '.') ? key[2]?.value.toLowerCase() : null;
    return columns.findIndex((name) => name.toLowerCase() === last);
  });
  return places.every((place) => place >= 0 && place < columns.length) ? places : undefined;
}

function tokensOf(sql: string): readonly SqlToken[] {
  return sqlTokens(sql).filter((token) => token.kind !== 'comment' && !isSymbol(token, ';'));
}

/** What stands between the outermost ORDER BY and the LIMIT after it. */
function orderTokens(tokens: readonly SqlToken[]): readonly SqlToken[] | undefined {
  const at = findTop(tokens, (token, next) => isWord(token, 'ORDER') && isWord(next, 'BY'));
  if (at === -1) return undefined;
  const order = tokens.slice(at + 2);
  const end = findTop(order, (token) => isWord(token, 'LIMIT', 'OFFSET', 'FETCH', 'FOR'));
  return end === -1 ? order : order.slice(0, end);
}

function selectItems(tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  const from = findTop(tokens, (token) => isWord(token, 'SELECT'));
  const rest = tokens.slice(from + 1);
  const end = findTop(rest, (token) => isWord(token, 'FROM'));
  const list = end === -1 ? rest : rest.slice(0, end);
  const items = isWord(list[0], 'DISTINCT') ? list.slice(1) : list;
  return splitTop(items, (token) => isSymbol(token, ','));
}

function withoutAlias(item: readonly SqlToken[]): readonly SqlToken[] {
  const as = findTop(item, (token) => isWord(token, 'AS'));
  return as === -1 ? item : item.slice(0, as);
}

function findTop(
  tokens: readonly SqlToken[],
  fits: (token: SqlToken, next: SqlToken | undefined) => boolean,
): number {
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    if (isSymbol(token, '(')) depth += 1;
    if (isSymbol(token, ')')) depth -= 1;
    if (depth === 0 && fits(token, tokens[at + 1])) return at;
  }
  return -1;
}

function print(tokens: readonly SqlToken[]): string {
  return tokens
    .map(({ kind, value }) => (kind === 'text' ? `'${value}'` : value.toLowerCase()))
    .join(' ');
}
