import type { Config } from '../config.ts';
import { openMailer, type Mailer } from './mailer.ts';

/** What is needed to write to people. Null where mail is not configured. */
export interface MailPort {
  readonly mailer: Mailer;
  /** Where people reach this server, for links: no slash at its end. */
  readonly publicUrl: string;
}

/** Null unless AI_ETL_SMTP_URL, AI_ETL_MAIL_FROM and AI_ETL_PUBLIC_URL are set. */
export function openMailPort({
  mail,
  publicUrl,
}: Pick<Config, 'mail' | 'publicUrl'>): MailPort | null {
  if (mail === null || publicUrl === null) return null;
  return { mailer: openMailer(mail), publicUrl };
}
