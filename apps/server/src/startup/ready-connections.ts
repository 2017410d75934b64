import type { ConnectionSettings } from '@ai-etl/core';
import type { SampleDatabase } from '@ai-etl/local';
import type { ReadyConnection } from './ensure-connection.ts';

/** The connection that every installation has. */
export function warehouseConnection(
  projectId: string,
  { password, ...settings }: ConnectionSettings,
): ReadyConnection {
  return {
    projectId,
    name: 'Local warehouse',
    type: 'clickhouse',
    settings,
    secrets: typeof password === 'string' && password !== '' ? { password } : {},
  };
}

/** The connection that `--sample` adds. */
export function sampleConnection(
  projectId: string,
  { host, port, database, user, password }: SampleDatabase['connection'],
): ReadyConnection {
  return {
    projectId,
    name: 'Sales (sample)',
    type: 'postgresql',
    settings: { host, port, database, user, ssl_mode: 'disable' },
    secrets: { password },
  };
}
