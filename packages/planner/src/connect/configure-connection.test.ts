import { describe, expect, it } from 'vitest';
import { connectorSpecs } from './connect.test-data.ts';
import { configureConnection } from './configure-connection.ts';
import type { ConnectionHints } from './read-hints.ts';

function configure(description: string, hints: ConnectionHints = {}) {
  const result = configureConnection({ description, hints, connectors: connectorSpecs });
  if (!result.ok) expect.fail(JSON.stringify(result.problems));
  return result;
}

function problem(description: string, hints: ConnectionHints = {}) {
  const result = configureConnection({ description, hints, connectors: connectorSpecs });
  return result.ok ? expect.fail(`${result.type} was inferred`) : result.problems[0];
}

const pg = (more: object) => ({
  type: 'postgresql',
  settings: {
    host: 'db.example.com',
    port: 5432,
    database: 'shop',
    user: 'etl',
    password: 's3cret',
    ...more,
  },
});
const ch = (more: object) => ({
  type: 'clickhouse',
  settings: {
    host: 'ch.example.com',
    port: 8443,
    database: 'dwh',
    user: 'etl',
    password: 's3cret',
    ...more,
  },
});

describe('words to a connection', () => {
  it("reads the contract's example", () => {
    const result = configure('Connect to our production PostgreSQL database', {
      host: 'db.company.com',
      database: 'analytics',
    });
    expect(result).toMatchObject({
      type: 'postgresql',
      settings: {
        host: 'db.company.com',
        port: 5432,
        database: 'analytics',
        schema: 'public',
        ssl_mode: 'require',
      },
      missing: ['user', 'password'],
      name: 'analytics (db.company.com)',
      warnings: [],
    });
    expect(result.assumptions.map((one) => one.path)).toEqual(['port', 'schema', 'ssl_mode']);
  });

  it.each([
    ['postgres://etl:s3cret@db.example.com:5432/shop?sslmode=require', pg({ ssl_mode: 'require' })],
    ['use postgresql://etl:s3cret@db.example.com/shop please.', pg({ ssl_mode: 'require' })],
    [
      '(postgres://etl:s3cret@db.example.com/shop?sslmode=verify-full).',
      pg({ ssl_mode: 'verify-full' }),
    ],
    ['postgres://etl:p%40ss%2Fw@db.example.com/shop', pg({ password: 'p@ss/w' })],
    ['postgres://etl:p@ss@db.example.com/shop', pg({ password: 'p@ss' })],
    ['postgres://etl:p/w?x@db.example.com/shop', pg({ password: 'p/w?x' })],
    ['postgres://etl:100%@db.example.com/shop', pg({ password: '100%' })],
    ['postgres://etl:s3cret@[2001:db8::1]:5433/shop', pg({ host: '2001:db8::1', port: 5433 })],
    ['postgresql+psycopg2://etl:s3cret@db.example.com:6432/shop', pg({ port: 6432 })],
    [
      'jdbc:postgresql://db.example.com:5432/shop?user=etl&password=s3cret&ssl=true&currentSchema=sales',
      pg({ schema: 'sales', ssl_mode: 'require' }),
    ],
    [
      'host=db.example.com port=5432 dbname=shop user=etl password=s3cret sslmode=verify-ca',
      pg({ ssl_mode: 'verify-ca' }),
    ],
    [
      "Postgres with host=db.example.com dbname=shop user=etl password='s3 c\\'ret'",
      pg({ password: "s3 c'ret" }),
    ],
    ['db.example.com:5432:shop:etl:s3cret', pg({})],
    ['my .pgpass line is db.example.com:*:shop:etl:s3c\\:ret', pg({ password: 's3c:ret' })],
    ['DATABASE_URL=postgres://etl:s3cret@db.example.com/shop', pg({})],
    [
      'DATABASE_URL="postgres://etl:s3cret@db.example.com:5432/shop?sslmode=disable"',
      pg({ ssl_mode: 'disable' }),
    ],
    [
      'export PGHOST=db.example.com\nexport PGUSER=etl\nexport PGPASSWORD=s3cret\nexport PGDATABASE=shop',
      pg({}),
    ],
    [
      'POSTGRES_HOST=db.example.com\nPOSTGRES_DB=shop\nPOSTGRES_USER=etl\nPOSTGRES_PASSWORD=s3cret',
      pg({}),
    ],
    ['psql -h db.example.com -p 5432 -U etl -d shop, password s3cret', pg({})],
    ['PGPASSWORD=s3cret psql -h db.example.com -U etl shop', pg({})],
    ['psql "postgres://etl:s3cret@db.example.com/shop"', pg({})],
    ['psql "host=db.example.com user=etl dbname=shop password=s3cret"', pg({})],
    ['PostgreSQL at db.example.com, database shop, user etl, password s3cret', pg({})],
    [
      'Connect to the shop database on postgres server db.example.com:5433 as user etl with password "s3cret"',
      pg({ port: 5433 }),
    ],
    [
      'PostgreSQL database named shop on host db.example.com port 5499, username etl, password: s3cret, schema sales, without ssl',
      pg({ port: 5499, schema: 'sales', ssl_mode: 'disable' }),
    ],
    [
      'подключись к базе shop постгреса на сервере db.example.com под пользователем etl с паролем s3cret',
      pg({}),
    ],
    [
      'Постгрес на db.example.com, порт 5433, база данных shop, пользователь etl, пароль s3cret, без ssl',
      pg({ port: 5433, ssl_mode: 'disable' }),
    ],
    ['https://etl:s3cret@ch.example.com:8443/dwh', ch({ ssl_mode: 'require' })],
    [
      'ClickHouse: http://ch.example.com:8123/dwh?user=etl&password=s3cret',
      ch({ port: 8123, ssl_mode: 'disable' }),
    ],
    ['clickhouse://etl:s3cret@ch.example.com:9000/dwh', ch({ port: 8443, ssl_mode: 'require' })],
    ['jdbc:clickhouse://ch.example.com:8123/dwh?user=etl&password=s3cret', ch({ port: 8123 })],
    [
      'clickhouse-client --host ch.example.com --port 9440 --secure --user etl --password s3cret --database dwh',
      ch({ ssl_mode: 'require' }),
    ],
    ['clickhouse-client -h ch.example.com -u etl --password=s3cret -d dwh', ch({})],
    [
      'CLICKHOUSE_HOST=ch.example.com CLICKHOUSE_USER=etl CLICKHOUSE_PASSWORD=s3cret CLICKHOUSE_DB=dwh',
      ch({}),
    ],
    ['ClickHouse warehouse on ch.example.com, database dwh, login etl, password s3cret', ch({})],
    ['наш кликхаус на ch.example.com, база dwh, логин etl, пароль s3cret', ch({})],
  ])('reads %s', (text, expected) => {
    const result = configure(text);
    expect({ type: result.type, settings: result.settings }).toMatchObject(expected);
    expect(result.missing).toEqual([]);
  });

  it('lets hints win over words, and a hinted URL fill the rest', () => {
    expect(
      configure('postgres://etl:old@old.example.com/shop', {
        host: 'new.example.com',
        password: 'new',
      }),
    ).toMatchObject({ settings: { host: 'new.example.com', password: 'new', database: 'shop' } });
    expect(
      configure('our sales data', {
        url: 'postgres://etl:x@db.example.com/shop',
        database: 'other',
      }),
    ).toMatchObject({ type: 'postgresql', settings: { database: 'other', user: 'etl' } });
  });

  it.each([
    ['a data warehouse at 10.0.0.5', 'clickhouse', 'type'],
    ['a database at 10.0.0.5:5432', 'postgresql', 'type'],
    ['a server at 10.0.0.5:8123', 'clickhouse', 'type'],
    ['abc.eu-west-1.aws.clickhouse.cloud', 'clickhouse', 'type'],
    ['TimescaleDB at ts.example.com', 'postgresql', undefined],
  ])('infers the connector of "%s"', (text, type, path) => {
    const result = configure(text);
    expect(result.type).toBe(type);
    expect(result.assumptions.find((one) => one.path === 'type')?.path).toBe(path);
  });

  it.each([
    [
      'Connect to our database',
      { host: 'h.example.com' },
      'description',
      'PostgreSQL (postgresql), ClickHouse (clickhouse)',
    ],
    ['Connect to MySQL at h.example.com', {}, 'description', 'There is no connector for MySQL yet'],
    ['mysql://u:s3cret@h.example.com/db', {}, 'description', 'There is no connector for MySQL yet'],
    ['Postgres or ClickHouse at h.example.com', {}, 'description', 'PostgreSQL and ClickHouse'],
    ['x', { connector: 'oracle', host: 'h' }, 'hints.connector', 'There is no connector "oracle"'],
    ['our PostgreSQL', {}, 'hints.host', 'Say on which server'],
    ['our PostgreSQL', { hots: 's3cret' }, 'hints.hots', 'Did you mean host'],
    ['our PostgreSQL', { port: 's3cret' }, 'hints.port', 'whole number'],
    ['our PostgreSQL', { url: 's3cret' }, 'hints.url', 'connection URL'],
    ['our PostgreSQL', { ssl_mode: 's3cret' }, 'hints.ssl_mode', 'must be'],
  ] as const)('asks about "%s" %j', (text, hints, field, error) => {
    expect(problem(text, hints)?.field).toBe(field);
    expect(problem(text, hints)?.error).toContain(error);
    expect(problem(text, hints)?.error).not.toContain('s3cret');
  });

  it.each([
    ['local postgres', 'prefer', 5432, ['database', 'user']],
    ['postgres on localhost, database shop, user etl', 'prefer', 5432, []],
    ['clickhouse on 127.0.0.1', 'disable', 8123, []],
    ['clickhouse on 10.1.2.3', 'require', 8443, ['password']],
    ['clickhouse on 10.1.2.3 without password', 'require', 8443, []],
    [
      'postgres at db.example.com, the password is in the vault',
      'require',
      5432,
      ['database', 'user', 'password'],
    ],
  ])('says what %s leaves open', (text, mode, port, missing) => {
    const result = configure(text);
    expect(result.settings).toMatchObject({ ssl_mode: mode, port });
    expect(result.missing).toEqual(missing);
  });

  it('has the secret nowhere but in the settings', () => {
    const texts = [
      'postgres://etl:hunter2@db.example.com/shop',
      'pg at db.example.com password hunter2 database shop user etl',
      'postgres://etl:hun/ter2@db.example.com/shop',
      'db.example.com:5432:shop:etl:hunter2',
      'my password hunter2. postgres db.example.com',
    ];
    for (const text of texts) {
      const { settings, ...shown } = configure(text);
      expect(JSON.stringify(shown)).not.toMatch(/hun.?ter2/);
      const { password, ...open } = settings;
      expect(password).toMatch(/hun.?ter2/);
      expect(JSON.stringify(open)).not.toMatch(/hunter2|ter2/);
    }
  });

  it('gives the same settings for the same words, in linear time', () => {
    const long = `postgres ${'a'.repeat(3000)}:${'@'.repeat(3000)}${'host '.repeat(500)}`;
    const started = performance.now();
    const once = configureConnection({ description: long, hints: {}, connectors: connectorSpecs });
    const again = configureConnection({ description: long, hints: {}, connectors: connectorSpecs });
    expect(again).toEqual(once);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
