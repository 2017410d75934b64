/** A piece of SQL text, as all five dialects read it. */
export interface SqlToken {
  /** `quoted`: a quoted identifier. `comment`: without its marks. */
  readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'symbol' | 'comment';
  /** Without quotes; doubled quotes are one. */
  readonly value: string;
  /** Offset of its first character. */
  readonly at: number;
  /** Number of the line it begins in, from 0. */
  readonly line: number;
}

const shapes: readonly (readonly [SqlToken['kind'] | 'blank', RegExp])[] = [
  ['blank', /\s+/uy],
  ['comment', /--[^\n]*|#[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/uy],
  ['text', /[eE]?'(?:[^'\\]|''|\\[\s\S]|\\$)*(?:'|$)|\$(\w*)\$[\s\S]*?(?:\$\1\$|$)/uy],
  ['quoted', /"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]\n]*[A-Za-z_][^\]\n]*\]/uy],
  ['number', /\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?/uy],
  ['word', /[\p{L}_@][\p{L}\p{M}\p{N}_$@]*/uy],
  ['symbol', /<=>|<>|!=|<=|>=|==|\|\||::|->>|->|[\s\S]/uy],
];

/** Splits SQL into tokens; never fails. An open quote or comment runs to the end. Pure. */
export function sqlTokens(sql: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  let line = 0;
  while (at < sql.length) {
    const [kind, text] = next(sql, at);
    if (kind !== 'blank') tokens.push({ kind, value: bare(kind, text), at, line });
    line += text.split('\n').length - 1;
    at += text.length;
  }
  return tokens;
}

function next(sql: string, at: number): readonly [SqlToken['kind'] | 'blank', string] {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = at;
    const text = shape.exec(sql)?.[0];
    if (text !== undefined && text !== '') return [kind, text];
  }
  return ['symbol', sql.charAt(at)];
}

function bare(kind: SqlToken['kind'], text: string): string {
  switch (kind) {
    case 'quoted': {
      const quote = text.charAt(0);
      const inner = text.slice(1, text.length > 1 ? -1 : undefined);
      return quote === '[' ? inner : inner.replaceAll(quote + quote, quote);
    }
    case 'text':
      return bareText(text);
    case 'comment':
      return text
        .replace(/^(?:--|#|\/\*)/u, '')
        .replace(/\*\/$/u, '')
        .trim();
    default:
      return text;
  }
}

function bareText(text: string): string {
  if (text.startsWith('$')) return text.replaceAll(/^\$\w*\$|\$\w*\$$/gu, '');
  return text
    .replace(/^[eE]?'/u, '')
    .replace(/'$/u, '')
    .replaceAll("''", "'");
}

/** True for a word of this spelling, whatever its case; never for a quoted one. */
export function isWord(token: SqlToken | undefined, ...words: readonly string[]): boolean {
  return token?.kind === 'word' && words.includes(token.value.toUpperCase());
}

export function isSymbol(token: SqlToken | undefined, symbol: string): boolean {
  return token?.kind === 'symbol' && token.value === symbol;
}

/** Parts between separators that stand in no bracket. */
export function splitTop(
  tokens: readonly SqlToken[],
  separates: (token: SqlToken) => boolean,
): readonly (readonly SqlToken[])[] {
  const parts: SqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isSymbol(token, '(')) depth += 1;
    if (isSymbol(token, ')')) depth -= 1;
    if (depth === 0 && separates(token)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** Conditions between AND and OR that stand in no bracket; the AND of a BETWEEN is none. */
export function splitConditions(tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  let isBetween = false;
  const parts = splitTop(tokens, (token) => {
    if (isWord(token, 'BETWEEN')) isBetween = true;
    if (isWord(token, 'OR')) return true;
    if (!isWord(token, 'AND')) return false;
    const separates = !isBetween;
    isBetween = false;
    return separates;
  });
  return parts.filter((part) => part.length > 0);
}
