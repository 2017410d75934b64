/**
 * A word (bare or number), a quoted name, a string, or one symbol, with the depth of brackets
 * around it. Brackets themselves carry the depth outside of them.
 */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'string' | 'symbol';
  readonly text: string;
  /** Offsets into the text, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

const SPACE = /\s/;
const WORD = /[\p{L}\p{N}_]/u;
const OPENING = '([{';
const CLOSING = ')]}';

/**
 * Yields the tokens of ClickHouse SQL, comments left out. It never fails: what is cut off or
 * odd becomes a token that reaches to the end, and the engine will say what is wrong with it.
 */
export function* lexSql(text: string): Generator<SqlToken> {
  let position = 0;
  let depth = 0;
  while (position < text.length) {
    const skipped = skipBlank(text, position);
    if (skipped > position) {
      position = skipped;
      continue;
    }
    const character = text.charAt(position);
    if (CLOSING.includes(character)) depth = Math.max(0, depth - 1);
    const token = readToken(text, position, depth);
    yield token;
    if (OPENING.includes(character)) depth += 1;
    position = token.end;
  }
}

/** Whether a token is this bare keyword, in any case. */
export function isKeyword(token: SqlToken | undefined, ...keywords: readonly string[]): boolean {
  return token?.kind === 'word' && keywords.includes(token.text.toUpperCase());
}

function skipBlank(text: string, from: number): number {
  if (SPACE.test(text.charAt(from))) return from + 1;
  if (text.startsWith('--', from) || text.startsWith('# ', from) || text.startsWith('#!', from)) {
    const end = text.indexOf('\n', from);
    return end === -1 ? text.length : end + 1;
  }
  if (text.startsWith('/*', from)) {
    return endOfComment(text, from);
  }
  return from;
}

/** Comments nest: seeing the end too early would take what follows for something else. */
function endOfComment(text: string, start: number): number {
  let open = 0;
  for (let position = start; position < text.length; position += 1) {
    if (text.startsWith('/*', position)) open += 1;
    else if (text.startsWith('*/', position)) open -= 1;
    else continue;
    position += 1;
    if (open === 0) return position + 1;
  }
  return text.length;
}

function readToken(text: string, start: number, depth: number): SqlToken {
  const token = (kind: SqlToken['kind'], end: number): SqlToken => ({
    kind,
    start,
    end,
    depth,
    text: text.slice(start, end),
  });
  const character = text.charAt(start);
  if (character === "'") return token('string', endOfQuoted(text, start));
  if (character === '`' || character === '"') return token('name', endOfQuoted(text, start));
  if (character === '$') {
    const end = endOfHeredoc(text, start);
    if (end !== undefined) return token('string', end);
  }
  if (character === '‘') return token('string', endAfter(text, start, '’'));
  if (character === '“') return token('name', endAfter(text, start, '”'));
  if (!WORD.test(character)) return token('symbol', start + 1);
  let end = start + 1;
  while (end < text.length && WORD.test(text.charAt(end))) end += 1;
  return token('word', end);
}

function endOfQuoted(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let position = start + 1; position < text.length; position += 1) {
    const character = text.charAt(position);
    if (character === '\\') position += 1;
    else if (character === quote) {
      if (text.charAt(position + 1) !== quote) return position + 1;
      position += 1;
    }
  }
  return text.length;
}

/** Curly quotes, which the engine reads too, know no escapes. */
function endAfter(text: string, start: number, quote: string): number {
  const close = text.indexOf(quote, start + 1);
  return close === -1 ? text.length : close + 1;
}

function endOfHeredoc(text: string, start: number): number | undefined {
  const tag = /^\$\w*\$/.exec(text.slice(start, start + 64))?.[0];
  if (tag === undefined) return undefined;
  const close = text.indexOf(tag, start + tag.length);
  return close === -1 ? text.length : close + tag.length;
}
