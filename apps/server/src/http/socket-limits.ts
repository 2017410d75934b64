/** What a connection may take before it has sent a whole request, so that slow clients hold nothing for long. */
export const socketLimits = {
  /** All headers together; more answers 431. */
  maxHeaderSize: 16_384,
  headersTimeout: 10_000,
  /** Headers and body; more answers 408. */
  requestTimeout: 60_000,
  /** How often the two above are looked at. */
  connectionsCheckingInterval: 2_000,
} as const;

/** How long a handler may take before the caller is told to try again later. */
export const handlerTimeoutMs = 120_000;
