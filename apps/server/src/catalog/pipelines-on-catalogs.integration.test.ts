import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '@ai-etl/core';
import { startTestApi, valueAt, type TestApi } from '../testing/test-api.ts';
import { makeTestData, type TestData } from '../testing/test-data.ts';

let api: TestApi;
let data: TestData;
let aheadMs = 0;
const clock: Clock = { now: () => Date.now() + aheadMs, sleep: () => Promise.resolve() };
beforeAll(async () => {
  api = await startTestApi({ clock });
  data = await makeTestData(api);
});
afterAll(async () => {
  await data?.close();
  await api?.close();
});

const agesOf = async (validate: boolean): Promise<readonly unknown[]> => {
  const { body } = await api.call({
    method: 'POST',
    url: '/api/v1/pipelines:generate',
    body: {
      description: 'Load orders from Shop to Warehouse every day at 3am',
      options: { validate, optimize: false },
    },
  });
  const assumptions = valueAt(body, 'assumptions');
  if (!Array.isArray(assumptions)) expect.fail(JSON.stringify(body));
  return assumptions.filter((one) => valueAt(one, 'path') === 'catalog');
};

describe('a pipeline from words', () => {
  it('says how old the catalogs are that it rests on, unless they were looked at for it', async () => {
    expect(await agesOf(false)).toEqual([]);
    aheadMs = 15 * 60_000;
    const because = expect.stringMatching(/known as they were 15 minutes ago$/);
    expect(await agesOf(false)).toMatchObject([{ because }, { because }]);
    expect(await agesOf(true)).toEqual([]);
  });
});
