/**
 * A key that no other request has, for Idempotency-Key. It is no secret, so a runtime without
 * WebCrypto (Node 18 without a flag) may take Math.random.
 */
export function randomKey(): string {
  const crypto: RandomSource | undefined = globalThis.crypto;
  const bytes = new Uint8Array(16);
  if (crypto?.getRandomValues === undefined) {
    for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(Math.random() * 256);
  } else {
    crypto.getRandomValues(bytes);
  }
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

interface RandomSource {
  readonly getRandomValues?: (bytes: Uint8Array<ArrayBuffer>) => unknown;
}
