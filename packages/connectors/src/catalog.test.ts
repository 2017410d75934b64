import { describe, expect, it } from 'vitest';
import { connectorCatalog, findConnector } from './catalog.ts';

/** Of connectors that are no databases with accounts. */
const otherSecrets = new Map([
  ['http', ['password', 'token']],
  ['files', ['secret_access_key', 'session_token']],
]);

describe('the connector catalog', () => {
  it.each([
    ['PostgreSQL', 'postgresql'],
    [' postgres ', 'postgresql'],
    ['pg', 'postgresql'],
    ['ClickHouse', 'clickhouse'],
    ['click house', 'clickhouse'],
    ['DuckDB', 'duckdb'],
    ['SQLite3', 'sqlite'],
    ['CSV', 'files'],
    ['MariaDB', 'mysql'],
    ['Percona', 'mysql'],
    ['REST API', 'http'],
  ])('finds %j', (name, type) => {
    expect(findConnector(name)?.spec.type).toBe(type);
  });

  it('finds nothing else', () => {
    expect(findConnector('oracle')).toBeUndefined();
    expect(findConnector('')).toBeUndefined();
  });

  it('has no name twice', () => {
    const names = connectorCatalog.flatMap(({ spec }) => [spec.type, ...spec.aliases]);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(connectorCatalog.map((one) => [one.spec.type, one] as const))(
    '%s keeps its fields documented and its secrets secret',
    (_, { spec }) => {
      for (const field of spec.fields) {
        expect(field.description).not.toBe('');
        if (field.type === 'choice') expect(field.choices).toContain(field.default);
      }
      const names = (isSecret: boolean) =>
        spec.fields.filter((field) => field.secret === isSecret).map((field) => field.name);
      const isDatabase = spec.capabilities.target && names(false).includes('user');
      const secrets = isDatabase ? ['password'] : (otherSecrets.get(spec.type) ?? []);
      expect(names(true)).toEqual(secrets);
      expect(spec.docs).toContain(isDatabase ? 'GRANT' : 'right to');
    },
  );
});
