import { AiEtlError, invariant, type Publication, type PublishRequest } from '@ai-etl/core';
import { throwIfCancelled } from '../../kit/cancelled.ts';
import { hasQuarantine } from '../../kit/quarantine/misfits.ts';
import { quarantinedOf } from '../../kit/quarantine/quarantined-of.ts';
import { workTableName } from '../../kit/staging-name.ts';
import type { ClickhouseClient } from '../client.ts';
import { quoteTable, quoteText, type TableName } from '../quote.ts';
import { isAltered } from './alter-table.ts';
import {
  compareContent,
  copyParts,
  pauseMerges,
  readContent,
  resumeMerges,
  settleTable,
  type Content,
} from './content.ts';
import { adoptParts, dropWork, finishSwap, recordSwap, setAside } from './finish-swap.ts';
import { findPublication, parseMarker, printMarker } from './marker.ts';
import { buildNextVersion, type NextVersion } from './next-version.ts';
import { forgetMisfits, keepMisfits, splitLanding } from './quarantine.ts';
import type { StagingParts } from './staging.ts';
import { countRows, dropSoon, dropTable, findTable, type FoundTable } from './tables.ts';

/**
 * Publishes staged rows: the next version of the table is built beside the current one, its comment
 * records the publication, and one EXCHANGE TABLES makes it the target. So the swap and its record
 * are one atomic act, and a crash leaves either the old or the new table.
 */
export async function publishStaging(
  parts: StagingParts,
  { expectedRows, fence, signal }: PublishRequest,
): Promise<Publication> {
  const { client, target, staging, request } = parts;
  // An earlier call may have swapped without hearing of it.
  await finishSwap(client, staging, signal);
  const current = await findTable(client, target, signal);
  const before = current === undefined ? null : findPublication(current.comment, request.key);
  if (before !== null) {
    await dropWork(client, staging, signal);
    return before;
  }
  await requireRows(parts, expectedRows, signal);
  const { next, publication } = await prepare(parts, current, { expectedRows, fence, signal });
  // From here on nothing is cancelled half-way.
  if (current === undefined) {
    await client.command(`RENAME TABLE ${quoteTable(next.table)} TO ${quoteTable(target)}`, {
      doing: 'publish',
      object: `${target.database}.${target.name}`,
    });
    if (next.table.name !== staging.name) await dropSoon(client, staging);
    if (parts.landing !== staging) await dropSoon(client, parts.landing);
    return publication;
  }
  await swap(parts, next, current).catch(async (error: unknown) => {
    if (error instanceof AiEtlError && error.code === 'TARGET_CONFLICT') await takeBack(parts);
    throw error;
  });
  if (parts.landing !== staging) await dropSoon(client, parts.landing);
  return publication;
}

/** Everything up to the point of no return. Leaves no clone behind when it fails. */
async function prepare(
  parts: StagingParts,
  current: FoundTable | undefined,
  { expectedRows, fence, signal }: PublishRequest,
): Promise<{ readonly next: NextVersion; readonly publication: Publication }> {
  const { key, write, plan } = parts.request;
  try {
    const apart = hasQuarantine(plan) ? await splitLanding(parts, expectedRows, signal) : undefined;
    const next = await buildNextVersion(parts, current, signal);
    const publication: Publication = {
      runId: key.runId,
      step: key.step,
      rows: expectedRows.toString(),
      mode: write.mode,
      attempt: key.attempt,
      publishedAt: new Date().toISOString(),
      ...next.changes,
      ...quarantinedOf(apart?.toString() ?? null, parts.target.database),
    };
    await writeMarker(parts, next.table, { current, publication }, signal);
    throwIfCancelled(signal);
    await fence();
    if (apart !== undefined && apart > 0n) await keepMisfits(parts);
    return { next, publication };
  } catch (error) {
    await dropClone(parts).catch(() => undefined);
    throw error;
  }
}

/** Forgets the rows set apart for a swap that did not last, unless another attempt has published. */
async function takeBack(parts: StagingParts): Promise<void> {
  const found = await findTable(parts.client, parts.target).catch(() => undefined);
  if (found === undefined || findPublication(found.comment, parts.request.key) !== null) return;
  await forgetMisfits(parts).catch(() => undefined);
}

/** Not to be called while the clone's name may hold the table that was swapped out. */
async function dropClone({ client, target, request }: StagingParts): Promise<void> {
  const name = workTableName('nxt', request.key);
  await dropTable(client, { database: target.database, name });
}

