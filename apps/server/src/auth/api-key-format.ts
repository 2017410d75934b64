import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What every API key begins with, for people and secret scanners: `ak_live_[0-9A-Za-z]{38}`. */
export const apiKeyPrefix = 'ak_live_';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 190 random bits. */
const secretLength = 32;
const checksumLength = 6;
const form = new RegExp(`^${apiKeyPrefix}[0-9A-Za-z]{${secretLength + checksumLength}}$`);

/** A fresh key: the prefix, 32 random characters, and 6 that check them. */
export function newApiKey(): string {
  const secret = Array.from({ length: secretLength }, () => alphabet[randomInt(62)]).join('');
  return `${apiKeyPrefix}${secret}${checksumOf(secret)}`;
}

export function looksLikeApiKey(token: string): boolean {
  return token.startsWith(apiKeyPrefix);
}

/** Whether it can be a key of ours: tells typing errors and inventions from keys without asking the store. */
export function isWellFormedApiKey(token: string): boolean {
  if (!form.test(token)) return false;
  const secret = token.slice(apiKeyPrefix.length, -checksumLength);
  return token.endsWith(checksumOf(secret));
}

/** What is shown of a key once it is made: `ak_live_7Gh2…Qb00`. */
export function hintOf(key: string): string {
  return `${key.slice(0, apiKeyPrefix.length + 4)}…${key.slice(-4)}`;
}

/** CRC-32 in base 62, as GitHub's tokens have it: no secret, only a check. */
function checksumOf(secret: string): string {
  let value = crc32(secret);
  let text = '';
  for (let place = 0; place < checksumLength; place += 1) {
    text = (alphabet[value % 62] ?? '') + text;
    value = Math.floor(value / 62);
  }
  return text;
}
