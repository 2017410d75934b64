import { expect, it } from 'vitest';
import { hintOf, isWellFormedApiKey, newApiKey } from './api-key-format.ts';

it('makes keys that secret scanners can find and that check themselves', () => {
  const keys = Array.from({ length: 200 }, newApiKey);
  expect(new Set(keys).size).toBe(200);
  for (const key of keys) {
    expect(key).toMatch(/^ak_live_[0-9A-Za-z]{38}$/);
    expect(isWellFormedApiKey(key)).toBe(true);
  }
});

it('tells typing errors and inventions from keys', () => {
  const key = newApiKey();
  const typo = key.slice(0, 12) + (key[12] === 'a' ? 'b' : 'a') + key.slice(13);
  const bad = [
    typo,
    key.slice(0, -1),
    `${key}a`,
    key.toUpperCase(),
    `ak_live_${'0'.repeat(37)}1`,
    '',
  ];
  expect(bad.filter(isWellFormedApiKey)).toEqual([]);
});

it('shows of a key only what recognises it', () => {
  const key = newApiKey();
  expect(hintOf(key)).toMatch(/^ak_live_\w{4}…\w{4}$/);
});
