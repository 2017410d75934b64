import { randomBytes } from 'node:crypto';
import type { Identity } from '@ai-etl/store';
import { hashPassword } from '../auth/passwords.ts';
import type { Config } from '../config.ts';

export interface FirstLogin {
  readonly organisationId: string;
  readonly projectId: string;
  readonly email: string;
  /** What to show, once: null on later starts, and when the environment gave the password. */
  readonly generatedPassword: string | null;
  readonly created: boolean;
}

/** Makes the default organisation, project and admin on the first start; later starts change nothing. */
export async function ensureAdmin(
  identity: Pick<Identity, 'ensureDefaults'>,
  config: Pick<Config, 'adminEmail' | 'adminPassword'>,
): Promise<FirstLogin> {
  const email = config.adminEmail ?? 'admin@localhost';
  const generated = config.adminPassword === null ? randomBytes(12).toString('base64url') : null;
  const passwordHash = await hashPassword(config.adminPassword ?? generated ?? '');
  const defaults = await identity.ensureDefaults({ adminEmail: email, passwordHash });
  return { ...defaults, email, generatedPassword: defaults.created ? generated : null };
}
