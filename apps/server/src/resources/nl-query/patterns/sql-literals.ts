/** A text or a number written in SQL. */
export interface SqlLiteral {
  readonly kind: 'text' | 'number';
  /** Without quotes. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The literals of somebody's SQL, in order; null where one is written so that dialects read it
 * differently (a backslash in a text, dollar quotes, `#`): it is then better left alone. Pure.
 */
export function literalsIn(sql: string): readonly SqlLiteral[] | null {
  const found: SqlLiteral[] = [];
  let at = 0;
  while (at < sql.length) {
    const skipped = skip(sql, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const rest = sql.slice(at);
    if (/^(?:\$\w*\$|#)/u.test(rest)) return null;
    const text = /^'((?:[^']|'')*)'/u.exec(rest);
    if (text !== null) {
      const value = text[1] ?? '';
      // E'…', N'…' and the like say how their text is read.
      if (value.includes('\\') || /[\p{L}\p{N}_]$/u.test(sql.slice(0, at))) return null;
      const end = at + text[0].length;
      found.push({ kind: 'text', value: value.replaceAll("''", "'"), start: at, end });
      at = end;
      continue;
    }
    if (rest.startsWith("'")) return null;
    const word = /^[\p{L}_][\p{L}\p{N}_$]*/u.exec(rest);
    const number = word === null ? /^\d+(?:\.\d+)?(?:e[+-]?\d+)?/iu.exec(rest) : null;
    if (number !== null) {
      found.push({ kind: 'number', value: number[0], start: at, end: at + number[0].length });
    }
    at += word?.[0].length ?? number?.[0].length ?? 1;
  }
  return found;
}

/** Past a comment or a name in quotes. */
function skip(sql: string, at: number): number {
  const comment =
    /^(?:--[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[\p{L}_][^\]'"]*\])/u;
  const found = comment.exec(sql.slice(at, at + 10_000));
  return at + (found?.[0].length ?? 0);
}

/** A text as a literal; null for what dialects write in different ways. */
export function textLiteral(value: string): string | null {
  return /[\\\0]/u.test(value) ? null : `'${value.replaceAll("'", "''")}'`;
}

/** The SQL with other text in the place of some of its literals. */
export function withLiterals(
  sql: string,
  changes: readonly { readonly literal: SqlLiteral; readonly text: string }[],
): string {
  return changes
    .toSorted((a, b) => b.literal.start - a.literal.start)
    .reduce(
      (text, { literal, text: fresh }) =>
        text.slice(0, literal.start) + fresh + text.slice(literal.end),
      sql,
    );
}
