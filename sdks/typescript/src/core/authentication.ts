/** How requests prove who sends them. */
export interface Authentication {
  /** The bearer token to send; null: none. */
  token(signal: AbortSignal | undefined): Promise<string | null>;
  /** Called once when `rejected` was refused with 401: true when there is another one now. */
  renew(rejected: string): Promise<boolean>;
}

/** An API key, or a token that somebody else looks after. */
export function keyAuthentication(apiKey: string): Authentication {
  return { token: async () => apiKey, renew: async () => false };
}

/** For public operations only: health, logging in. */
export const noAuthentication: Authentication = {
  token: async () => null,
  renew: async () => false,
};
