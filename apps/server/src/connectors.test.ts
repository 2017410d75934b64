import { connectorCatalog, findConnector } from '@ai-etl/connectors';
import { invariant } from '@ai-etl/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeConnectors } from './connectors.ts';
import { nothingAllowed } from './net/outbound-policy.ts';

const settings = { host: '/var/run/postgresql', database: 'a', user: 'b' };
const closed = { fileRoots: [], httpAllow: nothingAllowed };
const options = { label: 'test', connectTimeoutMs: 1000 };

describe('the connectors of an installation', () => {
  afterEach(() => vi.restoreAllMocks());

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

  it('can judge the addresses they connect to, where a name has another than before', async () => {
    for (const { spec } of connectorCatalog) {
      const connector = findConnector(spec.type);
      invariant(connector !== undefined, 'the catalog finds what it lists');
      const open = vi.spyOn(connector, 'open').mockRejectedValue(new TypeError('opened'));
      const guarded = makeConnectors({ allowSockets: false, ...closed }).find(spec.type);
      const stored = { host: 'storage.invalid', endpoint_url: 'http://storage.invalid' };
      await expect(guarded?.open(stored, options)).rejects.toThrow('opened');
      const hosts = open.mock.lastCall?.[1].hosts;
      expect(hosts?.allows('169.254.169.254', 'http:')).toBe(false);
      expect(hosts?.allows('10.0.0.5', 'http:')).toBe(true);
    }
  });
});
