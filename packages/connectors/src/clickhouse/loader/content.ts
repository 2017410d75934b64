import { z } from 'zod';
import type { ClickhouseClient } from '../client.ts';
import { quoteNames, quoteTable, quoteText, type TableName } from '../quote.ts';

/** What a table consists of at one moment: enough to tell later what others did to it. */
export interface Content {
  readonly parts: readonly Part[];
  /** Ids of mutations the server still remembers: ALTER DELETE and UPDATE, DELETE FROM. */
  readonly mutations: ReadonlySet<string>;
  /** True while a mutation has not reached every part: what is read now is not yet what counts. */
  readonly isMutating: boolean;
}

const PartRow = z.object({
  name: z.string(),
  partition: z.string(),
  min: z.coerce.bigint(),
  max: z.coerce.bigint(),
  isEmpty: z.boolean(),
});
type Part = z.infer<typeof PartRow>;

const NameRow = z.object({ name: z.string() });
const MutationRow = z.object({ id: z.string(), isDone: z.boolean() });

/** Looks at the parts and mutations of a MergeTree table. */
export async function readContent(
  client: ClickhouseClient,
  table: TableName,
  signal?: AbortSignal,
): Promise<Content> {
  const where = `database = ${quoteText(table.database)} AND table = ${quoteText(table.name)}`;
  // Mutations first: one that comes in between is then at least seen by its parts.
  const mutations = await client.rows(
    `SELECT mutation_id AS id, toBool(is_done) AS isDone FROM system.mutations WHERE ${where}`,
    MutationRow,
    { signal, doing: 'look at the mutations of a table' },
  );
  const parts = await client.rows(
    `SELECT name, partition_id AS partition, toString(min_block_number) AS min,
            toString(max_block_number) AS max, toBool(rows = 0) AS isEmpty
       FROM system.parts WHERE active AND ${where}`,
    PartRow,
    { signal, doing: 'look at the parts of a table' },
  );
  return {
    parts,
    mutations: new Set(mutations.map((one) => one.id)),
    isMutating: mutations.some((one) => !one.isDone),
  };
}

/** `added`: names of parts with rows that came since. `changed`: old rows are not what they were. */
export type ContentChange =
  { readonly kind: 'added'; readonly parts: readonly string[] } | { readonly kind: 'changed' };

/**
 * What happened between two looks. Inserts count block numbers up, merges keep them. Rows that were
 * deleted, updated, truncated, or merged together with new ones are a change. Pure.
 */
export function compareContent(before: Content, after: Content): ContentChange {
  const changed = { kind: 'changed' } as const;
  if (after.isMutating || [...after.mutations].some((id) => !before.mutations.has(id))) {
    return changed;
  }
  const known = new Set(before.parts.map((part) => part.name));
  const last = new Map<string, bigint>();
  for (const { partition, max } of before.parts) {
    if (max > (last.get(partition) ?? -1n)) last.set(partition, max);
  }
  const isThere = (part: Part): boolean =>
    after.parts.some(
      (one) =>
        one.partition === part.partition &&
        one.min <= part.min &&
        one.max >= part.max &&
        !one.isEmpty,
    );
  if (!before.parts.every((part) => part.isEmpty || isThere(part))) return changed;
  const fresh = after.parts.filter((part) => part.max > (last.get(part.partition) ?? -1n));
  const isMixed = (part: Part): boolean => part.min <= (last.get(part.partition) ?? -1n);
  // Patch parts change rows of other parts.
  const isPatch = (part: Part): boolean => part.partition.startsWith('patch-');
  if (fresh.some(isMixed) || after.parts.some((part) => isPatch(part) && !known.has(part.name))) {
    return changed;
  }
  return { kind: 'added', parts: fresh.filter((part) => !part.isEmpty).map((part) => part.name) };
}

/** Copies the rows of some parts into another table, which has at least the same columns. */
export async function copyParts(
  client: ClickhouseClient,
  names: readonly string[],
  { from, to }: { readonly from: TableName; readonly to: TableName },
): Promise<void> {
  if (names.length === 0) return;
  const columns = await client.rows(
    `SELECT name FROM system.columns
      WHERE database = ${quoteText(from.database)} AND table = ${quoteText(from.name)}
        AND default_kind IN ('', 'DEFAULT') ORDER BY position`,
    NameRow,
    { doing: 'look at the columns of a table' },
  );
  const list = quoteNames(columns.map((one) => one.name));
  await client.command(
    `INSERT INTO ${quoteTable(to)} (${list}) SELECT ${list} FROM ${quoteTable(from)} WHERE _part IN (${names.map(quoteText).join(', ')})`,
    { doing: 'keep rows that others inserted' },
  );
}

/**
 * Waits for every statement that has the table open, such as an INSERT that began before the table
 * was swapped out and that will store its rows only later.
 */
export async function settleTable(client: ClickhouseClient, table: TableName): Promise<void> {
  await client.command(`DETACH TABLE ${quoteTable(table)} SYNC`, {
    doing: 'wait for others who insert',
  });
  await attachTable(client, table);
}

/** Attaches a table that settleTable has detached. */
export async function attachTable(client: ClickhouseClient, table: TableName): Promise<void> {
  await client.command(`ATTACH TABLE ${quoteTable(table)}`, {
    doing: 'wait for others who insert',
  });
}

/**
 * The next version does not merge until it is the target for good, so that rows others insert into
 * it stay apart from its own. Best effort: it takes the privilege SYSTEM MERGES.
 */
export async function pauseMerges(client: ClickhouseClient, table: TableName): Promise<void> {
  await client.command(`SYSTEM STOP MERGES ${quoteTable(table)}`).catch(() => undefined);
}

/** Also heals what a worker left that died while merges paused; a restart of the server does too. */
export async function resumeMerges(client: ClickhouseClient, table: TableName): Promise<void> {
  await client.command(`SYSTEM START MERGES ${quoteTable(table)}`).catch(() => undefined);
}
