import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openDatabases } from '../../engine/open-databases.ts';
import { sqliteRunner } from '../run/sqlite-runner.ts';
import { isOrdered } from '../score/order-of.ts';
import { spiderHardness } from '../score/spider-hardness.ts';
import type { GoldQuestion, SqlSuite, SuiteOptions } from './suite.ts';

export const spiderFile = 'train_spider.json';

const Items = z.array(z.object({ question: z.string(), query: z.string(), db_id: z.string() }));

/** A folder with `train_spider.json` and `databases/<db_id>/<db_id>.sqlite`; rows as multisets. */
export function openSpider({ folder, timeoutMs }: SuiteOptions): SqlSuite {
  const items = Items.parse(JSON.parse(readFileSync(join(folder, spiderFile), 'utf8')));
  const databases = openDatabases();
  return {
    name: 'spider-train',
    rules: 'rows',
    heldOut: 'by-split',
    questions: items.map((item, at): GoldQuestion => ({
      id: `spider-${at}`,
      database: item.db_id,
      language: 'en',
      question: item.question,
      sql: [item.query],
      expected: 'answer',
      difficulty: spiderHardness(item.query),
      tags: [],
      ordered: isOrdered(item.query),
      mayScale: false,
    })),
    open: async (database) => {
      const dbPath = join(folder, 'databases', database, `${database}.sqlite`);
      if (statSync(dbPath, { throwIfNoEntry: false }) === undefined) return null;
      const asked = await databases.find({ dialect: 'sqlite', dbPath });
      return { asked, runner: sqliteRunner(dbPath, timeoutMs) };
    },
    close: () => databases.close(),
  };
}
