import type { ColumnType, Fidelity, SourceSnapshot } from '@ai-etl/core';
import { acquireTestServers, type TestClickHouseDatabase } from '@ai-etl/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clickhouse } from './connector.ts';
import { clickhouseSettingsFromUrl } from './settings.ts';

const strict: Fidelity = { unbounded_decimal: 'fail', not_a_number: 'fail', date_range: 'fail' };
const decimal = (precision: number, scale: number): ColumnType => ({
  kind: 'decimal',
  precision,
  scale,
});

describe('a query whose types are not those of the plan', () => {
  let database: TestClickHouseDatabase;
  let snapshot: SourceSnapshot;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const servers = await acquireTestServers();
    database = await servers.clickhouse.createDatabase();
    const { url, user, password } = database;
    const session = await clickhouse.open(
      { ...clickhouseSettingsFromUrl(url), user, password, database: database.database },
      { label: 'ai-etl test', connectTimeoutMs: 20_000 },
    );
    snapshot = await session.openSnapshot();
    close = () => session.close();
  });
  afterAll(async () => {
    await close();
    await database.drop();
  });

  async function read(value: string, type: ColumnType, fidelity = strict): Promise<string> {
    const { signal } = new AbortController();
    const columns = [{ name: 'v', type, nullable: true }];
    const sql = `SELECT ${value} AS v`;
    const wire = await snapshot.read({ sql, columns, fidelity, signal });
    const chunks: Buffer[] = [];
    for await (const chunk of wire.stream) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('utf8');
  }

  it.each([
    ['toDecimal64(1.5, 4)', decimal(10, 2), '1.50\n'],
    ['toInt64(7)', { kind: 'int16' }, '7\n'],
    ['toUInt8(7)', { kind: 'int64' }, '7\n'],
    ['toUInt64(18446744073709551615)', decimal(20, 0), '18446744073709551615\n'],
    ['toInt32(7)', decimal(12, 2), '7.00\n'],
    ['CAST(NULL AS Nullable(Int64))', { kind: 'int32' }, '\\N\n'],
  ] as const)('gives %s as %o where it fits', async (value, type, text) => {
    expect(await read(value, type)).toBe(text);
  });

  it.each([
    ['toDecimal64(1.555, 3)', decimal(10, 2)],
    ['toInt64(12345678901)', { kind: 'int32' }],
    ['toUInt64(18446744073709551615)', { kind: 'int64' }],
    ['toDecimal64(7.5, 1)', { kind: 'int64' }],
  ] as const)('refuses %s as %o instead of cutting or wrapping', async (value, type) => {
    await expect(read(value, type)).rejects.toMatchObject({ retryable: false });
  });

  it('turns what the policies name into NULL', async () => {
    const nulls: Fidelity = { ...strict, not_a_number: 'null', date_range: 'null' };
    expect(await read('nan', { kind: 'float64' }, nulls)).toBe('\\N\n');
    const late = "toDateTime64('2299-12-31 23:59:59.9', 6, 'UTC')";
    expect(await read(late, { kind: 'timestamptz' }, nulls)).toBe('2299-12-31 23:59:59.900000\n');
    const early = "toDateTime64('0001-01-01 00:00:00', 6, 'UTC')";
    expect(await read(early, { kind: 'timestamptz' }, nulls)).toBe('\\N\n');
  });
});
