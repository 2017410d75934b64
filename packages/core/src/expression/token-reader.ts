import type { Expression } from './ast.ts';
import { maxExpressionDepth } from './limits.ts';
import { SyntaxTrouble } from './syntax-error.ts';
import type { Token } from './tokenize.ts';

/** Parses one whole expression from a reader; passed along so that grammar files need no cycle. */
export type ParseAny = (reader: TokenReader) => Expression;

/** Walks over tokens, with the questions a recursive-descent parser asks, and counts depth. */
export class TokenReader {
  readonly parseAny: ParseAny;
  readonly #tokens: readonly Token[];
  readonly #depths = new WeakMap<Expression, number>();
  #index = 0;
  #nesting = 0;

  constructor(tokens: readonly Token[], parseAny: ParseAny) {
    this.#tokens = tokens;
    this.parseAny = parseAny;
  }

  /** The token at hand, or one further on. Past the end: the end token. */
  peek(ahead = 0): Token {
    const token = this.#tokens[this.#index + ahead] ?? this.#tokens.at(-1);
    return token ?? { kind: 'end', value: '', position: 0 };
  }

  take(): Token {
    const token = this.peek();
    this.#index += 1;
    return token;
  }

  isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'word' && token.value.toLowerCase() === word;
  }

  isSymbol(symbol: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'symbol' && token.value === symbol;
  }

  /** Takes the words when all of them come next. */
  takeWords(...words: readonly string[]): boolean {
    if (!words.every((word, ahead) => this.isWord(word, ahead))) return false;
    this.#index += words.length;
    return true;
  }

  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.#index += 1;
    return true;
  }

  expectWord(word: string, after: string): void {
    if (!this.takeWords(word)) this.fail(`Expected ${word.toUpperCase()} ${after}`);
  }

  expectSymbol(symbol: string, after: string): void {
    if (!this.takeSymbol(symbol)) this.fail(`Expected "${symbol}" ${after}`);
  }

  /** Throws at the token at hand: `Expected ) after the arguments, but found "x".` */
  fail(expected: string, hint?: string): never {
    const token = this.peek();
    throw new SyntaxTrouble(
      `${expected}, but found ${describeToken(token)}.`,
      token.position,
      hint,
    );
  }

  /** Runs `parse` one level deeper; hostile nesting ends here and not in the stack. */
  nested<Result>(parse: () => Result): Result {
    if (this.#nesting >= maxExpressionDepth) this.failTooDeep();
    this.#nesting += 1;
    const result = parse();
    this.#nesting -= 1;
    return result;
  }

  /** Registers a node built over `children`, so that long chains cannot grow deep trees. */
  build<Node extends Expression>(node: Node, children: readonly Expression[]): Node {
    const below = children.map((child) => this.#depths.get(child) ?? 1);
    const depth = 1 + Math.max(0, ...below);
    if (depth > maxExpressionDepth) this.failTooDeep();
    this.#depths.set(node, depth);
    return node;
  }

  private failTooDeep(): never {
    throw new SyntaxTrouble(
      `The expression is nested more than ${maxExpressionDepth} levels deep.`,
      this.peek().position,
      'use IN (…) for long chains of OR, concat(…) for long chains of ||, or several derive steps',
    );
  }
}

/** For messages: `"x"`, `text 'x'`, or `the end`. */
export function describeToken(token: Token): string {
  const short = token.value.length > 40 ? `${token.value.slice(0, 40)}…` : token.value;
  switch (token.kind) {
    case 'end':
      return 'the end';
    case 'string':
      return `text '${short}'`;
    case 'parameter':
      return `parameter :${short}`;
    case 'word':
    case 'quoted':
    case 'integer':
    case 'decimal':
    case 'symbol':
      return `"${short}"`;
  }
}
