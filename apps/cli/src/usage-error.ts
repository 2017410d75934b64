/** Wrong arguments; the message says what was allowed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Trouble that needs no help text: an exit code and a sentence. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
