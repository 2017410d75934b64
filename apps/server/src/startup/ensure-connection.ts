import { isDeepStrictEqual } from 'node:util';
import type { Connections, Scope } from '@ai-etl/store';

export interface ReadyConnection {
  readonly projectId: string;
  readonly name: string;
  readonly type: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/**
 * Makes a connection that comes with the installation, or brings its address and password up to
 * date: a bundled server may come back on another port. One of the same name and type that a
 * person changed is brought back; rename it to keep it.
 */
export async function ensureConnection(
  connections: Connections,
  scope: Scope,
  wanted: ReadyConnection,
): Promise<void> {
  const { projectId, name, type, settings, secrets } = wanted;
  const listed = await connections.listConnections(
    scope,
    { projectId, type },
    { page: 1, perPage: 1000 },
  );
  const existing = listed.items.find((one) => one.name === name);
  if (existing === undefined) {
    await connections.createConnection(scope, { projectId, name, type, settings, secrets });
    return;
  }
  const stored = await connections.readSettings(scope, existing.id);
  if (isDeepStrictEqual(stored, { ...settings, ...secrets })) return;
  await connections.updateConnection(scope, existing.id, { settings, secrets });
}
