/** How our processes end. A supervisor restarts a child unless it ended with `misconfigured`. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  /** Starting again cannot help: bad configuration, port taken (EX_CONFIG). */
  misconfigured: 78,
} as const;
