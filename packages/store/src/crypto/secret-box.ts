import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AiEtlError } from '@ai-etl/core';

/** A 256-bit key and its name, which is stored beside what it sealed. */
export interface SecretKey {
  /** Letters, digits, `-` and `_`. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** New secrets are sealed with the active key; old ones open with any key of the ring. */
export interface KeyRing {
  readonly activeId: string;
  readonly keys: readonly SecretKey[];
}

const algorithm = 'aes-256-gcm';
const format = 'v1';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts with AES-256-GCM: `v1.<key id>.<nonce>.<ciphertext and tag>`, base64url. `context` is
 * authenticated but not stored: sealed text copied to another row does not open there.
 */
export function seal(ring: KeyRing, plaintext: string, context: string): string {
  const { id, key } = findKey(ring, ring.activeId);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(aad(id, context));
  const body = Buffer.concat([
    cipher.update(plaintext, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return [format, id, nonce.toString('base64url'), body.toString('base64url')].join('.');
}

/** Decrypts what `seal` made. Throws CONFIGURATION_INVALID when no key of the ring opens it. */
export function unseal(ring: KeyRing, sealed: string, context: string): string {
  const { keyId, nonce, body } = parseSealed(sealed);
  const { key } = findKey(ring, keyId);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(aad(keyId, context));
  decipher.setAuthTag(body.subarray(-tagBytes));
  try {
    return decipher.update(body.subarray(0, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    // The cause says nothing more, and holding it back keeps key material out of logs.
    throw new AiEtlError(
      'CONFIGURATION_INVALID',
      `A stored secret does not open with key ${keyId}: the key under that id is another one, or the secret was altered. Restore the key, or enter the secret again.`,
    );
  }
}

/** Whether a secret should be sealed anew because another key is active now. */
export function isStale(ring: KeyRing, sealed: string): boolean {
  return parseSealed(sealed).keyId !== ring.activeId;
}

/** Throws CONFIGURATION_INVALID unless ids are unique, keys have 32 bytes and the active one is there. */
export function checkKeyRing(ring: KeyRing): void {
  const ids = ring.keys.map((one) => one.id);
  const wrong = ring.keys.find((one) => !/^[\w-]{1,64}$/.test(one.id) || one.key.length !== 32);
  if (wrong !== undefined) {
    throw new AiEtlError(
      'CONFIGURATION_INVALID',
      `Secret key ${JSON.stringify(wrong.id)} is not usable: an id has letters, digits, - and _, a key has 32 bytes.`,
    );
  }
  if (new Set(ids).size !== ids.length) {
    throw new AiEtlError(
      'CONFIGURATION_INVALID',
      `Two secret keys share an id: ${ids.join(', ')}.`,
    );
  }
  findKey(ring, ring.activeId);
}

function findKey(ring: KeyRing, id: string): SecretKey {
  const key = ring.keys.find((one) => one.id === id);
  if (key !== undefined) return key;
  const known = ring.keys.map((one) => one.id).join(', ');
  throw new AiEtlError(
    'CONFIGURATION_INVALID',
    `Secret key ${id} is needed but not configured (known: ${known === '' ? 'none' : known}). Keep old keys in the ring until their secrets are sealed anew.`,
  );
}

function aad(keyId: string, context: string): Buffer {
  return Buffer.from(`${format}.${keyId}.${context}`, 'utf8');
}

interface Sealed {
  readonly keyId: string;
  readonly nonce: Buffer;
  readonly body: Buffer;
}

function parseSealed(sealed: string): Sealed {
  const [version, keyId, nonceText, bodyText, ...rest] = sealed.split('.');
  const nonce = Buffer.from(nonceText ?? '', 'base64url');
  const body = Buffer.from(bodyText ?? '', 'base64url');
  const wellFormed =
    version === format &&
    keyId !== undefined &&
    nonce.length === nonceBytes &&
    body.length >= tagBytes &&
    rest.length === 0;
  if (wellFormed) return { keyId, nonce, body };
  throw new AiEtlError(
    'CONFIGURATION_INVALID',
    'A stored secret has an unknown form. It was altered, or a newer version wrote it.',
  );
}
