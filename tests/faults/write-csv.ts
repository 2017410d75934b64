import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { csvOf, type FaultCase } from './fault-case.ts';

/** The rows of a source table as a CSV file, which is there as a whole or not at all. */
export async function writeCsv(client: Client, one: FaultCase, folder: string): Promise<void> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT concat_ws(',', id, version, '"' || replace(payload, '"', '""') || '"',
       coalesce(amount::text, ''), to_char(happened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) AS line
     FROM ${one.sourceTable} ORDER BY id`,
  );
  const file = join(folder, csvOf(one));
  const lines = rows.map(({ line }) => `${line}\n`).join('');
  await writeFile(`${file}.part`, `id,version,payload,amount,happened_at\n${lines}`);
  await rename(`${file}.part`, file);
}
