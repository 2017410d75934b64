import { AiEtlError } from '@ai-etl/core';
import { timeShell } from './shell.ts';
import { benchTable } from './source-table.ts';

export interface ClickHouseAddress {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** The best hand-written way: `psql COPY text | curl` into a table that is there. Seconds. */
export async function timeRawPipe(postgresUrl: string, target: ClickHouseAddress): Promise<number> {
  await clickhouse(target, 'DROP TABLE IF EXISTS bench_pipe SYNC');
  await clickhouse(
    target,
    `CREATE TABLE bench_pipe (id Int64, customer_id Nullable(Int32), status Nullable(String),
       channel Nullable(String), amount Nullable(Decimal(12, 2)), quantity Nullable(Int32),
       created_at Nullable(DateTime64(6)), paid Nullable(Bool), note Nullable(String))
     ENGINE = MergeTree ORDER BY id`,
  );
  const query = encodeURIComponent('INSERT INTO bench_pipe FORMAT TabSeparated');
  const seconds = await timeShell(
    `psql "$PG" -qAtX -c "COPY ${benchTable} TO STDOUT" | ` +
      `curl -sS --fail-with-body -u "$CH_USER:$CH_PASSWORD" -H 'Expect:' -T - -X POST "$CH_URL/?database=$CH_DATABASE&query=${query}"`,
    {
      PG: postgresUrl,
      CH_USER: target.user,
      CH_PASSWORD: target.password,
      CH_URL: target.url,
      CH_DATABASE: target.database,
    },
  );
  await clickhouse(target, 'DROP TABLE IF EXISTS bench_pipe SYNC');
  return seconds;
}

/** What the source can give at most: `psql COPY` to nowhere. Seconds. */
export function timeCopyToNull(postgresUrl: string): Promise<number> {
  return timeShell(`psql "$PG" -qAtX -c "COPY ${benchTable} TO STDOUT" > /dev/null`, {
    PG: postgresUrl,
  });
}

/** Runs one statement; throws QUERY_FAILED with ClickHouse's words. */
export async function clickhouse(target: ClickHouseAddress, sql: string): Promise<string> {
  const response = await fetch(`${target.url}/?database=${target.database}`, {
    method: 'POST',
    body: sql,
    headers: { 'X-ClickHouse-User': target.user, 'X-ClickHouse-Key': target.password },
  });
  const text = await response.text();
  if (!response.ok) throw new AiEtlError('QUERY_FAILED', text.slice(0, 500));
  return text;
}
