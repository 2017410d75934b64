import { hash, verify } from '@node-rs/argon2';

/** argon2id with 19 MiB, two passes: OWASP's recommendation; about 30 ms here. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The stored form of a password (PHC string). */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Takes as long for somebody who does not exist (`stored` null) as for a wrong password. */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const matches = await verify(stored ?? (await nobodysHash()), password);
  return matches && stored !== null;
}

let nobody: Promise<string> | undefined;

/** Made once, on the first login attempt or at boot through `warmPasswords`. */
function nobodysHash(): Promise<string> {
  nobody ??= hashPassword('nobody has this password');
  return nobody;
}

/** Prepares the hash that unknown accounts are compared with, so that the first one is not slower. */
export async function warmPasswords(): Promise<void> {
  await nobodysHash();
}

/** Both, for services: what takes time is a port. */
export interface Passwords {
  hash(password: string): Promise<string>;
  match(password: string, stored: string | null): Promise<boolean>;
}

export const passwords: Passwords = { hash: hashPassword, match: passwordMatches };
