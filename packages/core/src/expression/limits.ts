/** Longest expression text that is read, in UTF-16 units; equals the spec's field limit. */
export const maxExpressionLength = 20_000;

/**
 * Deepest tree, and deepest nesting of parentheses, that is built. Every visitor of the tree may
 * recurse: 250 levels of the deepest visitor stay far below the stack of a Node thread.
 */
export const maxExpressionDepth = 250;

/** Digits a number may have; the widest numeric type we know of is decimal(76). */
export const maxNumberDigits = 100;
