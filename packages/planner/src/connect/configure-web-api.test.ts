import { describe, expect, it } from 'vitest';
import { connectorSpecs } from './connect.test-data.ts';
import { configureConnection } from './configure-connection.ts';
import type { ConnectionHints } from './read-hints.ts';

const configure = (description: string, hints: ConnectionHints = {}) =>
  configureConnection({ description, hints, connectors: connectorSpecs });

describe('words to a connection of an API', () => {
  it.each([
    [
      'Connect to the REST API at https://api.example.com/v1, bearer token "s3cret", resources orders and customers.',
      {},
      { base_url: 'https://api.example.com/v1', auth: 'bearer', token: 's3cret' },
      ['orders', 'customers'],
      [],
    ],
    [
      'our orders API: https://api.example.com/v1/shop/orders?page=1',
      {},
      { base_url: 'https://api.example.com/v1/shop', auth: 'none' },
      ['orders'],
      [],
    ],
    [
      'the shop API, api key k3y, endpoint v2/orders',
      { url: 'https://api.example.com' },
      { base_url: 'https://api.example.com/', auth: 'api_key', token: 'k3y' },
      ['orders'],
      [],
    ],
    [
      'Подключи API https://me:s3cret@api.example.com/v1/заказы',
      {},
      { base_url: 'https://api.example.com/v1', auth: 'basic', user: 'me', password: 's3cret' },
      ['%D0%B7%D0%B0%D0%BA%D0%B0%D0%B7%D1%8B'],
      [],
    ],
    [
      'API with OAuth',
      { connector: 'http', host: 'api.example.com', user: 'id' },
      { base_url: 'https://api.example.com/', auth: 'oauth2', user: 'id' },
      [],
      ['password', 'token_url', 'resources'],
    ],
  ])('%s', (description, hints, settings, names, missing) => {
    const result = configure(description, hints);
    if (!result.ok) expect.fail(JSON.stringify(result.problems));
    const { resources, ...others } = result.settings;
    expect(result).toMatchObject({ type: 'http', missing, name: 'api.example.com' });
    expect(others).toEqual(settings);
    const listed: { name: string }[] = JSON.parse(String(resources ?? '[]'));
    expect(listed.map(({ name }) => name)).toEqual(names);
    expect(result.warnings.join()).toContain('pagination');
    const { settings: _, ...shown } = result;
    expect(JSON.stringify(shown)).not.toMatch(/s3cret|k3y/);
  });

  it('says where to say where it is', () => {
    expect(configure('our REST API')).toMatchObject({
      ok: false,
      problems: [{ field: 'hints.url' }],
    });
  });

  it('leaves databases alone that speak HTTP', () => {
    const result = configure('ClickHouse at https://etl:s3cret@ch.example.com:8443/dwh, HTTP API');
    expect(result).toMatchObject({ ok: true, type: 'clickhouse' });
  });
});
