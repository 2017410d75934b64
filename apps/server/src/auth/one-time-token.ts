import { randomBytes } from 'node:crypto';
import { hashToken } from './tokens.ts';

/** A fresh token of 256 random bits, and what is kept of it. */
export function newOneTimeToken(): { readonly token: string; readonly tokenHash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashToken(token) };
}
