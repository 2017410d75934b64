import { expect, it } from 'vitest';
import { mayReadMetrics } from './metrics-access.ts';

const token = 'a-token-of-some-length';

it.each([
  ['a process of this machine', '127.0.0.1', {}, true],
  ['the same over IPv6', '::1', {}, true],
  ['the same as IPv6 writes IPv4', '::ffff:127.0.0.1', {}, true],
  ['another machine', '192.0.2.1', {}, false],
  ['nobody', undefined, {}, false],
  ['a proxy on this machine', '127.0.0.1', { 'x-forwarded-for': '192.0.2.1' }, false],
  ['another proxy', '127.0.0.1', { forwarded: 'for=192.0.2.1' }, false],
  ['another machine with the token', '192.0.2.1', { authorization: `Bearer ${token}` }, true],
  ['a proxy with the token', '127.0.0.1', { via: '1.1 x', authorization: `Bearer ${token}` }, true],
  ['a wrong token', '127.0.0.1', { authorization: 'Bearer wrong' }, false],
] as const)('%s', (_who, remoteAddress, headers, allowed) => {
  expect(mayReadMetrics({ headers, socket: { remoteAddress } }, token)).toBe(allowed);
});

it('takes no token where none is configured', () => {
  const request = { headers: { authorization: 'Bearer null' }, socket: { remoteAddress: '::1' } };
  expect(mayReadMetrics(request, null)).toBe(false);
});
