import { AIETLError } from '../core/errors.ts';

/** HMAC-SHA256 with WebCrypto, which every runtime has. */
export async function hmacSha256(key: Uint8Array, text: string): Promise<Uint8Array> {
  const subtle = await webCrypto();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await subtle.importKey('raw', copyOf(key), algorithm, false, ['sign']);
  return new Uint8Array(
    await subtle.sign('HMAC', imported, copyOf(new TextEncoder().encode(text))),
  );
}

/** Compares all of both, however early they differ. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at++) difference |= (a[at] ?? 0) ^ (b[at] ?? 0);
  return difference === 0;
}

/** The bytes of base64; null when the text is not. */
export function fromBase64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  } catch {
    return null;
  }
}

/** The bytes of hexadecimal digits; null when the text is not. */
export function fromHex(text: string): Uint8Array | null {
  if (!/^([0-9a-f]{2})*$/i.test(text)) return null;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

interface Subtle {
  importKey(
    format: 'raw',
    key: ArrayBuffer,
    algorithm: { name: string; hash: string },
    extractable: boolean,
    usages: readonly ['sign'],
  ): Promise<unknown>;
  sign(algorithm: 'HMAC', key: unknown, data: ArrayBuffer): Promise<ArrayBuffer>;
}

/** Node 18 has it behind a flag as a global, but always as a module; bundlers must not see that one. */
async function webCrypto(): Promise<Subtle> {
  const nodeModule = 'node:crypto';
  const source: unknown =
    'crypto' in globalThis ? globalThis.crypto : member(await import(nodeModule), 'webcrypto');
  const subtle = member(source, 'subtle');
  if (isSubtle(subtle)) return subtle;
  throw new AIETLError('This runtime has no WebCrypto (in a browser: only on https pages).');
}

function isSubtle(value: unknown): value is Subtle {
  return typeof value === 'object' && value !== null && 'importKey' in value;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function copyOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}
