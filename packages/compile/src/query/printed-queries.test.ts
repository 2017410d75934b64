import { dialectNames } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { compileQuery } from '../compile-query.ts';
import { queryCases, queryOfCase } from './query-cases.test-data.ts';

describe('queries as people read them', () => {
  it.each(Object.entries(queryCases))('%s', async (name, draft) => {
    const query = queryOfCase(draft);
    const texts = dialectNames.map((dialect) => {
      const printed = compileQuery(query, {
        dialect,
        now: '2024-03-15T12:00:00Z',
        timezone: 'UTC',
      });
      return `-- ${dialect}\n${'sql' in printed ? printed.sql : expect.fail(JSON.stringify(printed))};\n`;
    });
    await expect(texts.join('\n')).toMatchFileSnapshot(`expected/${name}.sql`);
  });
});
