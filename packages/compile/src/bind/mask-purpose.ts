/** The methods whose result depends on a key. */
export type KeyedMethod = 'hash' | 'tokenise';

/** Which key a masked value is made with: one for each method and domain. */
export function maskPurpose(method: KeyedMethod, domain: string): string {
  return `mask:${method}:${domain}`;
}
