import type { ColumnType, Fidelity, SourceSnapshot } from '@ai-etl/core';
import { acquireTestServers, type TestPostgresDatabase } from '@ai-etl/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresql } from './connector.ts';
import { postgresqlSettingsFromUrl } from './settings.ts';

const strict: Fidelity = { unbounded_decimal: 'fail', not_a_number: 'fail', date_range: 'fail' };
const decimal = (precision: number, scale: number): ColumnType => ({
  kind: 'decimal',
  precision,
  scale,
});

describe('a query whose types are not those of the plan', () => {
  let database: TestPostgresDatabase;
  let snapshot: SourceSnapshot;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const { postgres } = await acquireTestServers();
    database = await postgres.createDatabase();
    const settings = postgresqlSettingsFromUrl(database.url);
    const options = { label: 'ai-etl test', connectTimeoutMs: 20_000 };
    const session = await postgresql.open(settings, options);
    snapshot = await session.openSnapshot();
    close = async () => {
      await snapshot.close();
      await session.close();
    };
  });
  afterAll(async () => {
    await close();
    await database.drop();
  });

  async function read(value: string, type: ColumnType, fidelity = strict): Promise<string> {
    const { signal } = new AbortController();
    const columns = [{ name: 'v', type, nullable: true }];
    // The table keeps PostgreSQL from computing the value while planning.
    const sql = `SELECT ${value} AS v FROM (VALUES (3)) AS t (three)`;
    const wire = await snapshot.read({ sql, columns, fidelity, signal });
    const chunks: Buffer[] = [];
    for await (const chunk of wire.stream) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('utf8');
  }

  it.each([
    ['1.50::numeric', decimal(10, 2), '1.50\n'],
    ['1.5000::numeric(12,4)', decimal(10, 2), '1.50\n'],
    ['7::bigint', { kind: 'int16' }, '7\n'],
    ['7.00::numeric', { kind: 'int64' }, '7\n'],
    ['7::smallint', { kind: 'int64' }, '7\n'],
    ['7::int', decimal(12, 2), '7.00\n'],
    ['NULL::numeric', decimal(10, 2), '\\N\n'],
    ["date '2024-02-29'", { kind: 'timestamp' }, '2024-02-29 00:00:00\n'],
    ['three / 2.0', { kind: 'float64' }, '1.5\n'],
  ] as const)('gives %s as %o where it fits', async (value, type, text) => {
    expect(await read(value, type)).toBe(text);
  });

  it.each([
    ['1.555::numeric', decimal(10, 2)],
    ['three / 7.0', decimal(38, 6)],
    ['12345678901::bigint', { kind: 'int32' }],
    ['7.5::numeric', { kind: 'int64' }],
    ['123456789.00::numeric', decimal(10, 2)],
  ] as const)('refuses %s as %o instead of rounding', async (value, type) => {
    await expect(read(value, type)).rejects.toMatchObject({
      code: 'VALUE_REJECTED',
      retryable: false,
    });
  });

  it('gives an unbounded numeric the decimal that the policy names, or refuses it', async () => {
    const fidelity: Fidelity = { ...strict, unbounded_decimal: 'decimal(38,9)' };
    const type: ColumnType = { kind: 'decimal' };
    expect(await read('1.25::numeric', type, fidelity)).toBe('1.250000000\n');
    await expect(read('three / 7.0', type, fidelity)).rejects.toMatchObject({
      code: 'VALUE_REJECTED',
    });
    expect(await read('1.250::numeric', type, { ...fidelity, unbounded_decimal: 'text' })).toBe(
      '1.250\n',
    );
  });

  it('turns what the policies name into NULL', async () => {
    const nulls: Fidelity = { ...strict, not_a_number: 'null', date_range: 'null' };
    expect(await read("'NaN'::float8", { kind: 'float64' }, nulls)).toBe('\\N\n');
    expect(await read("'NaN'::numeric(10,2)", decimal(10, 2), nulls)).toBe('\\N\n');
    expect(await read("'infinity'::date", { kind: 'date' }, nulls)).toBe('\\N\n');
    expect(await read("'0044-03-15 BC'::date", { kind: 'date' }, nulls)).toBe('\\N\n');
    expect(await read("'2299-12-31 23:59:59.9'::timestamp", { kind: 'timestamp' }, nulls)).toBe(
      '2299-12-31 23:59:59.9\n',
    );
  });
});
