import nodemailer from 'nodemailer';
import { AiEtlError } from '@ai-etl/core';

/** One mail to one person. */
export interface Mail {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  /** Plain text; what every reader can show. */
  readonly text: string;
  /** The same for those that show HTML. Whoever writes it escapes what it holds. */
  readonly html?: string;
}

/** Sends mail. Null in place of one: mail is not configured. */
export interface Mailer {
  /**
   * Resolves when the mail server has taken the mail. Throws SERVICE_UNAVAILABLE when trying again
   * may help, VALIDATION_ERROR when the server will never take it (no such mailbox); at most 30 s.
   */
  send(mail: Mail, signal?: AbortSignal): Promise<void>;
  /** Closes idle connections; what is being sent fails. */
  close(): void;
}

export interface MailSettings {
  /** `smtp://user:password@host:587` or `smtps://…:465`. */
  readonly smtpUrl: string;
  /** `AI-ETL <etl@example.com>` or only the address. */
  readonly from: string;
}

const timeLimitMs = 30_000;

/**
 * A pool of connections to the SMTP server, opened on the first mail. Elsewhere than on this machine
 * TLS is demanded, unless the URL says `?requireTLS=false`.
 */
export function openMailer({ smtpUrl, from }: MailSettings): Mailer {
  const transport = nodemailer.createTransport({
    pool: true,
    maxConnections: 2,
    requireTLS: demandsTls(new URL(smtpUrl)),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: timeLimitMs,
    // A mail holds what we wrote, never a file or an address that somebody named.
    disableFileAccess: true,
    disableUrlAccess: true,
    url: smtpUrl,
  });
  return {
    send: async ({ to, subject, text, html }, signal) => {
      const timeLimit = AbortSignal.timeout(timeLimitMs);
      try {
        await transport.sendMail({
          from,
          // An object is one address, whatever commas it holds.
          to: { name: '', address: to },
          subject: subject.replace(/\s+/g, ' '),
          text,
          ...(html === undefined ? {} : { html }),
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal: signal === undefined ? timeLimit : AbortSignal.any([signal, timeLimit]),
        });
      } catch (error) {
        throw translated(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Loopback needs none; anywhere else a password or a reset link would cross the wire in the clear. */
export function demandsTls(url: URL): boolean {
  if (url.searchParams.has('requireTLS')) return url.searchParams.get('requireTLS') === 'true';
  return !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}

function translated(error: unknown): AiEtlError {
  const status = numberAt(error, 'responseCode');
  if (status !== undefined && status >= 500 && textAt(error, 'code') === 'EENVELOPE') {
    return new AiEtlError(
      'VALIDATION_ERROR',
      `The mail server refuses this address (${status}). Check that it is spelt right.`,
      { details: [{ field: 'email', error: 'refused by the mail server' }], cause: error },
    );
  }
  const why = status ?? textAt(error, 'code') ?? 'no answer';
  return new AiEtlError(
    'SERVICE_UNAVAILABLE',
    `The mail could not be handed to the mail server (${why}). Check AI_ETL_SMTP_URL and the server's log.`,
    { cause: error },
  );
}

function numberAt(error: unknown, name: string): number | undefined {
  const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
  return typeof value === 'number' ? value : undefined;
}

function textAt(error: unknown, name: string): string | undefined {
  const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}
