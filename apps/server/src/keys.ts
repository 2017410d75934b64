import { hkdfSync } from 'node:crypto';
import { join } from 'node:path';
import { invariant, type Clock } from '@ai-etl/core';
import { parseKeys, readOrCreateKeys, type SymmetricKeys } from './auth/key-ring.ts';
import { fixedKeys, keyFile, type KeySource } from './auth/key-source.ts';
import type { Config } from './config.ts';
import { systemClock } from './system-clock.ts';

export interface ServerKeys {
  /** Seal the secrets of connections. */
  readonly secrets: SymmetricKeys;
  /** Sign tokens. */
  readonly tokens: KeySource;
}

export interface KeyOptions {
  readonly clock?: Pick<Clock, 'now'>;
  /** The file of token keys cannot be read any more. */
  readonly onTrouble?: (error: unknown) => void;
}

/** Keys from the environment, else from files of mode 0600 that are made on the first start. */
export function openKeys(
  config: Pick<Config, 'home' | 'secretKeys' | 'tokenKeys'>,
  { clock = systemClock, onTrouble }: KeyOptions = {},
): ServerKeys {
  const { home, secretKeys, tokenKeys } = config;
  return {
    secrets:
      secretKeys === null
        ? readOrCreateKeys(join(home, 'keys', 'secrets'))
        : parseKeys(secretKeys, 'AI_ETL_SECRET_KEYS'),
    tokens:
      tokenKeys === null
        ? keyFile(tokenKeyFile(home), clock, onTrouble)
        : fixedKeys(parseKeys(tokenKeys, 'AI_ETL_TOKEN_KEYS')),
  };
}

/**
 * Each project's key for masked values, in hex, derived by HKDF-SHA-256 from the oldest secret key:
 * a new active key changes no hash or token that was stored before. Taking the oldest key out does.
 */
export function maskKeysOf({ keys }: SymmetricKeys): (projectId: string) => string {
  const oldest = keys.at(-1);
  invariant(oldest !== undefined, 'a key ring has a key');
  return (projectId) =>
    Buffer.from(hkdfSync('sha256', oldest.key, projectId, 'ai-etl mask key', 32)).toString('hex');
}

/** Where the keys that sign tokens are kept when the environment names none. */
export function tokenKeyFile(home: string): string {
  return join(home, 'keys', 'tokens');
}