async function requireRows(
  { client, landing }: StagingParts,
  expectedRows: bigint,
  signal: AbortSignal,
): Promise<void> {
  const staged = await countRows(client, landing, signal);
  if (staged === expectedRows) return;
  throw new AiEtlError(
    'RECEIPT_MISMATCH',
    `The staging table ${landing.database}.${landing.name} holds ${staged} rows, ${expectedRows} were expected. Nothing was published.`,
  );
}

async function writeMarker(
  { client, target }: StagingParts,
  table: TableName,
  content: { readonly current: FoundTable | undefined; readonly publication: Publication },
  signal: AbortSignal,
): Promise<void> {
  const { comment, publications } = parseMarker(content.current?.comment ?? '');
  const text = printMarker({ comment, publications: [...publications, content.publication] });
  await client.command(`ALTER TABLE ${quoteTable(table)} MODIFY COMMENT ${quoteText(text)}`, {
    signal,
    doing: 'publish',
    object: `${target.database}.${target.name}`,
  });
}

/** Swaps, then looks at what was swapped out: was it still the table that `next` was built from? */
async function swap(parts: StagingParts, next: NextVersion, current: FoundTable): Promise<void> {
  const { client, target, staging, request } = parts;
  const conflict = new AiEtlError(
    'TARGET_CONFLICT',
    `${target.database}.${target.name} was changed by somebody else while it was being published. The change was kept, nothing was published.`,
  );
  const { cloned, own } = await lastLook().catch(async (error: unknown) => {
    await dropClone(parts).catch(() => undefined);
    throw error;
  });
  const exchange = `EXCHANGE TABLES ${quoteTable(next.table)} AND ${quoteTable(target)}`;
  const options = { doing: 'publish', object: `${target.database}.${target.name}` };
  await client.command(exchange, options);
  const isAsBuilt = isSame(await findTable(client, next.table), current);
  if (!isAsBuilt || !(await keepNewRows(client, cloned, { from: next.table, to: target }))) {
    await client.command(exchange, options);
    if (await giveBackRows(parts, own, { from: next.table, to: target })) await dropClone(parts);
    else await setAside(client, next.table);
    throw conflict;
  }
  if (own !== null) await resumeMerges(client, target);
  await dropSoon(client, next.table);
  await dropSoon(client, staging);

  async function lastLook(): Promise<{ cloned: Content | null; own: Content | null }> {
    const content = await next.complete();
    if (!isSame(await findTable(client, target), current)) throw conflict;
    if (content === null) return { cloned: null, own: null };
    await pauseMerges(client, next.table);
    const built = await findTable(client, next.table);
    invariant(built !== undefined, 'the next version was built');
    const own = await readContent(client, next.table);
    await recordSwap(client, staging, {
      runId: request.key.runId,
      step: request.key.step,
      target: target.name,
      old: current.uuid,
      next: built.uuid,
      cloned: content,
      own,
    });
    return { cloned: content, own };
  }
}

/**
 * Copies rows that others added to a table which was swapped out, also those of statements still
 * under way; false when they changed or removed rows, or new rows cannot be told from old ones.
 */
async function keepNewRows(
  client: ClickhouseClient,
  before: Content | null,
  tables: { readonly from: TableName; readonly to: TableName },
): Promise<boolean> {
  if (before === null) return true;
  // A first look costs little: the sooner the old table is back, the better.
  if (compareContent(before, await readContent(client, tables.from)).kind === 'changed')
    return false;
  await settleTable(client, tables.from);
  const change = compareContent(before, await readContent(client, tables.from));
  if (change.kind === 'changed') return false;
  await adoptParts(client, change.parts, tables);
  return true;
}

/** Copies rows that others inserted into the next version before it was swapped back. */
async function giveBackRows(
  { client, request }: StagingParts,
  own: Content | null,
  tables: { readonly from: TableName; readonly to: TableName },
): Promise<boolean> {
  if (own === null) return true;
  const early = await readContent(client, tables.from);
  const first = compareContent(own, early);
  if (first.kind === 'changed') return false;
  // The old table may not hold what they wrote into a new column.
  if (first.parts.length > 0 && isAltered(request.plan)) return false;
  await copyParts(client, first.parts, tables);
  // Draining makes it merge again, so only what comes late is at the mercy of that.
  await settleTable(client, tables.from);
  const second = compareContent(early, await readContent(client, tables.from));
  if (second.kind === 'changed') return false;
  if (second.parts.length > 0 && isAltered(request.plan)) return false;
  await copyParts(client, second.parts, tables);
  return true;
}

function isSame(found: FoundTable | undefined, current: FoundTable): boolean {
  return (
    found?.uuid === current.uuid &&
    found.comment === current.comment &&
    found.shape === current.shape
  );
}
