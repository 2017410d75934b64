import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AiEtlError, messageOf } from '@ai-etl/core';
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

const markerFile = 'suite.json';

const Marker = z.strictObject({ heldOut: z.boolean() });

/**
 * A folder with `schema.sql`, `data.sql` and `questions.jsonl`; loaded into PostgreSQL or DuckDB on the day of the run.
 * `suite.json` with `{"heldOut": true}` holds it out.
 */
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
    name: basename(folder),
    rules: 'nlq',
    heldOut: isHeldOut(folder) ? 'all' : 'none',
    questions,
    open: (database) =>
      servers.open(database, { scripts: [schemaDdl, read('data.sql')], schemaDdl, timeoutMs }),
    close: () => servers.close(),
  };
}

function isHeldOut(folder: string): boolean {
  const file = join(folder, markerFile);
  if (!existsSync(file)) return false;
  try {
    return Marker.parse(JSON.parse(readFileSync(file, 'utf8'))).heldOut;
  } catch (error) {
    throw new AiEtlError('VALIDATION_ERROR', `"${file}" cannot be read: ${messageOf(error)}`, {
      details: [
        { field: 'heldOut', error: 'the file holds {"heldOut": true} or {"heldOut": false}' },
      ],
    });
  }
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
    tags: item.tags,
    ordered: item.ordered,
    mayScale: isRatio || (item.sql !== null && /\b100(?:\.0)?\s*\*|\*\s*100\b/u.test(item.sql)),
  };
}
