import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AiEtlError } from '@ai-etl/core';

/** Symmetric 256-bit keys by id. New work uses the active one; old work is read with any. */
export interface SymmetricKeys {
  readonly activeId: string;
  readonly keys: readonly { readonly id: string; readonly key: Uint8Array }[];
}

/** Reads `id:base64,id:base64`; the first is active. Throws CONFIGURATION_INVALID naming `origin`. */
export function parseKeys(text: string, origin: string): SymmetricKeys {
  const keys = text
    .trim()
    .split(',')
    .map((pair) => {
      const [id = '', encoded = ''] = pair.trim().split(':');
      return { id, key: Buffer.from(encoded, 'base64') };
    });
  const active = keys[0];
  if (active === undefined || keys.some((one) => one.id === '' || one.key.length !== 32)) {
    throw new AiEtlError(
      'CONFIGURATION_INVALID',
      `${origin} does not hold usable keys: id:key pairs joined by commas, each key 32 bytes in base64.`,
    );
  }
  return { activeId: active.id, keys };
}

/** The form that `parseKeys` reads; a secret. */
export function printKeys(keys: SymmetricKeys['keys']): string {
  return `${keys.map(({ id, key }) => `${id}:${Buffer.from(key).toString('base64')}`).join(',')}\n`;
}

/** A fresh key under a fresh id. */
export function newKeyPair(): SymmetricKeys['keys'][number] {
  return { id: `k${randomBytes(4).toString('hex')}`, key: randomBytes(32) };
}

/**
 * The keys kept in a file of mode 0600, made on first use. Of several processes that start at
 * once one makes the file and all read it: it is linked into place, whole.
 */
export function readOrCreateKeys(path: string): SymmetricKeys {
  const kept = readIfPresent(path);
  if (kept !== null) return parseKeys(kept, path);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, printKeys([newKeyPair()]), { mode: 0o600, flush: true });
    linkSync(draft, path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw cannotWrite(path, error);
  } finally {
    rmSync(draft, { force: true });
  }
  return parseKeys(readFileSync(path, 'utf8'), path);
}

function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw cannotWrite(path, error);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function cannotWrite(path: string, cause: unknown): AiEtlError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return new AiEtlError(
    'CONFIGURATION_INVALID',
    `The key file ${path} cannot be read or written (${code}). Choose a place this user may write to with AI_ETL_HOME.`,
    { cause },
  );
}
