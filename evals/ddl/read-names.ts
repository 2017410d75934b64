import type { ObjectName } from '@ai-etl/core';
import { isSymbol, splitTop, type SqlToken } from '../text/sql-tokens.ts';

/** What a dotted name is, and the tokens after it. */
export interface ReadName {
  readonly parts: readonly string[];
  readonly rest: readonly SqlToken[];
}

/** Reads `a.b.c`; no parts where no name stands. */
export function readName(tokens: readonly SqlToken[]): ReadName {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const token = tokens[at];
    if (token === undefined || !isName(token)) break;
    parts.push(token.value);
    at += 1;
    if (!isSymbol(tokens[at], '.')) break;
    at += 1;
  }
  return { parts, rest: tokens.slice(at) };
}

function isName({ kind }: SqlToken): boolean {
  return kind === 'word' || kind === 'quoted' || kind === 'text';
}

/** The last two parts; a catalog before them is left out. Undefined where there is no name. */
export function objectOf(parts: readonly string[]): ObjectName | undefined {
  const name = parts.at(-1);
  const schema = parts.at(-2);
  if (name === undefined) return undefined;
  return schema === undefined ? { name } : { schema, name };
}

/** What a bracket holds, and what follows it. */
export interface ReadBracket {
  readonly inner: readonly SqlToken[];
  /** Undefined where it never closes, or there is none. */
  readonly close: SqlToken | undefined;
  readonly rest: readonly SqlToken[];
}

/** Reads the bracket that the tokens begin with. */
export function readBracket(tokens: readonly SqlToken[]): ReadBracket {
  if (!isSymbol(tokens[0], '(')) return { inner: [], close: undefined, rest: tokens };
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    if (isSymbol(token, '(')) depth += 1;
    if (isSymbol(token, ')')) depth -= 1;
    if (depth > 0) continue;
    return { inner: tokens.slice(1, at), close: token, rest: tokens.slice(at + 1) };
  }
  return { inner: tokens.slice(1), close: undefined, rest: [] };
}

/** Names in a bracketed list: `(a, "b" DESC, c(10))`. */
export function readNameList(tokens: readonly SqlToken[]): {
  readonly names: string[];
  readonly rest: readonly SqlToken[];
} {
  const { inner, rest } = readBracket(tokens);
  const items = splitTop(inner, (token) => isSymbol(token, ','));
  return { names: items.flatMap((item) => readName(item).parts.at(-1) ?? []), rest };
}
