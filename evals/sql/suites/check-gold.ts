import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonLines } from '../../text/json-lines.ts';
import type { QueryRunner, ResultRows, RunOutcome } from '../run/result.ts';
import { answersQuestion } from '../score/judge-rows.ts';
import { makeDuckdbDatabases } from './duckdb-databases.ts';
import { startPostgresDatabases } from './postgres-databases.ts';

const Item = z.object({
  id: z.string(),
  sql: z.string().nullable(),
  alt_sql: z.array(z.string()).default([]),
  wrong_sql: z.array(z.string()).default([]),
  ordered: z.boolean().default(false),
});

type Item = z.infer<typeof Item>;

export interface GoldRequest {
  readonly folder: string;
  /** `YYYY-MM-DD`, what CURRENT_DATE stands for, and its noon for CURRENT_TIMESTAMP, in data and queries. */
  readonly day: string;
  /** Where the bundled PostgreSQL keeps its data. */
  readonly home: string;
}

const timeoutMs = 20_000;

/**
 * What is amiss with the queries of a suite of our own, one line each: a right query that fails, brings nothing, or
 * brings other rows on DuckDB than on PostgreSQL; a query of `wrong_sql` that brings what a right one brings.
 */
export async function checkGold({ folder, day, home }: GoldRequest): Promise<readonly string[]> {
  const read = (file: string): string =>
    readFileSync(join(folder, file), 'utf8')
      .replaceAll('CURRENT_DATE', `DATE '${day}'`)
      .replaceAll('CURRENT_TIMESTAMP', `TIMESTAMP '${day} 12:00:00'`);
  const items = readJsonLines(read('questions.jsonl'), Item);
  const from = { scripts: [read('schema.sql'), read('data.sql')], timeoutMs };
  const [duckdb, postgres] = [makeDuckdbDatabases(), await startPostgresDatabases(home)];
  try {
    const [one, other] = [await postgres.open('gold', from), await duckdb.open('gold', from)];
    try {
      const troubles: string[] = [];
      for (const item of items) {
        troubles.push(...(await checkItem(item, [one.runner, other.runner])));
      }
      return troubles;
    } finally {
      await one.runner.close();
      await other.runner.close();
    }
  } finally {
    await duckdb.close();
    await postgres.close();
  }
}

async function checkItem(
  item: Item,
  [postgres, duckdb]: readonly [QueryRunner, QueryRunner],
): Promise<readonly string[]> {
  const troubles: string[] = [];
  const rights = item.sql === null ? [] : [item.sql, ...item.alt_sql];
  for (const sql of rights) {
    const [one, other] = [await postgres.run(sql), await duckdb.run(sql)];
    const trouble = troubleOf(one) ?? troubleOf(other) ?? differenceOf(item, sql, one, other);
    if (trouble !== null) troubles.push(`${item.id}: ${trouble}: ${sql}`);
  }
  for (const sql of item.wrong_sql) {
    const wrong = await postgres.run(sql);
    if (wrong.kind !== 'rows') troubles.push(`${item.id}: ${troubleOf(wrong) ?? ''}: ${sql}`);
    else if (await isRight({ item, rights, postgres }, wrong.result)) {
      troubles.push(`${item.id}: the wrong reading is not told from a right one: ${sql}`);
    }
  }
  return troubles;
}

function troubleOf(outcome: RunOutcome): string | null {
  if (outcome.kind === 'timed_out') return 'it takes too long';
  if (outcome.kind === 'failed') return outcome.message;
  const cells = outcome.result.rows.flat();
  return cells.every((cell) => cell === null || cell === 0) ? 'it brings nothing' : null;
}

function differenceOf(
  { ordered }: Item,
  sql: string,
  one: RunOutcome,
  other: RunOutcome,
): string | null {
  if (one.kind !== 'rows' || other.kind !== 'rows') return null;
  const gold = { sql, result: one.result, ordered, mayScale: false };
  return answersQuestion(gold, other.result) ? null : 'other rows on DuckDB';
}

async function isRight(
  {
    item,
    rights,
    postgres,
  }: {
    readonly item: Item;
    readonly rights: readonly string[];
    readonly postgres: QueryRunner;
  },
  result: ResultRows,
): Promise<boolean> {
  for (const sql of rights) {
    const gold = await postgres.run(sql);
    const { ordered } = item;
    if (
      gold.kind === 'rows' &&
      answersQuestion({ sql, result: gold.result, ordered, mayScale: false }, result)
    ) {
      return true;
    }
  }
  return false;
}
