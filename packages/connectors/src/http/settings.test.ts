import { describe, expect, it } from 'vitest';
import { validateSettings } from './settings.ts';

const settings = {
  base_url: 'https://api.example.com/v1',
  resources: [{ name: 'orders', path: 'orders' }],
};
const key = { auth: 'api_key', token: 'abc' };

describe('settings of an API', () => {
  it.each([
    ['a token with a line break', { auth: 'bearer', token: 'abc\n' }, 'token'],
    ['a token that no header carries', { auth: 'bearer', token: 'ключ' }, 'token'],
    ['a key name with a space', { ...key, key_name: 'X Key' }, 'key_name'],
    ['a key in a header of the connection', { ...key, key_name: 'Content-Length' }, 'key_name'],
    ['a time limit beyond what timers can', { timeout_seconds: 2_200_000 }, 'timeout_seconds'],
    ['retries beyond what timers can', { retry_seconds: 5_000_000 }, 'retry_seconds'],
    ['pages that no text can hold', { max_page_mb: 1024 }, 'max_page_mb'],
    [
      'a path to another server',
      { resources: [{ name: 'a', path: '\\\\evil.example' }] },
      'resources',
    ],
  ])('%s is refused before anything is called', (_, others, field) => {
    const findings = validateSettings({ ...settings, ...others });
    expect(findings.map(({ path }) => path)).toEqual([field]);
    expect(findings[0]?.message).not.toMatch(/abc|ключ/);
  });

  it.each([
    ['a key in the query', { ...key, key_in: 'query', key_name: 'api key', token: 'ключ' }],
    ['a key in authorization', { ...key, key_name: 'Authorization', token: 'Token abc' }],
    ['long time limits', { timeout_seconds: 86_400, retry_seconds: 0 }],
  ])('%s is taken', (_, others) => {
    expect(validateSettings({ ...settings, ...others })).toEqual([]);
  });
});
