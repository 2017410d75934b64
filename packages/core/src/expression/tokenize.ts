import { maxExpressionLength, maxNumberDigits } from './limits.ts';
import { SyntaxTrouble } from './syntax-error.ts';

export type TokenKind =
  'word' | 'quoted' | 'string' | 'integer' | 'decimal' | 'parameter' | 'symbol' | 'end';

/** One piece of an expression. `value` has quotes and escapes taken off. */
export interface Token {
  readonly kind: TokenKind;
  readonly value: string;
  readonly position: number;
}

const space = /\s+/uy;
const word = /[\p{L}_][\p{L}\p{M}\p{N}_$]*/uy;
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/uy;
const parameter = /:([a-z][a-z0-9_]*)/uy;
const symbol = /::|<=|>=|<>|!=|\|\||[()+\-*/%=<>,.[\]]/uy;

const notOurs: Readonly<Record<string, string>> = {
  '`': 'quote names with double quotes: "name"',
  '“': 'use straight quotes: "name" for columns, \'text\' for text',
  '”': 'use straight quotes: "name" for columns, \'text\' for text',
  '‘': "use straight quotes: 'text'",
  '’': "use straight quotes: 'text'",
  ';': 'an expression is a single value; statements are not allowed',
  '!': 'write NOT x, or x <> y',
  '&': 'write AND',
  '|': 'write OR, or || to join text',
  '^': 'write power(x, y)',
  $: 'parameters are written :name',
  '?': 'parameters are written :name',
  ':': 'a parameter is : and a lower-case name, such as :date; a cast is x::type',
  '{': 'templates are not expressions; use a parameter such as :date',
};

/** Splits text into tokens, ending with one of kind `end`. Throws SyntaxTrouble. */
export function tokenize(text: string): readonly Token[] {
  if (text.length > maxExpressionLength) {
    throw new SyntaxTrouble(
      `The expression has ${text.length} characters; at most ${maxExpressionLength} are read.`,
      maxExpressionLength,
      'split it over several derive steps',
    );
  }
  const tokens: Token[] = [];
  let position = skipSpace(text, 0);
  while (position < text.length) {
    const { token, end } = readToken(text, position);
    tokens.push(token);
    position = skipSpace(text, end);
  }
  tokens.push({ kind: 'end', value: '', position });
  return tokens;
}

interface ReadToken {
  readonly token: Token;
  readonly end: number;
}

function readToken(text: string, position: number): ReadToken {
  const first = text[position] ?? '';
  if (first === "'") return readQuoted(text, position, 'string');
  if (first === '"') return readQuoted(text, position, 'quoted');
  rejectComment(text, position);
  const name = matchAt(word, text, position);
  if (name !== undefined) return made('word', name, position, name.length);
  const digits = matchAt(number, text, position);
  if (digits !== undefined) return readNumber(text, digits, position);
  const sign = matchAt(symbol, text, position);
  if (sign !== undefined) return made('symbol', sign, position, sign.length);
  const given = matchAt(parameter, text, position);
  if (given !== undefined) return made('parameter', given.slice(1), position, given.length);
  const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
  throw new SyntaxTrouble(`Unexpected ${showCharacter(character)}.`, position, notOurs[character]);
}

function made(kind: TokenKind, value: string, position: number, length: number): ReadToken {
  return { token: { kind, value, position }, end: position + length };
}

/** Quotes are doubled inside; NUL cannot be stored by any target, so it is refused early. */
function readQuoted(text: string, start: number, kind: 'string' | 'quoted'): ReadToken {
  const quote = kind === 'string' ? "'" : '"';
  let value = '';
  let from = start + 1;
  for (;;) {
    const end = text.indexOf(quote, from);
    if (end < 0) {
      const what = kind === 'string' ? 'text' : 'quoted name';
      const hint = kind === 'string' ? "end it with '; a ' inside is written ''" : 'end it with "';
      throw new SyntaxTrouble(`This ${what} has no end.`, start, hint);
    }
    value += text.slice(from, end);
    if (text[end + 1] !== quote) {
      if (kind === 'quoted' && value === '') throw new SyntaxTrouble('This name is empty.', start);
      if (value.includes('\0')) throw new SyntaxTrouble('NUL is not allowed here.', start);
      return made(kind, value, start, end + 1 - start);
    }
    value += quote;
    from = end + 2;
  }
}

function readNumber(text: string, digits: string, position: number): ReadToken {
  const end = position + digits.length;
  if (matchAt(word, text, end) !== undefined) {
    throw new SyntaxTrouble(
      `A name cannot start with a digit.`,
      position,
      'quote such a name: "2024_sales"',
    );
  }
  const value = plainDigits(digits, position);
  return made(value.includes('.') ? 'decimal' : 'integer', value, position, digits.length);
}

/** Without exponent and needless zeros: `007` is `7`, `1.50e2` is `150.0`, `.5` is `0.5`. */
function plainDigits(written: string, position: number): string {
  const [mantissa = '', exponentText] = written.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const exponent = Number(exponentText ?? '0');
  if (Math.abs(exponent) > maxNumberDigits || mantissa.length > maxNumberDigits) {
    throw new SyntaxTrouble(
      `A number may have at most ${maxNumberDigits} digits.`,
      position,
      "for very large or small numbers write '1e300'::float64",
    );
  }
  const digits = whole + fraction;
  const point = whole.length + exponent;
  const left = point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0');
  const right = point < 0 ? '0'.repeat(-point) + digits : digits.slice(Math.max(point, 0));
  const integer = left.replace(/^0+(?=\d)/, '') || '0';
  if (exponentText === undefined && !mantissa.includes('.')) return integer;
  return `${integer}.${right === '' ? '0' : right}`;
}

function rejectComment(text: string, position: number): void {
  const two = text.slice(position, position + 2);
  if (two === '--') {
    throw new SyntaxTrouble(
      'Comments are not allowed in an expression.',
      position,
      'to subtract a negative number write a - (-1)',
    );
  }
  if (two === '/*') {
    throw new SyntaxTrouble('Comments are not allowed in an expression.', position);
  }
}

function skipSpace(text: string, position: number): number {
  return position + (matchAt(space, text, position)?.length ?? 0);
}

function matchAt(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}

function showCharacter(character: string): string {
  const printable = /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character);
  const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? '';
  return printable ? `"${character}"` : `character U+${code}`;
}
