import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeConnectors } from '../../connectors.ts';
import { nothingAllowed } from '../../net/outbound-policy.ts';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-profiled-')));
  const options = { allowSockets: false, fileRoots: [folder], httpAllow: nothingAllowed };
  api = await startTestApi({ connectors: makeConnectors(options) });
});
afterAll(async () => {
  await api?.close();
  await rm(folder, { recursive: true, force: true });
});

const columnOf = (body: unknown, name: string): unknown => {
  const columns = valueAt(body, 'columns');
  return Array.isArray(columns) ? columns.find((one) => valueAt(one, 'name') === name) : undefined;
};

it('profiles SQLite alike: what is stored in the wrong column is told, and personal data hidden there too', async () => {
  const database = new DatabaseSync(join(folder, 'shop.db'));
  database.exec(`
    CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, amount INTEGER, seen_at TIMESTAMP, city TEXT);
    WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 30)
    INSERT INTO people SELECT n, 'ann@example.com', iif(n <= 10, 'bob@example.com', n), '2024-01-26 10:00:00', 'Berlin' FROM c`);
  database.close();
  const connection = { name: 'Shop', type: 'sqlite', settings: { path: 'shop.db' } };
  const made = await api.call({ method: 'POST', url: '/api/v1/connections', body: connection });
  const source = textAt(made.body, 'connection_id');
  const profile = (token?: string) =>
    api.call({
      method: 'POST',
      url: '/api/v1/data/profile',
      body: { source, table: 'people' },
      ...(token === undefined ? {} : { token }),
    });
  const shown = await profile();
  expect([shown.status, shown.body]).toMatchObject([
    200,
    {
      row_count: 30,
      row_count_exact: true,
      sample: { method: 'all_rows', rows: 30 },
      freshness: { column: 'seen_at', latest: '2024-01-26T10:00:00' },
      complete: false,
      missing: [
        {
          what: 'statistics of column "amount"',
          why: expect.stringContaining('10 of 30 values are no int64 (10 stored as text)'),
        },
      ],
    },
  ]);
  expect(columnOf(shown.body, 'id')).toMatchObject({ min: 1, max: 30, unique: true });
  expect(columnOf(shown.body, 'amount')).toMatchObject({
    min: 11,
    max: 30,
    distinct_count: 21,
    top_values: expect.arrayContaining([expect.objectContaining({ value: 'bob@example.com' })]),
  });
  const role = { userId: 'user_x', organisationId: api.organisationId, role: 'analyst' } as const;
  const token = await api.tokenFor(role);
  const hidden = await profile(token);
  const text = JSON.stringify(hidden.body);
  for (const secret of ['ann@', 'bob@']) expect(text).not.toContain(secret);
  expect(columnOf(hidden.body, 'amount')).toMatchObject({ masked: true, min: null });
  // What holds for the numbers alone is no type for all values.
  expect(valueAt(valueAt(shown.body, 'recommendations'), 'types')).toEqual([]);
  expect(columnOf(hidden.body, 'email')).toMatchObject({
    masked: true,
    top_values: [{ value: 'a***@***', count: 30 }],
  });
  const query = new URLSearchParams({ source, table: 'people', columns: 'id,amount' });
  const preview = await api.call({ url: `/api/v1/data/preview?${query.toString()}`, token });
  expect(preview).toMatchObject({ status: 200, body: { row_count: 30 } });
  expect(JSON.stringify(preview.body)).not.toContain('bob@');
  expect(columnOf(hidden.body, 'city')).toMatchObject({ top_values: [{ value: 'Berlin' }] });
});
