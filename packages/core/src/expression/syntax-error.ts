/** Where and why an expression's text cannot be read. */
export interface ExpressionError {
  /** What was found, and what was expected. */
  readonly message: string;
  /** Offset in the text, in UTF-16 units, from 0. */
  readonly position: number;
  /** How to write it instead. */
  readonly hint?: string;
}

/** Unwinds the parser; `parseExpression` turns it into an ExpressionError, so it never gets out. */
export class SyntaxTrouble extends Error {
  override readonly name = 'SyntaxTrouble';
  readonly detail: ExpressionError;

  constructor(message: string, position: number, hint?: string) {
    super(message);
    this.detail = hint === undefined ? { message, position } : { message, position, hint };
  }
}
