import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Pool } from 'pg';
import { AiEtlError } from '@ai-etl/core';
import { advisoryLocks } from './advisory-lock.ts';
import { translateDatabaseError } from './database-error.ts';
import { schemaName } from './kysely.ts';

/** One numbered SQL file: `0001_identity`. Forward only; never changed once released. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

const folder = new URL('../../migrations/', import.meta.url);

/** The migrations of this version, in order. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name));
  return Promise.all(
    names.sort().map(async (file) => ({
      name: file.slice(0, -'.sql'.length),
      sql: await readFile(new URL(file, folder), 'utf8'),
    })),
  );
}

/**
 * Brings the database to this version, all or nothing, under an advisory lock: processes that
 * start together wait for each other. Answers the names applied. Throws CONFIGURATION_INVALID
 * when a recorded migration was changed, or a newer version of ours migrated the database.
 */
export async function migrate(
  pool: Pool,
  migrations?: readonly Migration[],
): Promise<readonly string[]> {
  const wanted = migrations ?? (await readMigrations());
  const client = await pool.connect().catch((error: unknown) => {
    throw translateDatabaseError(error);
  });
  try {
    await client.query('begin');
    // Building an index on a grown table may take longer than any statement of the service.
    await client.query('set local statement_timeout = 0; set local lock_timeout = 0');
    await client.query('select pg_advisory_xact_lock($1)', [advisoryLocks.migrate]);
    await client.query(`create schema if not exists ${schemaName}`);
    await client.query(
      `create table if not exists ${schemaName}.migrations (
         name text primary key, hash text not null, applied_at timestamptz not null default now())`,
    );
    const applied = await client.query<{ name: string; hash: string }>(
      `select name, hash from ${schemaName}.migrations order by name`,
    );
    const pending = pendingMigrations(wanted, applied.rows);
    for (const { name, sql } of pending) {
      await client.query(sql);
      await client.query(`insert into ${schemaName}.migrations (name, hash) values ($1, $2)`, [
        name,
        hashOf(sql),
      ]);
    }
    await client.query('commit');
    client.release();
    return pending.map((one) => one.name);
  } catch (error) {
    // Ends the connection, and with it the transaction and the lock.
    client.release(true);
    throw translateDatabaseError(error);
  }
}

/** What is left to apply. Throws CONFIGURATION_INVALID when what was applied does not fit. */
export function pendingMigrations(
  wanted: readonly Migration[],
  applied: readonly { readonly name: string; readonly hash: string }[],
): readonly Migration[] {
  const known = new Map(wanted.map((one) => [one.name, one]));
  for (const { name, hash } of applied) {
    const migration = known.get(name);
    if (migration === undefined) {
      throw new AiEtlError(
        'CONFIGURATION_INVALID',
        `The metadata database was migrated by a newer version of AI-ETL (${name} is unknown here). Start that version or a later one; going back is not possible.`,
      );
    }
    if (hashOf(migration.sql) !== hash) {
      throw new AiEtlError(
        'CONFIGURATION_INVALID',
        `Migration ${name} was changed after it had been applied to this database. Restore its file; put changes into a new migration.`,
      );
    }
  }
  const done = new Set(applied.map((one) => one.name));
  const last = applied.at(-1)?.name ?? '';
  const pending = wanted.filter((one) => !done.has(one.name));
  const late = pending.find((one) => one.name < last);
  if (late !== undefined) {
    throw new AiEtlError(
      'CONFIGURATION_INVALID',
      `Migration ${late.name} comes before ${last}, which is applied already. Give it the next number.`,
    );
  }
  return pending;
}

/** Line ends differ between checkouts and mean nothing. */
function hashOf(sql: string): string {
  return createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
}
