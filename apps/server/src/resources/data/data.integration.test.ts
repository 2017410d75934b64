import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { makeTestData, type TestData } from '../../testing/test-data.ts';

let api: TestApi;
let data: TestData;
beforeAll(async () => {
  api = await startTestApi();
  data = await makeTestData(api);
});
afterAll(async () => {
  await data?.close();
  await api?.close();
});

const profile = (body: object) => api.call({ method: 'POST', url: '/api/v1/data/profile', body });

describe('POST /data/profile', () => {
  it("answers the contract's request in the contract's shape", async () => {
    const asked = { source: data.sourceId, table: 'customers', sample_size: 1000 };
    const { status, body } = await profile(asked);
    expect([status, body]).toMatchObject([
      200,
      {
        row_count: 50,
        row_count_exact: true,
        columns: [
          { name: 'id', type: 'bigint', nullable: false, unique: true, min: 1, max: 50 },
          { name: 'name', type: 'text', nullable: false, unique: true },
          { name: 'email', type: 'text', nullable: true, unique: true },
        ],
        statistics: { null_percentage: 0, duplicate_percentage: 0, size_mb: expect.any(Number) },
        sample: { method: 'all_rows', rows: 50 },
        complete: true,
        missing: [],
      },
    ]);
  });
});
