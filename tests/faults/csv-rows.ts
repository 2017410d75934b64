import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { tellClickHouse, type ClickHouseAddress } from './ask-clickhouse.ts';
import { csvOf, type FaultCase } from './fault-case.ts';

/** The rows of a source table as a CSV file, which is there as a whole or not at all. */
export async function writeCsv(client: Client, one: FaultCase, folder: string): Promise<void> {
  const file = join(folder, csvOf(one));
  const lines = await csvLines(client, one);
  await writeFile(`${file}.part`, `id,version,payload,amount,happened_at\n${lines}`);
  await rename(`${file}.part`, file);
}

/** The rows of a source table in a table of ClickHouse with the same name. */
export async function copyToClickHouse(
  client: Client,
  one: FaultCase,
  address: ClickHouseAddress,
): Promise<void> {
  const { sourceTable } = one;
  const lines = await csvLines(client, one);
  await tellClickHouse(
    address,
    `CREATE TABLE IF NOT EXISTS ${sourceTable} (id Int64, version Int32, payload String,
       amount Nullable(Decimal(12, 2)), happened_at DateTime64(6, 'UTC'))
     ENGINE = MergeTree ORDER BY id`,
  );
  await tellClickHouse(address, `TRUNCATE TABLE ${sourceTable}`);
  const insert = `INSERT INTO ${sourceTable} SETTINGS date_time_input_format = 'best_effort' FORMAT CSV`;
  await tellClickHouse(address, insert, lines);
}

async function csvLines(client: Client, { sourceTable }: FaultCase): Promise<string> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT concat_ws(',', id, version, '"' || replace(payload, '"', '""') || '"',
       coalesce(amount::text, ''), to_char(happened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) AS line
     FROM ${sourceTable} ORDER BY id`,
  );
  return rows.map(({ line }) => `${line}\n`).join('');
}
