import { z } from 'zod';
import { route } from '../../http/route.ts';
import { Email, NewPassword } from '../auth/contract.ts';

const OneTimeToken = z.string().min(1).max(200).describe('From the mail. Good once.');

const noMail = 'Answers 404 on a server that sends no mail (GET /auth/methods says so).';

export const requestPasswordReset = route({
  method: 'POST',
  url: '/auth/password-reset',
  permission: 'public',
  schema: {
    operationId: 'requestPasswordReset',
    tags: ['auth'],
    summary: 'Have a reset token mailed to you',
    description: `Answers the same, and as fast, whether there is such an account or not; a few times per account and address, then 429 with Retry-After. ${noMail}`,
    body: z.strictObject({ email: Email }).meta({ examples: [{ email: 'user@example.com' }] }),
    response: { 202: z.undefined() },
  },
});

export const confirmPasswordReset = route({
  method: 'POST',
  url: '/auth/password-reset::confirm',
  permission: 'public',
  schema: {
    operationId: 'confirmPasswordReset',
    tags: ['auth'],
    summary: 'Set a new password with a mailed token',
    description:
      'The token is good once, for 30 minutes. All your logins end; API keys stay. The address counts as verified.',
    body: z
      .strictObject({ token: OneTimeToken, new_password: NewPassword })
      .meta({ examples: [{ token: 'kT3…', new_password: 'correct horse battery' }] }),
    response: { 204: z.undefined() },
  },
});

export const requestEmailVerification = route({
  method: 'POST',
  url: '/auth/verify-email',
  permission: 'self',
  schema: {
    operationId: 'requestEmailVerification',
    tags: ['auth'],
    summary: 'Have a token mailed that verifies your address',
    description: `To the address of your account; nothing is sent when it is verified already. Not for API keys. ${noMail}`,
    response: { 202: z.undefined() },
  },
});

export const confirmEmailVerification = route({
  method: 'POST',
  url: '/auth/verify-email::confirm',
  permission: 'public',
  schema: {
    operationId: 'confirmEmailVerification',
    tags: ['auth'],
    summary: 'Verify your address with a mailed token',
    description: 'The token is good once, for a day, and only while the account has that address.',
    body: z.strictObject({ token: OneTimeToken }).meta({ examples: [{ token: 'kT3…' }] }),
    response: { 204: z.undefined() },
  },
});
