import { siblingName } from '../../kit/staging-name.ts';
import type { ClickhouseClient } from '../client.ts';
import { quoteTable, quoteText, type TableName } from '../quote.ts';
import { attachTable, compareContent, copyParts, readContent, settleTable } from './content.ts';
import { parseMarker } from './marker.ts';
import { parseSwapRecord, printSwapRecord, type SwapRecord } from './swap-record.ts';
import { dropSoon, dropTable, findTable, type FoundTable } from './tables.ts';

/** Writes down what is about to be swapped. */
export async function recordSwap(
  client: ClickhouseClient,
  staging: TableName,
  record: SwapRecord,
): Promise<void> {
  await client.command(
    `ALTER TABLE ${quoteTable(staging)} MODIFY COMMENT ${quoteText(printSwapRecord(record))}`,
    {
      doing: 'publish',
      object: `${staging.database}.${record.target}`,
      // A table may have thousands of parts.
      settings: { max_query_size: '268435456' },
    },
  );
}

/**
 * Finishes what a publisher that died at its swap left behind: rows that others inserted into the
 * table that was swapped out go to the target. After it, the `nxt` table beside this staging table
 * holds nothing that others need; what is in doubt is set aside, see setAside. May be repeated.
 */
export async function finishSwap(
  client: ClickhouseClient,
  staging: TableName,
  signal?: AbortSignal,
): Promise<void> {
  const record = parseSwapRecord((await findTable(client, staging, signal))?.comment ?? '');
  if (record === undefined) return;
  const { database } = staging;
  const left = { database, name: siblingName(staging.name, 'nxt') };
  const found = await findDetached(client, left);
  const isSwappedOut = found?.uuid === record.old;
  // Neither of both: a clone that was built anew and not swapped yet.
  if (!isSwappedOut && found?.uuid !== record.next) return;
  if (isSwappedOut) await settleTable(client, left);
  const before = isSwappedOut ? record.cloned : record.own;
  const change = compareContent(before, await readContent(client, left));
  if (change.kind === 'added' && change.parts.length === 0) return;
  const target = { database, name: record.target };
  if (isSwappedOut && change.kind === 'added' && (await isLatest(client, target, record))) {
    await adoptParts(client, change.parts, { from: left, to: target });
  } else {
    await setAside(client, left);
  }
}

/** Drops a staging table and the next version built from it. */
export async function dropWork(
  client: ClickhouseClient,
  staging: TableName,
  signal?: AbortSignal,
): Promise<void> {
  await finishSwap(client, staging, signal);
  // The staging table last: it holds the record.
  await dropTable(client, { ...staging, name: siblingName(staging.name, 'nxt') }, signal);
  await dropTable(client, { ...staging, name: siblingName(staging.name, 'lnd') }, signal);
  await dropTable(client, staging, signal);
}

/**
 * Moves rows of a table that was swapped out to the target. It is set aside first: of two that try,
 * one succeeds, and after a crash half-way nobody copies the rows a second time.
 */
export async function adoptParts(
  client: ClickhouseClient,
  names: readonly string[],
  { from, to }: { readonly from: TableName; readonly to: TableName },
): Promise<void> {
  if (names.length === 0) return;
  const aside = await setAside(client, from);
  await copyParts(client, names, { from: aside, to });
  await dropSoon(client, aside);
}

/**
 * Renames a `nxt` table to `old`, which no sweep drops: it may hold rows of others that are nowhere
 * else, so a person decides.
 */
export async function setAside(client: ClickhouseClient, table: TableName): Promise<TableName> {
  const aside = { database: table.database, name: siblingName(table.name, 'old') };
  await client.command(`RENAME TABLE ${quoteTable(table)} TO ${quoteTable(aside)}`, {
    doing: 'keep rows that others inserted',
  });
  return aside;
}

/** Finds a table also when its publisher died while settleTable had it detached. */
async function findDetached(
  client: ClickhouseClient,
  table: TableName,
): Promise<FoundTable | undefined> {
  const found = await findTable(client, table);
  if (found !== undefined) return found;
  await attachTable(client, table).catch(() => undefined);
  return findTable(client, table);
}

/** True as long as nobody else published after this swap. */
async function isLatest(
  client: ClickhouseClient,
  target: TableName,
  { runId, step }: SwapRecord,
): Promise<boolean> {
  const found = await findTable(client, target);
  const last = parseMarker(found?.comment ?? '').publications.at(-1);
  return last?.runId === runId && last.step === step;
}
