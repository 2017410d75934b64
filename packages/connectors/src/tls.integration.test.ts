import type { ConnectionSettings, ConnectorSession } from '@ai-etl/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContractDatabase, ContractHarness } from './kit/contract/harness.ts';
import { clickhouseHarness } from './testing/clickhouse-harness.ts';
import { postgresqlHarness } from './testing/postgresql-harness.ts';
import {
  makeCertificate,
  startTlsProxy,
  type TestCertificate,
  type TlsProxy,
} from './testing/tls-proxy.ts';

const options = { label: 'ai-etl tls', connectTimeoutMs: 20_000 };

describe.each([
  ['PostgreSQL', postgresqlHarness, 'postgresql'],
  ['ClickHouse', clickhouseHarness, 'none'],
] as const)('%s over TLS', (_, harness: ContractHarness, greeting) => {
  let certificate: TestCertificate;
  let database: ContractDatabase;
  let proxy: TlsProxy;

  beforeAll(async () => {
    certificate = makeCertificate();
    database = await harness.createDatabase();
    const { host, port } = database.settings;
    const plain = { host: String(host), port: Number(port) };
    proxy = await startTlsProxy({ ...plain, certificate, greeting });
  });
  afterAll(async () => {
    await proxy.close();
    await database.drop();
  });

  async function open(settings: ConnectionSettings): Promise<ConnectorSession> {
    const common = { ...database.settings, host: 'localhost', port: proxy.port };
    return harness.connector.open({ ...common, ...settings }, options);
  }

  it.each([
    ['require trusts any certificate', { ssl_mode: 'require' }],
    ['verify-ca trusts a name it did not ask for', { ssl_mode: 'verify-ca', host: '127.0.0.1' }],
    ['verify-full trusts the authority and the name', { ssl_mode: 'verify-full' }],
  ])('%s, and rows travel', async (__, settings) => {
    const ca = settings.ssl_mode === 'require' ? {} : { ssl_ca: certificate.cert };
    const session = await open({ ...settings, ...ca });
    const snapshot = await session.openSnapshot();
    const { signal } = new AbortController();
    const read = await snapshot.read({
      sql: harness.words.count(100_000),
      columns: [{ name: 'n', type: { kind: 'int64' }, nullable: false }],
      fidelity: { unbounded_decimal: 'fail', not_a_number: 'fail', date_range: 'fail' },
      signal,
    });
    let bytes = 0;
    for await (const chunk of read.stream) bytes += Buffer.from(chunk).length;
    expect([read.rows(), bytes]).toEqual([100_000n, 588_895]);
    await snapshot.close();
    await session.close();
  });

  it.each([
    ['an authority it does not know', { ssl_mode: 'verify-full' }, false],
    ['another name', { ssl_mode: 'verify-full', host: '127.0.0.1' }, true],
  ])('refuses %s', async (__, settings, knowsAuthority) => {
    const ca = knowsAuthority ? { ssl_ca: certificate.cert } : {};
    await expect(open({ ...settings, ...ca })).rejects.toMatchObject({
      code: 'TLS_FAILED',
      retryable: false,
    });
  });

  it('says so when the server does not speak it', async () => {
    const { host, port } = database.settings;
    await expect(open({ ssl_mode: 'require', host, port })).rejects.toMatchObject({
      code: 'TLS_FAILED',
      retryable: false,
    });
  });
});
