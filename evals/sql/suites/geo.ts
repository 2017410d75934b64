import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonLines } from '../../text/json-lines.ts';
import { isOrdered } from '../score/order-of.ts';
import { spiderHardness } from '../score/spider-hardness.ts';
import { startPostgresDatabases } from './postgres-databases.ts';
import type { GoldQuestion, SqlSuite, SuiteOptions } from './suite.ts';

const names = ['geo', 'restaurants'] as const;

const Item = z.object({ database: z.enum(names), question: z.string(), query: z.string() });

export function isGeoFolder(folder: string): boolean {
  return names.some((name) => existsSync(join(folder, `${name}.jsonl`)));
}

/** A folder with `geo.sql`, `restaurants.sql` and questions of each; classes by Spider's rule. */
export async function openGeo({ folder, timeoutMs, home }: SuiteOptions): Promise<SqlSuite> {
  const questions = names.flatMap((name) => {
    const file = join(folder, `${name}.jsonl`);
    return existsSync(file) ? readJsonLines(readFileSync(file, 'utf8'), Item).map(toQuestion) : [];
  });
  const servers = await startPostgresDatabases(home);
  return {
    name: 'geo-restaurants',
    rules: 'rows',
    heldOut: 'none',
    questions,
    open: (database) => {
      const script = readFileSync(join(folder, `${database}.sql`), 'utf8');
      return servers.open(database, { scripts: [script], timeoutMs });
    },
    close: () => servers.close(),
  };
}

function toQuestion(item: z.infer<typeof Item>, at: number): GoldQuestion {
  return {
    id: `${item.database}-${at}`,
    database: item.database,
    language: 'en',
    question: item.question,
    sql: [item.query],
    expected: 'answer',
    difficulty: spiderHardness(item.query),
    tags: [],
    ordered: isOrdered(item.query),
    mayScale: false,
  };
}
