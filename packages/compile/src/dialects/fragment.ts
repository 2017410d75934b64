/**
 * A piece of SQL and how tightly it binds. A parent asks for the least precedence it can take;
 * a looser child gets parentheses, so the printed tree is always the tree that was meant.
 */
export interface Fragment {
  readonly text: string;
  readonly precedence: number;
}

/** Loosest first. Both dialects agree on this order for the operators that are printed. */
export const precedence = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  concat: 5,
  additive: 6,
  multiplicative: 7,
  negate: 8,
  atom: 10,
} as const;

/** Something that needs no parentheses anywhere: a literal, a name, a call. */
export function atom(text: string): Fragment {
  return { text, precedence: precedence.atom };
}

/** `name(a, b)`. */
export function callFragment(name: string, args: readonly string[]): Fragment {
  return atom(`${name}(${args.join(', ')})`);
}

/** The text, in parentheses when it binds looser than `least`. */
export function atLeast(fragment: Fragment, least: number): string {
  return fragment.precedence < least ? `(${fragment.text})` : fragment.text;
}
