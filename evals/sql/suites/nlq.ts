import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonLines } from '../../text/json-lines.ts';
import { makeDuckdbDatabases } from './duckdb-databases.ts';
import { startPostgresDatabases } from './postgres-databases.ts';
import type { GoldQuestion, SqlSuite, SuiteOptions } from './suite.ts';

export const nlqFile = 'questions.jsonl';

const Item = z.looseObject({
  id: z.string(),
  lang: z.string().default('en'),
  question: z.string(),
  sql: z.string().nullable(),
  alt_sql: z.array(z.string()).default([]),
  expect: z.string().optional(),
  difficulty: z.string().optional(),
  tags: z.array(z.string()).default([]),
  ordered: z.boolean().default(false),
});

/** A folder with `schema.sql`, `data.sql` and `questions.jsonl`; loaded into PostgreSQL or DuckDB on the day of the run. */
export async function openNlq({
  folder,
  timeoutMs,
  home,
  engine,
}: SuiteOptions): Promise<SqlSuite> {
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const questions = readJsonLines(read(nlqFile), Item).map(toQuestion);
  const schemaDdl = read('schema.sql');
  const servers = engine === 'duckdb' ? makeDuckdbDatabases() : await startPostgresDatabases(home);
  return {
    name: 'nlq',
    rules: 'nlq',
    isSplit: false,
    questions,
    open: (database) =>
      servers.open(database, { scripts: [schemaDdl, read('data.sql')], schemaDdl, timeoutMs }),
    close: () => servers.close(),
  };
}

function toQuestion(item: z.infer<typeof Item>): GoldQuestion {
  const isRatio = item.tags.some((tag) => /ratio|percent|share|rate/u.test(tag));
  return {
    id: item.id,
    database: 'nlq',
    language: item.lang,
    question: item.question,
    sql: item.sql === null ? [] : [item.sql, ...item.alt_sql],
    expected: item.sql === null ? (item.expect ?? 'clarify') : 'answer',
    difficulty: item.difficulty ?? 'none',
    ordered: item.ordered,
    mayScale: isRatio || (item.sql !== null && /\b100(?:\.0)?\s*\*|\*\s*100\b/u.test(item.sql)),
  };
}
