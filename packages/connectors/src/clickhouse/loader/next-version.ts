import { AiEtlError } from '@ai-etl/core';
import { workTableName } from '../../kit/staging-name.ts';
import { quoteName, quoteNames, quoteTable, type TableName } from '../quote.ts';
import { alterTable, isAltered } from './alter-table.ts';
import { compareContent, readContent, type Content } from './content.ts';
import { beginHistory, fillHistory } from './history.ts';
import { isSetApart } from './quarantine.ts';
import { requireKeys } from './require-keys.ts';
import type { StagingParts } from './staging.ts';
import { countRows, dropTable, type FoundTable } from './tables.ts';

/** A table that will be the target after one EXCHANGE. */
export interface NextVersion {
  readonly table: TableName;
  readonly changes: { readonly updatedRows?: string; readonly deletedRows?: string };
  /**
   * Adds what has to be added at the very last, right before the EXCHANGE. Answers the content of
   * the target that the next version holds; null when it replaces whatever is there.
   */
  complete(): Promise<Content | null>;
}

const CLONE_ATTEMPTS = 5;

/** Builds what the target shall be: replace is the staging table itself, else a clone of the target. */
export async function buildNextVersion(
  parts: StagingParts,
  current: FoundTable | undefined,
  signal: AbortSignal,
): Promise<NextVersion> {
  const { write, key } = parts.request;
  if (write.mode === 'merge' || write.mode === 'scd2') await requireKeys(parts, signal);
  if (write.mode === 'scd2') return buildHistory(parts, current, signal);
  if (current === undefined || write.mode === 'replace') {
    // Rows that others added meanwhile are replaced too: that is what replace means.
    return { table: parts.staging, changes: {}, complete: async () => null };
  }
  const table = { database: parts.target.database, name: workTableName('nxt', key) };
  // An altered clone can take the staged parts only when the target's are in it already.
  if (write.mode === 'merge' || isAltered(parts.request.plan)) {
    const content = await cloneTarget(parts, table, signal);
    await alterTable(parts, table, signal);
    const changes = write.mode === 'merge' ? await makeRoom(parts, table, signal) : {};
    await attachAll(parts, { from: parts.staging, to: table, signal });
    return { table, changes, complete: async () => content };
  }
  await createLike(parts, { like: parts.target, table }, signal);
  // The clone comes last: the less time passes, the less others can do in between.
  const complete = async (): Promise<Content> => {
    for (let attempt = 0; attempt < CLONE_ATTEMPTS; attempt += 1) {
      const content = await attachTarget(parts, table);
      if (content !== undefined) return content;
      await emptyTable(parts, table);
      await attachAll(parts, { from: parts.staging, to: table, signal: undefined });
    }
    throw busyError(parts);
  };
  await attachAll(parts, { from: parts.staging, to: table, signal });
  return { table, changes: {}, complete };
}

/** scd2: every version is written anew, since ending one changes its row. */
async function buildHistory(
  parts: StagingParts,
  current: FoundTable | undefined,
  signal: AbortSignal,
): Promise<NextVersion> {
  const { client, target, staging, request } = parts;
  const table = { database: target.database, name: workTableName('nxt', request.key) };
  if (current === undefined) {
    await createLike(parts, { like: staging, table }, signal);
    await beginHistory(parts, table, signal);
    return { table, changes: {}, complete: async () => null };
  }
  for (let attempt = 0; attempt < CLONE_ATTEMPTS; attempt += 1) {
    await createLike(parts, { like: target, table }, signal);
    await alterTable(parts, table, signal);
    const before = await readContent(client, target, signal);
    if (before.isMutating) continue;
    const changes = await fillHistory(parts, table, signal);
    const content = await readContent(client, target, signal);
    const change = compareContent(before, content);
    if (change.kind === 'changed' || change.parts.length > 0) continue;
    return { table, changes, complete: async () => content };
  }
  throw busyError(parts);
}

/** Clones the target; answers its content, which is surely the clone's. */
async function cloneTarget(
  parts: StagingParts,
  table: TableName,
  signal: AbortSignal,
): Promise<Content> {
  for (let attempt = 0; attempt < CLONE_ATTEMPTS; attempt += 1) {
    await createLike(parts, { like: parts.target, table }, signal);
    const content = await attachTarget(parts, table, signal);
    if (content !== undefined) return content;
  }
  throw busyError(parts);
}

async function createLike(
  { client, target }: StagingParts,
  { like, table }: { readonly like: TableName; readonly table: TableName },
  signal: AbortSignal,
): Promise<void> {
  await dropTable(client, table, signal);
  await client.command(`CREATE TABLE ${quoteTable(table)} AS ${quoteTable(like)}`, {
    signal,
    doing: 'publish',
    object: `${target.database}.${target.name}`,
  });
}

/** Attaches the target's rows; undefined when others changed them meanwhile. */
async function attachTarget(
  parts: StagingParts,
  table: TableName,
  signal?: AbortSignal,
): Promise<Content | undefined> {
  const { client, target } = parts;
  const before = await readContent(client, target, signal);
  if (before.isMutating) return undefined;
  await attachAll(parts, { from: target, to: table, signal });
  const after = await readContent(client, target, signal);
  const change = compareContent(before, after);
  return change.kind === 'added' && change.parts.length === 0 ? after : undefined;
}

/** Hard links: no row is copied. */
async function attachAll(
  { client, target }: StagingParts,
  {
    from,
    to,
    signal,
  }: { readonly from: TableName; readonly to: TableName; readonly signal: AbortSignal | undefined },
): Promise<void> {
  await client.command(
    `ALTER TABLE ${quoteTable(to)} ATTACH PARTITION ALL FROM ${quoteTable(from)}`,
    { signal, doing: 'publish', object: `${target.database}.${target.name}` },
  );
}

function busyError({ target }: StagingParts): AiEtlError {
  return new AiEtlError(
    'TARGET_CONFLICT',
    `Others insert into or change ${target.database}.${target.name} all the time; it could not be cloned. Nothing was published.`,
  );
}

/** Deletes what the staged rows replace, and with on_delete what the source no longer has. */
async function makeRoom(
  parts: StagingParts,
  table: TableName,
  signal: AbortSignal,
): Promise<NextVersion['changes']> {
  const { client, staging, request } = parts;
  const options = { signal, doing: 'merge' };
  const keys = quoteNames(request.write.keys);
  const matches = `(${keys}) IN (SELECT ${keys} FROM ${quoteTable(staging)})`;
  const before = await countRows(client, table, signal);
  await client.command(`DELETE FROM ${quoteTable(table)} WHERE ${matches}`, options);
  const kept = await countRows(client, table, signal);
  const updatedRows = (before - kept).toString();
  if (request.write.on_delete === 'keep') return { updatedRows, deletedRows: '0' };
  const apart = isSetApart(parts, quoteName);
  if (apart === undefined) {
    await emptyTable({ client }, table, signal);
    return { updatedRows, deletedRows: kept.toString() };
  }
  await client.command(`DELETE FROM ${quoteTable(table)} WHERE NOT ${apart}`, options);
  const left = await countRows(client, table, signal);
  return { updatedRows, deletedRows: (kept - left).toString() };
}

async function emptyTable(
  { client }: Pick<StagingParts, 'client'>,
  table: TableName,
  signal?: AbortSignal,
): Promise<void> {
  await client.command(`TRUNCATE TABLE ${quoteTable(table)}`, {
    signal,
    doing: 'publish',
    settings: { max_table_size_to_drop: '0' },
  });
}
