import { AiEtlError } from '@ai-etl/core';
import { clickhouse } from '../raw-pipe.ts';
import { timeShell } from '../shell.ts';
import type { RouteWorld } from './route-case.ts';

/** Sends what it reads to ClickHouse, whose statement is `$INSERT`, encoded. */
export const toClickHouse = `curl -sS --fail-with-body -u "$CH_USER:$CH_PASSWORD" -H 'Expect:' -T - -X POST "$CH_URL/?database=$CH_DATABASE&query=$INSERT"`;

/** The rows of `$SELECT`, encoded, from ClickHouse. */
export const fromClickHouse = `curl -sS --fail-with-body -u "$CH_USER:$CH_PASSWORD" "$CH_URL/?database=$CH_DATABASE&query=$SELECT"`;

/** Times a script that fills a fresh table by hand, which must then hold all the rows. */
export async function timeByHand(
  world: RouteWorld,
  way: {
    readonly columns: string;
    readonly script: string;
    /** Statement for the rows that come in, INTO {table}. */
    readonly insert: string;
    readonly select?: string;
    readonly environment?: Readonly<Record<string, string>>;
  },
): Promise<number> {
  const target = world.servers.clickhouse;
  const table = 'bench_by_hand';
  await clickhouse(target, `DROP TABLE IF EXISTS ${table} SYNC`);
  await clickhouse(target, `CREATE TABLE ${table} (${way.columns}) ENGINE = MergeTree ORDER BY id`);
  const seconds = await timeShell(way.script, {
    CH_USER: target.user,
    CH_PASSWORD: target.password,
    CH_URL: target.url,
    CH_DATABASE: target.database,
    INSERT: encodeURIComponent(way.insert.replace('{table}', table)),
    SELECT: encodeURIComponent(way.select ?? ''),
    ...way.environment,
  });
  const rows = (await clickhouse(target, `SELECT count() FROM ${table}`)).trim();
  await clickhouse(target, `DROP TABLE IF EXISTS ${table} SYNC`);
  if (rows === String(world.rows)) return seconds;
  throw new AiEtlError('QUERY_FAILED', `By hand ${rows} of ${world.rows} rows came through.`);
}
