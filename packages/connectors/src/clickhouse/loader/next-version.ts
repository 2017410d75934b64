import { z } from 'zod';
import { AiEtlError } from '@ai-etl/core';
import { workTableName } from '../../kit/staging-name.ts';
import type { ClickhouseClient } from '../client.ts';
import { quoteNames, quoteTable, quoteText, type TableName } from '../quote.ts';
import type { StagingParts } from './staging.ts';
import { countRows, dropTable, type FoundTable } from './tables.ts';

/** A table that will be the target after one EXCHANGE. */
export interface NextVersion {
  readonly table: TableName;
  readonly changes: { readonly updatedRows?: string; readonly deletedRows?: string };
  /**
   * Moves rows that others inserted into the old table after it was cloned; false when they cannot
   * be told apart any more.
   */
  adoptNewRows(old: TableName): Promise<boolean>;
}

const PartRow = z.object({
  name: z.string(),
  partition_id: z.string(),
  min: z.string(),
  max: z.string(),
});
type Part = z.infer<typeof PartRow>;

/** Highest block number by partition id: inserts count it up, merges keep it. */
type LastBlocks = ReadonlyMap<string, bigint>;

const CLONE_ATTEMPTS = 5;

/** Builds what the target shall be: replace is the staging table itself, else a clone of the target. */
export async function buildNextVersion(
  parts: StagingParts,
  current: FoundTable | undefined,
  signal: AbortSignal,
): Promise<NextVersion> {
  const { write } = parts.request;
  if (write.mode === 'merge') await requireKeys(parts, signal);
  if (current === undefined || write.mode === 'replace') {
    // Rows that others added meanwhile are replaced too: that is what replace means.
    return { table: parts.staging, changes: {}, adoptNewRows: async () => true };
  }
  return cloneAndAdd(parts, signal);
}

async function cloneAndAdd(parts: StagingParts, signal: AbortSignal): Promise<NextVersion> {
  const { client, target, staging, request } = parts;
  const table = { database: target.database, name: workTableName('nxt', request.key) };
  const options = { signal, doing: 'publish', object: `${target.database}.${target.name}` };
  const lastBlocks = await cloneTarget(parts, table, signal);
  const changes = request.write.mode === 'merge' ? await makeRoom(parts, table, signal) : {};
  await client.command(
    `ALTER TABLE ${quoteTable(table)} ATTACH PARTITION ALL FROM ${quoteTable(staging)}`,
    options,
  );
  return {
    table,
    changes,
    adoptNewRows: (old) =>
      adoptNewRows({ client, target, lastBlocks, mode: request.write.mode }, old),
  };
}

/** Clones the target; answers the last block of each partition that is surely in the clone. */
async function cloneTarget(
  { client, target }: StagingParts,
  table: TableName,
  signal: AbortSignal,
): Promise<LastBlocks> {
  const options = { signal, doing: 'publish', object: `${target.database}.${target.name}` };
  for (let attempt = 0; attempt < CLONE_ATTEMPTS; attempt += 1) {
    await dropTable(client, table, signal);
    await client.command(`CREATE TABLE ${quoteTable(table)} AS ${quoteTable(target)}`, options);
    const before = lastBlocksOf(await activeParts(client, target, signal));
    // Hard links: no row is copied.
    await client.command(
      `ALTER TABLE ${quoteTable(table)} ATTACH PARTITION ALL FROM ${quoteTable(target)}`,
      options,
    );
    const after = lastBlocksOf(await activeParts(client, target, signal));
    const isStill =
      before.size === after.size && [...after].every(([id, max]) => before.get(id) === max);
    if (isStill) return after;
  }
  throw new AiEtlError(
    'TARGET_CONFLICT',
    `Others insert into ${target.database}.${target.name} all the time; it could not be cloned. Nothing was published.`,
  );
}

