import type { Mail } from '../../mail/mailer.ts';

export interface MailedToken {
  readonly to: string;
  readonly token: string;
  readonly publicUrl: string;
}

/** The mail that lets somebody set a new password. */
export function passwordResetMail({ to, token, publicUrl }: MailedToken): Mail {
  const url = `${publicUrl}/api/v1/auth/password-reset:confirm`;
  return {
    to,
    subject: 'Set a new password for AI-ETL',
    text: [
      `Somebody asked to set a new password for ${to} at ${publicUrl}.`,
      '',
      'The token, good once and for 30 minutes:',
      '',
      `    ${token}`,
      '',
      'To use it, send it with a password of your choice:',
      '',
      `    curl -X POST ${url} -H 'Content-Type: application/json' -d '{"token":"${token}","new_password":"…"}'`,
      '',
      'All logins of the account end then. If it was not you, ignore this mail: nothing changes.',
    ].join('\n'),
  };
}

/** The mail that proves that somebody reads an address. */
export function emailVerificationMail({ to, token, publicUrl }: MailedToken): Mail {
  const url = `${publicUrl}/api/v1/auth/verify-email:confirm`;
  return {
    to,
    subject: 'Verify your address for AI-ETL',
    text: [
      `An account at ${publicUrl} has the address ${to}.`,
      '',
      'If it is yours, confirm it with this token, good once and for a day:',
      '',
      `    ${token}`,
      '',
      `    curl -X POST ${url} -H 'Content-Type: application/json' -d '{"token":"${token}"}'`,
      '',
      'If it is not, ignore this mail.',
    ].join('\n'),
  };
}
