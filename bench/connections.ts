import { AiEtlError } from '@ai-etl/core';
import type { Stack } from './stack.ts';

/** A connection to the database of that URL, made unless it is there. */
export async function postgresConnection(stack: Stack, source: string): Promise<string> {
  const url = new URL(source);
  return await ensureConnection(stack, `bench ${url.port}`, 'postgresql', {
    host: url.hostname,
    port: Number(url.port),
    database: url.pathname.slice(1),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    ssl_mode: 'disable',
  });
}

/** The connection of that name, made unless it is there. */
export async function ensureConnection(
  stack: Stack,
  name: string,
  type: string,
  settings: Readonly<Record<string, string | number>>,
): Promise<string> {
  const known = await findConnection(stack, (one) => one['name'] === name);
  if (known !== undefined) return known;
  const created = await stack.call('POST', '/connections', { name, type, settings });
  return String(created['connection_id']);
}

/** The connection of the bundled ClickHouse. */
export async function warehouse(stack: Stack): Promise<string> {
  const id = await findConnection(stack, (one) => one['type'] === 'clickhouse');
  if (id !== undefined) return id;
  throw new AiEtlError('RESOURCE_NOT_FOUND', 'The local warehouse has no connection.');
}

async function findConnection(
  stack: Stack,
  fits: (one: Readonly<Record<string, unknown>>) => boolean,
): Promise<string | undefined> {
  const list = await stack.list('/connections?per_page=100');
  const found = list.find(fits);
  return found === undefined ? undefined : String(found['connection_id']);
}
