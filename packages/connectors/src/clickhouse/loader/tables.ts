import { z } from 'zod';
import { AiEtlError } from '@ai-etl/core';
import { ownTablePrefix } from '../../kit/staging-name.ts';
import type { ClickhouseClient } from '../client.ts';
import { quoteTable, quoteText, type TableName } from '../quote.ts';

/** A table as system.tables shows it. */
export interface FoundTable {
  readonly uuid: string;
  readonly comment: string;
  readonly engine: string;
  /** Columns, keys and settings: equal as long as nobody alters the table. */
  readonly shape: string;
}

const FoundRow = z.object({
  uuid: z.string(),
  comment: z.string(),
  engine: z.string(),
  shape: z.string(),
});
const NameRow = z.object({ name: z.string() });
const EngineRow = z.object({ engine: z.string() });
const CountRow = z.object({ n: z.string() });

/** Looks a table up; undefined when there is none. */
export async function findTable(
  client: ClickhouseClient,
  table: TableName,
  signal?: AbortSignal,
): Promise<FoundTable | undefined> {
  const where = (column: string): string =>
    `database = ${quoteText(table.database)} AND ${column} = ${quoteText(table.name)}`;
  const [row] = await client.rows(
    `SELECT toString(uuid) AS uuid, comment, engine,
            engine_full || (SELECT toString(groupArray((name, type, default_kind, default_expression)))
                              FROM (SELECT * FROM system.columns WHERE ${where('table')} ORDER BY position)) AS shape
       FROM system.tables WHERE ${where('name')}`,
    FoundRow,
    { signal, doing: 'look a table up' },
  );
  return row;
}

/** Names of our own work tables in a database. */
export async function workTables(
  client: ClickhouseClient,
  database: string,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const rows = await client.rows(
    `SELECT name FROM system.tables
      WHERE database = ${quoteText(database)} AND startsWith(name, '${ownTablePrefix}') ORDER BY name`,
    NameRow,
    { signal, doing: 'list staging tables' },
  );
  return rows.map((row) => row.name);
}

/** Drops a table at once; gone already is fine. */
export async function dropTable(
  client: ClickhouseClient,
  table: TableName,
  signal?: AbortSignal,
): Promise<void> {
  await client.command(`DROP TABLE IF EXISTS ${quoteTable(table)} SYNC`, {
    signal,
    doing: 'drop a staging table',
    // Staging tables may be larger than the limit that guards against DROP by mistake.
    settings: { max_table_size_to_drop: '0', max_partition_size_to_drop: '0' },
  });
}

/** Drops a table that nobody needs any more, without waiting for its readers; a sweep tries again. */
export async function dropSoon(client: ClickhouseClient, table: TableName): Promise<void> {
  await client
    .command(`DROP TABLE IF EXISTS ${quoteTable(table)}`, {
      settings: { max_table_size_to_drop: '0', max_partition_size_to_drop: '0' },
    })
    .catch(() => undefined);
}

/** Exact number of rows. */
export async function countRows(
  client: ClickhouseClient,
  table: TableName,
  signal?: AbortSignal,
): Promise<bigint> {
  const [row] = await client.rows(
    `SELECT toString(count()) AS n FROM ${quoteTable(table)}`,
    CountRow,
    { signal, doing: 'count rows' },
  );
  return BigInt(row?.n ?? 0);
}

/** Throws OBJECT_NOT_FOUND or PLAN_INVALID unless tables of the database can be exchanged. */
export async function requireAtomic(
  client: ClickhouseClient,
  table: TableName,
  signal?: AbortSignal,
): Promise<void> {
  const [row] = await client.rows(
    `SELECT engine FROM system.databases WHERE name = ${quoteText(table.database)}`,
    EngineRow,
    { signal, doing: 'look a database up' },
  );
  if (row === undefined) {
    throw new AiEtlError(
      'OBJECT_NOT_FOUND',
      `There is no ClickHouse database ${table.database}, or ${client.settings.user} may not see it.`,
    );
  }
  if (row.engine === 'Atomic') return;
  throw new AiEtlError(
    'PLAN_INVALID',
    `The ClickHouse database ${table.database} has engine ${row.engine}. Loading swaps tables, which needs ENGINE = Atomic. Choose another database.`,
  );
}
