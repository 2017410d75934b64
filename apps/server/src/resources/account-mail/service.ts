import { AiEtlError, type Clock } from '@ai-etl/core';
import type { Identity, OneTimePurpose, User } from '@ai-etl/store';
import type { AttemptGuard } from '../../auth/attempt-guard.ts';
import type { Callers } from '../../auth/callers.ts';
import { newOneTimeToken } from '../../auth/one-time-token.ts';
import { requireGoodPassword } from '../../auth/password-rules.ts';
import type { Passwords } from '../../auth/passwords.ts';
import { personOf, type Principal } from '../../auth/principal.ts';
import { hashToken } from '../../auth/tokens.ts';
import type { MailPort } from '../../mail/mail-port.ts';
import type { Mail } from '../../mail/mailer.ts';
import { found } from '../../scope.ts';
import { emailVerificationMail, passwordResetMail, type MailedToken } from './mails.ts';

export interface AccountMailPorts {
  readonly identity: Pick<
    Identity,
    | 'findUserByEmail'
    | 'getUser'
    | 'saveOneTimeToken'
    | 'useOneTimeToken'
    | 'markEmailVerified'
    | 'setPassword'
    | 'endSessions'
  >;
  readonly passwords: Passwords;
  /** Of mails. */
  readonly guard: AttemptGuard;
  readonly callers: Pick<Callers, 'forgetUser'>;
  readonly clock: Clock;
  /** Null: mail is not configured. */
  readonly mail: MailPort | null;
  /** Does work that nobody waits for. */
  readonly inBackground: (what: string, work: () => Promise<void>) => void;
}

export interface AccountMailService {
  /** Tells nothing about the account. Throws RATE_LIMIT_EXCEEDED; RESOURCE_NOT_FOUND without mail. */
  requestReset(request: { readonly email: string; readonly address: string }): Promise<void>;
  /** Whose it was. Throws VALIDATION_ERROR for a token or password that is not good. */
  confirmReset(request: { readonly token: string; readonly newPassword: string }): Promise<string>;
  /** Throws RATE_LIMIT_EXCEEDED; RESOURCE_NOT_FOUND without mail. */
  requestVerification(caller: Principal, address: string): Promise<void>;
  /** Whose it was. Throws VALIDATION_ERROR for a token that is not good. */
  confirmVerification(token: string): Promise<string>;
}

const minutesMs = 60_000;
const lifetimesMs = {
  password_reset: 30 * minutesMs,
  email_verification: 24 * 60 * minutesMs,
} as const;

export function makeAccountMailService(ports: AccountMailPorts): AccountMailService {
  const { identity, passwords, guard, callers, clock, inBackground } = ports;

  const send = async (
    { mailer, publicUrl }: MailPort,
    user: User,
    purpose: keyof typeof lifetimesMs,
    write: (mailed: MailedToken) => Mail,
  ): Promise<void> => {
    const { token, tokenHash } = newOneTimeToken();
    await identity.saveOneTimeToken({
      tokenHash,
      userId: user.id,
      purpose,
      email: user.email,
      expiresAt: new Date(clock.now() + lifetimesMs[purpose]).toISOString(),
    });
    await mailer.send(write({ to: user.email, token, publicUrl }));
  };
  const use = async (purpose: OneTimePurpose, token: string): Promise<string> => {
    const userId = await identity.useOneTimeToken(purpose, hashToken(token));
    if (userId === null) throw badToken();
    return userId;
  };

  return {
    requestReset: async ({ email, address }) => {
      const mail = required(ports.mail);
      await guard.take({ email, address });
      // Afterwards: how long it takes must not say whether the account exists.
      inBackground('a reset token was not mailed', async () => {
        const user = await identity.findUserByEmail(email);
        if (user === null || user.disabled) return;
        await send(mail, user, 'password_reset', passwordResetMail);
      });
    },

    confirmReset: async ({ token, newPassword }) => {
      // First: a password that is not good must not use the token up.
      requireGoodPassword(newPassword, null, 'new_password');
      const userId = await use('password_reset', token);
      await identity.setPassword(userId, await passwords.hash(newPassword));
      await identity.endSessions(userId);
      await identity.markEmailVerified(userId);
      callers.forgetUser(userId);
      return userId;
    },

    requestVerification: async (caller, address) => {
      const mail = required(ports.mail);
      const { userId } = personOf(caller);
      const user = found(await identity.getUser(userId), 'user', userId);
      if (user.emailVerified) return;
      await guard.take({ email: user.email, address });
      inBackground('a verification token was not mailed', () =>
        send(mail, user, 'email_verification', emailVerificationMail),
      );
    },

    confirmVerification: async (token) => {
      const userId = await use('email_verification', token);
      await identity.markEmailVerified(userId);
      return userId;
    },
  };
}

function required(mail: MailPort | null): MailPort {
  if (mail !== null) return mail;
  throw new AiEtlError(
    'RESOURCE_NOT_FOUND',
    'This server sends no mail. Whoever runs it can set a new password with: npm start -- reset-password EMAIL.',
    { details: [{ field: 'url', error: 'mail is not configured (AI_ETL_SMTP_URL)' }] },
  );
}

function badToken(): AiEtlError {
  return new AiEtlError(
    'VALIDATION_ERROR',
    'This token is not valid: unknown, used or expired. Ask for another.',
    { details: [{ field: 'token', error: 'unknown, used or expired' }] },
  );
}
