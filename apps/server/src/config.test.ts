import { describe, expect, it } from 'vitest';
import { AiEtlError } from '@ai-etl/core';
import { databaseUrlOf, readConfig, readLogLevel } from './config.ts';
import { readStartOptions } from './startup/options.ts';

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toMatchObject({
      databaseUrl: null,
      clickhouseUrl: null,
      port: 8000,
      host: '127.0.0.1',
      logLevel: 'info',
      sample: false,
    });
  });

  it.each([
    [{}, ['/srv/etl/files']],
    [{ AI_ETL_FILE_ROOTS: '' }, ['/srv/etl/files']],
    [{ AI_ETL_FILE_ROOTS: 'none' }, []],
    [{ AI_ETL_FILE_ROOTS: '/data, /mnt/share' }, ['/data', '/mnt/share']],
  ])('with %o connections may use files below %j', (environment, roots) => {
    expect(readConfig({ AI_ETL_HOME: '/srv/etl', ...environment }).fileRoots).toEqual(roots);
  });

  it('takes an empty variable for one that is not given', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({
      port: 8000,
      databaseUrl: null,
    });
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['DATABASE_URL', 'mysql://secret-value@db/x'],
    ['DATABASE_URL', 'secret-value'],
    ['CLICKHOUSE_URL', 'tcp://secret-value:9000'],
    ['AI_ETL_ADMIN_EMAIL', 'secret-value'],
    ['AI_ETL_ADMIN_PASSWORD', 'short'],
    ['AI_ETL_SECRET_KEYS', 'k1:secret-value'],
    ['AI_ETL_TOKEN_KEYS', 'secret-value'],
    ['LOG_LEVEL', 'loud'],
    ['AI_ETL_SAMPLE', 'yes'],
    ['AI_ETL_TRUST_PROXY', 'yes'],
    ['AI_ETL_WORKER_CONCURRENCY', '0'],
    ['AI_ETL_LEASE_SECONDS', '1'],
    ['AI_ETL_RETRY_MAX_DELAY_SECONDS', '0'],
    ['AI_ETL_CHUNK_ROWS', '0'],
    ['AI_ETL_SCRATCH_MEMORY_MB', '64'],
    ['AI_ETL_SCRATCH_THREADS', '0'],
    ['AI_ETL_PUBLIC_URL', 'secret-value'],
    ['AI_ETL_PUBLIC_URL', 'https://host/secret-value'],
    ['AI_ETL_CORS_ORIGINS', '*'],
    ['AI_ETL_CORS_ORIGINS', 'null'],
    ['AI_ETL_CORS_ORIGINS', 'secret-value'],
    ['AI_ETL_CORS_ORIGINS', 'https://*.secret-value.com'],
    ['AI_ETL_CORS_ORIGINS', 'https://a.example.com,https://host/secret-value'],
    ['AI_ETL_CORS_ORIGINS', 'file://secret-value'],
    ['AI_ETL_FILE_ROOTS', 'secret-value'],
    ['AI_ETL_FILE_ROOTS', '/data,secret-value'],
    ['AI_ETL_RATE_LIMIT', '0/10'],
    ['AI_ETL_RATE_LIMIT', 'secret-value'],
    ['AI_ETL_METRICS_TOKEN', 'too short'],
    ['AI_ETL_WORKER_METRICS_PORT', '0'],
    ['AI_ETL_LOG_RETENTION_DAYS', '0'],
    ['AI_ETL_OPENLINEAGE_URL', 'ftp://secret-value'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'secret-value'],
    ['AI_ETL_MODEL_KIND', 'secret-value'],
    ['AI_ETL_MODEL_OUTPUT', 'secret-value'],
    ['AI_ETL_MODEL_TIMEOUT_SECONDS', '0'],
    ['AI_ETL_MODEL_DOLLARS_PER_DAY', 'secret-value'],
    ['AI_ETL_MODEL_SHARE_VALUES', 'secret-value'],
  ])('names %s when it is wrong, and not its value', (name, value) => {
    const failure = failureOf(() => readConfig({ [name]: value }));
    expect(failure.code).toBe('CONFIGURATION_INVALID');
    expect(failure.details.map((one) => one.field)).toEqual([name]);
    expect(failure.message).toContain(name);
    expect(failure.message).not.toContain('secret-value');
  });

  it.each([
    [{ AI_ETL_SMTP_URL: 'smtp://u:secret-value@h' }, 'AI_ETL_MAIL_FROM', 'AI_ETL_PUBLIC_URL'],
    [{ AI_ETL_MAIL_FROM: 'etl@example.com' }, 'AI_ETL_SMTP_URL'],
    [
      { AI_ETL_OIDC_ISSUER: 'https://login.example.com', AI_ETL_PUBLIC_URL: 'https://x' },
      'AI_ETL_OIDC_CLIENT_ID',
      'AI_ETL_OIDC_CLIENT_SECRET',
    ],
    [{ AI_ETL_MODEL: 'qwen3' }, 'AI_ETL_MODEL_URL'],
    [{ AI_ETL_MODEL_API_KEY: 'secret-value' }, 'AI_ETL_MODEL'],
  ])('names what is missing beside %o', (environment, ...missing) => {
    const failure = failureOf(() => readConfig({ ...environment }));
    expect(failure.details.map((one) => one.field)).toEqual(missing);
    expect(failure.message).not.toContain('secret-value');
  });

  it('takes an issuer without TLS only on this machine', () => {
    const failure = failureOf(() => readConfig({ AI_ETL_OIDC_ISSUER: 'http://login.example.com' }));
    expect(failure.details[0]).toEqual({
      field: 'AI_ETL_OIDC_ISSUER',
      error: 'must be https, except on this machine',
    });
  });

  it('takes mail and OpenID settings that are whole', () => {
    const config = readConfig({
      AI_ETL_PUBLIC_URL: 'https://etl.example.com/',
      AI_ETL_SMTP_URL: 'smtp://user:pass@mail.example.com:587',
      AI_ETL_MAIL_FROM: 'AI-ETL <etl@example.com>',
      AI_ETL_OIDC_ISSUER: 'https://login.example.com',
      AI_ETL_OIDC_CLIENT_ID: 'ai-etl',
      AI_ETL_OIDC_CLIENT_SECRET: 'x',
    });
    expect(config).toMatchObject({
      publicUrl: 'https://etl.example.com',
      mail: { from: 'AI-ETL <etl@example.com>' },
      openId: { clientId: 'ai-etl', newUserRole: null },
    });
  });

  it('names all wrong variables at once', () => {
    const failure = failureOf(() => readConfig({ PORT: 'x', LOG_LEVEL: 'x' }));
    expect(failure.details.map((one) => one.field)).toEqual(['PORT', 'LOG_LEVEL']);
  });

  it('reads the log level even when other variables are wrong', () => {
    expect(readLogLevel({ PORT: 'x', LOG_LEVEL: 'debug' })).toBe('debug');
    expect(readLogLevel({ LOG_LEVEL: 'loud' })).toBe('info');
  });

  it('says that a lone process needs DATABASE_URL', () => {
    expect(failureOf(() => databaseUrlOf(readConfig({}))).message).toContain('DATABASE_URL');
  });
});

describe('readStartOptions', () => {
  it.each([
    [[], true, true],
    [['--api'], true, false],
    [['--worker'], false, true],
    [['--api', '--worker'], true, true],
  ] as const)('%j starts api %s, worker %s', (args, api, worker) => {
    expect(readStartOptions(args, {})).toMatchObject({ api, worker });
  });

  it('lets flags win over the environment', () => {
    const options = readStartOptions(['--port', '9000', '--sample'], { PORT: '8001' });
    expect(options?.config).toMatchObject({ port: 9000, sample: true });
  });

  it('shows the usage for an unknown flag', () => {
    expect(failureOf(() => readStartOptions(['--prot', '1'], {})).message).toContain(
      'npm start --',
    );
  });
});

function failureOf(action: () => unknown): AiEtlError {
  try {
    action();
  } catch (error) {
    if (error instanceof AiEtlError) return error;
    throw error;
  }
  return expect.fail('it should have thrown');
}
