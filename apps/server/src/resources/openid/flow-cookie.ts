/** The cookie that ties the provider's answer to the browser that began the login. */

const name = 'ai_etl_openid';
const path = '/api/v1/auth/oidc';
const lifetimeSeconds = 600;

/** Sent on the way back from another site, so Lax; never readable by scripts. */
export function flowCookie(value: string, { secure }: { readonly secure: boolean }): string {
  return `${name}=${value}; Path=${path}; Max-Age=${lifetimeSeconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/** The browser forgets it. */
export function endedFlowCookie(): string {
  return `${name}=; Path=${path}; Max-Age=0; HttpOnly; SameSite=Lax`;
}

/** Null: there is none. */
export function readFlowCookie(header: string | undefined): string | null {
  const pairs = (header ?? '').split(';').map((one) => one.trim());
  const found = pairs.find((one) => one.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}
