/** A bug of ours, never of the user: something the code relies on does not hold. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Throws InvariantError unless `condition` holds. For our own mistakes, not for user input. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(`Invariant broken: ${message}`);
}

/** Closes an exhaustive switch: a new member of the union fails to compile here. */
export function unreachable(value: never): never {
  throw new InvariantError(`Invariant broken: unexpected ${JSON.stringify(value)}`);
}
