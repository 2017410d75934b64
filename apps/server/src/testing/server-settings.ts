import type { TestClickHouseDatabase, TestPostgresDatabase } from '@ai-etl/local';

/** Of a connection to a PostgreSQL database made for a test. */
export function postgresSettings({ url, name }: TestPostgresDatabase) {
  const address = new URL(url);
  return {
    host: address.hostname,
    port: Number(address.port),
    database: name,
    user: decodeURIComponent(address.username),
    password: decodeURIComponent(address.password),
    ssl_mode: 'disable',
  };
}

/** Of a connection to a ClickHouse database made for a test. */
export function clickhouseSettings({ url, database, user, password }: TestClickHouseDatabase) {
  const address = new URL(url);
  return {
    host: address.hostname,
    port: Number(address.port),
    database,
    user,
    password,
    ssl_mode: 'disable',
  };
}
