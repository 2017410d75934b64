import { isSymbol, isWord, splitTop, sqlTokens, type SqlToken } from '../text/sql-tokens.ts';
import { readBracket } from './read-names.ts';
import type { TableDraft } from './table-draft.ts';

/** An enumeration of PostgreSQL or DuckDB: `CREATE TYPE mood AS ENUM ('ok', 'sad')`. */
export interface Enumeration {
  readonly name: string;
  readonly values: readonly string[];
}

/** Adds what `column IN ('a', 'b')`, or `column = ANY (ARRAY['a', 'b'])`, among the tokens of a check allows. */
export function readChecks(draft: TableDraft, tokens: readonly SqlToken[]): void {
  for (const [at, token] of tokens.entries()) {
    const values = listBehind(tokens.slice(at + 1));
    if (values.length > 0 && (token.kind === 'word' || token.kind === 'quoted'))
      allow(draft, token.value, values);
  }
}

/** The enumeration that `TYPE name AS ENUM (…)` makes, from behind CREATE; undefined for other types. */
export function readEnumeration(tokens: readonly SqlToken[]): Enumeration | undefined {
  const at = tokens.findIndex((token) => isWord(token, 'ENUM'));
  const name = tokens[at - 2];
  if (!isWord(tokens[0], 'TYPE') || !isWord(tokens[at - 1], 'AS') || name === undefined)
    return undefined;
  return { name: name.value, values: textsIn(tokens.slice(at + 1)) };
}

/** Adds the values of enumerations to the columns of their types. */
export function allowEnumerations(draft: TableDraft, enumerations: readonly Enumeration[]): void {
  for (const { name, nativeType } of draft.columns) {
    const type = nativeType.toLowerCase().split('.').at(-1);
    const found = enumerations.find((one) => one.name.toLowerCase() === type);
    if (found !== undefined) allow(draft, name, found.values);
  }
}

/** A list right behind a column, casts of it between; `[…]` is one token, a quoted name to other systems. */
function listBehind(tokens: readonly SqlToken[]): readonly string[] {
  const start = tokens.findIndex((token) => !isBetween(token));
  const rest = tokens.slice(Math.max(start, 0));
  if (isWord(rest[0], 'IN')) return textsIn(rest.slice(1));
  if (!isSymbol(rest[0], '=') || !isWord(rest[1], 'ANY')) return [];
  const array = rest.find(({ kind, value }) => kind === 'quoted' && value.startsWith("'"));
  return array === undefined ? [] : textsOf(sqlTokens(array.value));
}

function isBetween(token: SqlToken): boolean {
  return (
    isSymbol(token, ')') || isSymbol(token, ':') || isSymbol(token, '::') || isWord(token, 'TEXT')
  );
}

function textsIn(tokens: readonly SqlToken[]): readonly string[] {
  return textsOf(readBracket(tokens).inner);
}

function textsOf(tokens: readonly SqlToken[]): readonly string[] {
  const items = splitTop(tokens, (token) => isSymbol(token, ','));
  return items.flatMap(([first]) => (first?.kind === 'text' ? [first.value] : []));
}

function allow(draft: TableDraft, column: string, values: readonly string[]): void {
  draft.columns = draft.columns.map((one) =>
    one.name.toLowerCase() === column.toLowerCase() ? { ...one, allowedValues: values } : one,
  );
}
