import { describe, expect, it } from 'vitest';
import { parseOrigins } from './origins.ts';

describe('parseOrigins', () => {
  it('takes exact origins in the spelling that browsers send', () => {
    const text =
      ' https://Console.Example.com/ ,http://localhost:5173,, https://a.example:443,http://[::1]:80 ';
    expect(parseOrigins(text)).toEqual([
      'https://console.example.com',
      'http://localhost:5173',
      'https://a.example',
      'http://[::1]',
    ]);
  });

  it('takes nothing for nobody, and each only once', () => {
    expect(parseOrigins('')).toEqual([]);
    expect(parseOrigins(' , ')).toEqual([]);
    expect(parseOrigins('http://a,http://a/')).toEqual(['http://a']);
  });

  it.each([
    '*',
    'null',
    'https://*',
    'https://*.example.com',
    'example.com',
    'https://',
    'ftp://example.com',
    'file:///etc',
    'https://example.com/path',
    'https://example.com?x',
    'https://example.com/#',
    'https://user@example.com',
    'http://a http://b',
    'http://a;http://b',
  ])('refuses %s', (text) => {
    expect(parseOrigins(text)).toBeNull();
    expect(parseOrigins(`https://good.example.com,${text}`)).toBeNull();
  });
});
