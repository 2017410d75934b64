import { join } from 'node:path';
import { parseKeys, readOrCreateKeys, type SymmetricKeys } from './auth/key-ring.ts';
import type { Config } from './config.ts';

export interface ServerKeys {
  /** Seal the secrets of connections. */
  readonly secrets: SymmetricKeys;
  /** Sign tokens. */
  readonly tokens: SymmetricKeys;
}

/** Keys from the environment, else from files of mode 0600 that are made on the first start. */
export function openKeys(config: Pick<Config, 'home' | 'secretKeys' | 'tokenKeys'>): ServerKeys {
  const { home, secretKeys, tokenKeys } = config;
  return {
    secrets:
      secretKeys === null
        ? readOrCreateKeys(join(home, 'keys', 'secrets'))
        : parseKeys(secretKeys, 'AI_ETL_SECRET_KEYS'),
    tokens:
      tokenKeys === null
        ? readOrCreateKeys(join(home, 'keys', 'tokens'))
        : parseKeys(tokenKeys, 'AI_ETL_TOKEN_KEYS'),
  };
}
