import { describe, expect, it } from 'vitest';
import { makeConnectors } from './connectors.ts';
import { nothingAllowed } from './net/outbound-policy.ts';

const settings = { host: '/var/run/postgresql', database: 'a', user: 'b' };
const closed = { fileRoots: [], httpAllow: nothingAllowed };
const options = { label: 'test', connectTimeoutMs: 1000 };

describe('the connectors of an installation', () => {
  it('refuse Unix sockets, as a setting and when a stored one is opened', async () => {
    const postgresql = makeConnectors({ allowSockets: false, ...closed }).find('postgres');
    expect(postgresql?.validateSettings(settings)).toMatchObject([{ path: 'host' }]);
    await expect(postgresql?.open(settings, options)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'settings.host' }],
    });
  });

  it('take Unix sockets where the administrator allows them', () => {
    const postgresql = makeConnectors({ allowSockets: true, ...closed }).find('postgres');
    expect(postgresql?.validateSettings(settings)).toEqual([]);
  });

  it('look at the host whenever a session is opened', async () => {
    for (const connector of makeConnectors({ allowSockets: true, ...closed }).all) {
      const stored = { ...settings, host: '169.254.169.254' };
      await expect(connector.open(stored, options)).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
        details: [{ error: 'a link-local or metadata address' }],
      });
    }
  });
});
