import { expect, it } from 'vitest';
import { describeApi } from '../describe-api.ts';
import { valueAt } from '../testing/test-api.ts';

it('names the headers of the rate limit on every answer of the API, and Retry-After on 429', async () => {
  const document = await describeApi();
  const answers = Object.entries(Object(valueAt(document, 'paths'))).flatMap(([path, item]) =>
    Object.values(Object(item)).flatMap((operation) =>
      Object.entries(Object(valueAt(operation, 'responses'))).map(([status, answer]) => ({
        path,
        status,
        names: Object.keys(Object(valueAt(answer, 'headers'))),
      })),
    ),
  );
  const limited = answers.filter((one) => one.path.startsWith('/api/v1/'));
  expect(limited.length).toBeGreaterThan(100);
  const three = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'];
  for (const { names, status } of limited) {
    expect(names).toEqual(expect.arrayContaining(three));
    expect(names.includes('Retry-After')).toBe(status === '429');
  }
  const others = answers.filter((one) => !one.path.startsWith('/api/v1/'));
  expect(others.flatMap((one) => one.names)).not.toContain('X-RateLimit-Limit');
  expect(Object.keys(Object(valueAt(document, 'components.headers')))).toEqual([
    ...three,
    'Retry-After',
  ]);
});
