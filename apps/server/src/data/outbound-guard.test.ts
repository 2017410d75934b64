import { describe, expect, it } from 'vitest';
import { hostGuard, isForbidden, refuseForbiddenHosts } from './outbound-guard.ts';

describe('isForbidden', () => {
  it.each([
    ['169.254.169.254', true],
    ['::ffff:169.254.169.254', true],
    ['fe80::1', true],
    ['fd00:ec2::254', true],
    ['0.0.0.0', true],
    ['100.100.100.200', true],
    ['127.0.0.1', false],
    ['::1', false],
    ['10.0.0.5', false],
    ['192.168.1.10', false],
    ['93.184.216.34', false],
  ])('%s: %s', (address, forbidden) => {
    expect(isForbidden(address)).toBe(forbidden);
    for (const protocol of ['http:', 'https:'] as const) {
      expect(hostGuard.allows(address, protocol)).toBe(!forbidden);
    }
  });
});

describe('refuseForbiddenHosts', () => {
  it('names the setting that leads to a metadata address', async () => {
    await expect(refuseForbiddenHosts({ host: '169.254.169.254', port: 80 })).rejects.toMatchObject(
      {
        code: 'VALIDATION_ERROR',
        details: [{ field: 'settings.host', error: 'a link-local or metadata address' }],
      },
    );
    for (const field of ['url', 'base_url', 'token_url']) {
      const settings = { [field]: 'http://[fe80::1]:8123/x' };
      await expect(refuseForbiddenHosts(settings)).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
        details: [{ field: `settings.${field}` }],
      });
    }
  });

  it.each([
    'any@169.254.169.254',
    '169.254.169.254/x',
    '169.254.169.254#',
    '169.254.169.254?',
    'a\\b',
    '169.254.169.254:80',
  ])('refuses %s, which another reader would take apart into another host', async (host) => {
    await expect(refuseForbiddenHosts({ host })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'settings.host', error: 'must be a host name or an address' }],
    });
  });

  it.each(['169.254.169.254.', '１６９.254.169.254', '169。254。169。254'])(
    'reads %s as a URL would',
    async (host) => {
      await expect(refuseForbiddenHosts({ host })).rejects.toMatchObject({
        details: [{ error: 'a link-local or metadata address' }],
      });
    },
  );

  it('looks through the addresses that carry an IPv4 address', async () => {
    expect(isForbidden('64:ff9b::a9fe:a9fe')).toBe(true);
    expect(isForbidden('2002:a9fe:a9fe::')).toBe(true);
    expect(isForbidden('64:ff9b::7f00:1')).toBe(false);
  });

  it('lets loopback, and names that resolve to nothing, pass', async () => {
    await refuseForbiddenHosts({ host: 'localhost' });
    await refuseForbiddenHosts({ host: 'no-such-host.invalid' });
    await refuseForbiddenHosts({ host: '/var/run/postgresql' });
    await refuseForbiddenHosts({ host: 'bücher.invalid' });
    await refuseForbiddenHosts({ database: '169.254.169.254' });
  });
});
