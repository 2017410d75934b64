import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureConnection } from '../connections.ts';
import { timeShell } from '../shell.ts';
import { benchTable } from '../source-table.ts';
import type { RouteWorld } from './route-case.ts';

/** Runs `$1` of bash in DuckDB, by hand. */
export const duckdb = '"$NODE" "$DUCKDB"';

/** What `duckdb` reads. */
export const duckdbEnvironment: Readonly<Record<string, string>> = {
  NODE: process.execPath,
  DUCKDB: fileURLToPath(new URL('run-duckdb.ts', import.meta.url)),
};

/** Columns of the files, as DuckDB spells their types. */
export const fileColumns = `{'id': 'BIGINT', 'customer_id': 'INTEGER', 'status': 'VARCHAR', 'channel': 'VARCHAR',
  'amount': 'DECIMAL(12,2)', 'quantity': 'INTEGER', 'created_at': 'TIMESTAMP', 'paid': 'BOOLEAN', 'note': 'VARCHAR'}`;

/** The table as a file of that ending below `world.files`, made unless it is there. Its name. */
export async function benchFile(world: RouteWorld, ending: 'csv' | 'parquet'): Promise<string> {
  const name = `bench_orders_${world.rows}.${ending}`;
  const path = join(world.files, name);
  await mkdir(world.files, { recursive: true });
  const isThere = await stat(path).then(
    ({ size }) => size > 0,
    () => false,
  );
  if (isThere) return name;
  const rows = `psql "$PG" -qAtX -c "COPY (SELECT id, customer_id, status, channel, amount, quantity, created_at, CASE WHEN paid THEN 'true' ELSE 'false' END AS paid, note FROM ${benchTable}) TO STDOUT (FORMAT csv, HEADER)"`;
  const pack = `${duckdb} "COPY (SELECT * FROM read_csv('/dev/stdin', auto_detect = false, header = true, columns = ${fileColumns})) TO '$FILE.part' (FORMAT parquet, COMPRESSION zstd)"`;
  const script = ending === 'csv' ? `${rows} > "$FILE.part"` : `${rows} | ${pack}`;
  await timeShell(`${script} && mv "$FILE.part" "$FILE"`, {
    ...duckdbEnvironment,
    PG: world.postgresUrl,
    FILE: path,
  });
  return name;
}

/** The connection to the folder. */
export async function filesConnection({ stack }: RouteWorld): Promise<string> {
  return await ensureConnection(stack, 'bench files', 'files', { root: '.' });
}
