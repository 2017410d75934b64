import { AiEtlError } from '@ai-etl/core';

export const leastPasswordLength = 8;
export const mostPasswordLength = 1000;

/** The first that anybody tries, of those long enough. */
const wellKnown: ReadonlySet<string> = new Set([
  '12345678',
  '123456789',
  '1234567890',
  '123123123',
  '11223344',
  '87654321',
  'abcd1234',
  'admin123',
  'administrator',
  'baseball',
  'changeme',
  'football',
  'iloveyou',
  'letmein1',
  'passw0rd',
  'password',
  'password1',
  'password12',
  'password123',
  'qwerty123',
  'qwertyui',
  'qwertyuiop',
  'sunshine',
  'superman',
  'trustno1',
  'welcome1',
]);

/** Throws VALIDATION_ERROR naming `field` when a password is one of the first to be guessed. */
export function requireGoodPassword(password: string, email: string | null, field: string): void {
  const folded = password.trim().toLowerCase();
  if (password.length < leastPasswordLength) {
    throw refused(field, `must have at least ${leastPasswordLength} characters`);
  }
  if (email !== null && [email, email.split('@')[0]].includes(folded)) {
    throw refused(field, 'must not be your e-mail address');
  }
  if (wellKnown.has(folded)) throw refused(field, 'is among the first that are guessed');
  if (new Set(folded).size < 4) {
    throw refused(field, 'must have at least 4 different characters');
  }
}

function refused(field: string, why: string): AiEtlError {
  return new AiEtlError(
    'VALIDATION_ERROR',
    `This password ${why}. Choose another; a sentence of four words is good.`,
    { details: [{ field, error: why }] },
  );
}