function lastBlocksOf(parts: readonly Part[]): LastBlocks {
  const last = new Map<string, bigint>();
  for (const part of parts) {
    const max = BigInt(part.max);
    if (max > (last.get(part.partition_id) ?? -1n)) last.set(part.partition_id, max);
  }
  return last;
}

/** Deletes what the staged rows replace, and with on_delete what the source no longer has. */
async function makeRoom(
  { client, staging, request }: StagingParts,
  table: TableName,
  signal: AbortSignal,
): Promise<NextVersion['changes']> {
  const options = { signal, doing: 'merge' };
  const keys = quoteNames(request.write.keys);
  const matches = `(${keys}) IN (SELECT ${keys} FROM ${quoteTable(staging)})`;
  const before = await countRows(client, table, signal);
  await client.command(`DELETE FROM ${quoteTable(table)} WHERE ${matches}`, options);
  const kept = await countRows(client, table, signal);
  const updatedRows = (before - kept).toString();
  if (request.write.on_delete === 'keep') return { updatedRows, deletedRows: '0' };
  await client.command(`TRUNCATE TABLE ${quoteTable(table)}`, {
    ...options,
    settings: { max_table_size_to_drop: '0' },
  });
  return { updatedRows, deletedRows: kept.toString() };
}

/** Keys that repeat or hold NULL do not identify a row: VALUE_REJECTED. */
async function requireKeys(
  { client, staging, request }: StagingParts,
  signal: AbortSignal,
): Promise<void> {
  const { keys } = request.write;
  const anyNull = keys.map((key) => `${quoteNames([key])} IS NULL`).join(' OR ');
  const rows = await client.rows(
    `SELECT 'NULL' AS problem FROM ${quoteTable(staging)} WHERE ${anyNull} LIMIT 1
      UNION ALL
     SELECT 'repeated' AS problem FROM ${quoteTable(staging)} GROUP BY ${quoteNames(keys)} HAVING count() > 1 LIMIT 1`,
    z.object({ problem: z.string() }),
    { signal, doing: 'check the merge keys' },
  );
  const problem = rows[0]?.problem;
  if (problem === undefined) return;
  throw new AiEtlError(
    'VALUE_REJECTED',
    problem === 'NULL'
      ? `The merge keys (${keys.join(', ')}) hold NULL, which identifies no row. Nothing was published.`
      : `The merge keys (${keys.join(', ')}) repeat in the loaded rows, so they identify no single row. Remove duplicates first (dedupe), or choose other keys. Nothing was published.`,
  );
}

async function adoptNewRows(
  context: {
    readonly client: ClickhouseClient;
    readonly target: TableName;
    readonly lastBlocks: LastBlocks;
    readonly mode: string;
  },
  old: TableName,
): Promise<boolean> {
  const { client, target, lastBlocks } = context;
  const isNew = (block: string, part: Part): boolean =>
    BigInt(block) > (lastBlocks.get(part.partition_id) ?? -1n);
  const fresh = (await activeParts(client, old)).filter((part) => isNew(part.max, part));
  if (fresh.length === 0) return true;
  // A merge mixed old and new rows, or merging by key would have to look at the new ones.
  if (context.mode === 'merge' || fresh.some((part) => !isNew(part.min, part))) return false;
  const names = fresh.map((part) => quoteText(part.name)).join(', ');
  await client.command(
    `INSERT INTO ${quoteTable(target)} SELECT * FROM ${quoteTable(old)} WHERE _part IN (${names})`,
    { doing: 'keep rows that others inserted' },
  );
  return true;
}

async function activeParts(
  client: ClickhouseClient,
  table: TableName,
  signal?: AbortSignal,
): Promise<readonly Part[]> {
  return client.rows(
    `SELECT name, partition_id, toString(min_block_number) AS min, toString(max_block_number) AS max
       FROM system.parts WHERE active AND database = ${quoteText(table.database)} AND table = ${quoteText(table.name)}`,
    PartRow,
    { signal, doing: 'look at the parts of a table' },
  );
}
