/** Shares of the values at which quantiles are taken. */
export const quantileLevels = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** Characters of a value that a profile keeps. */
export const longestShownValue = 256;
