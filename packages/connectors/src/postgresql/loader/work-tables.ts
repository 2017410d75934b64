import type pg from 'pg';
import type { ObjectName } from '@ai-etl/core';
import { chunkTablePrefix, ownTablePrefix } from '../../kit/staging-name.ts';
import { sqlStateOf } from '../errors.ts';
import { quoteObject } from '../quote.ts';

const LOCK_NOT_AVAILABLE = '55P03';

/** Names of staging tables in a schema. */
export async function workTables(client: pg.Client, schema: string): Promise<readonly string[]> {
  return (await ownTables(client, schema, `${ownTablePrefix}stg_`)).map(({ name }) => name);
}

/** Chunk tables of a schema with their comments, which record what they hold. */
export function findChunkTables(
  client: pg.Client,
  schema: string,
): Promise<readonly { readonly name: string; readonly comment: string }[]> {
  return ownTables(client, schema, chunkTablePrefix);
}

/**
 * Drops a table, after its chunks were taken out of it: they may be another attempt's by now. False
 * when somebody keeps it locked, such as the server process of a worker that vanished; a later sweep
 * tries again.
 */
export function dropUnlessLocked(client: pg.Client, table: ObjectName): Promise<boolean> {
  return unlessLocked(client, async () => {
    const { rows } = await client.query<{ child: string }>(
      'SELECT inhrelid::regclass::text AS child FROM pg_inherits WHERE inhparent = to_regclass($1)',
      [quoteObject(table)],
    );
    for (const { child } of rows) {
      await client.query(`ALTER TABLE ${child} NO INHERIT ${quoteObject(table)}`);
    }
    await client.query(`DROP TABLE IF EXISTS ${quoteObject(table)}`);
  });
}

/** Runs in a transaction that waits for no lock longer than two seconds: false when it had to. */
export async function unlessLocked(
  client: pg.Client,
  action: () => Promise<void>,
): Promise<boolean> {
  await client.query("BEGIN; SET LOCAL lock_timeout = '2s'");
  try {
    await action();
    await client.query('COMMIT');
    return true;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (sqlStateOf(error) === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}

async function ownTables(
  client: pg.Client,
  schema: string,
  prefix: string,
): Promise<readonly { readonly name: string; readonly comment: string }[]> {
  const { rows } = await client.query<{ name: string; comment: string }>(
    `SELECT c.relname AS name, coalesce(obj_description(c.oid, 'pg_class'), '') AS comment
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relkind = 'r' AND starts_with(c.relname, $2) ORDER BY c.relname`,
    [schema, prefix],
  );
  return rows;
}
