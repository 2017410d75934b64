import { AiEtlError, type ConnectionSettings, type Connector } from '@ai-etl/core';
import type { Connection, ConnectionChange, Connections, Scope } from '@ai-etl/store';
import { requireConnector, type Connectors } from '../../data/connector-lookup.ts';
import { refuseForbiddenHosts } from '../../data/outbound-guard.ts';
import { found } from '../../scope.ts';
import type { ConnectionChangeBody } from './contract.ts';
import { refuseBadSettings, splitSecrets } from './settings.ts';

export interface ChangePorts {
  readonly connections: Connections;
  readonly connectors: Connectors;
  /** Throws VALIDATION_ERROR when the settings do not connect. */
  readonly mustConnect: (connector: Connector, settings: ConnectionSettings) => Promise<unknown>;
}

/**
 * Where a secret would go: it has to be sent again when one of these changes. With another kind of `auth`
 * it goes to another of two URLs.
 */
const places = ['host', 'port', 'base_url', 'token_url', 'auth', 'root', 'endpoint_url'];

/**
 * Changes a connection: what is absent stays, null removes a setting. Stored secrets never follow a
 * connection to another server. Throws VALIDATION_ERROR, and then nothing is changed.
 */
export async function changeConnection(
  { connections, connectors, mustConnect }: ChangePorts,
  scope: Scope,
  {
    connection,
    request,
  }: { readonly connection: Connection; readonly request: ConnectionChangeBody },
): Promise<Connection> {
  const { id } = connection;
  const connector = requireConnector(connectors, connection.type);
  const { settings: changes = {} } = request;
  const change: ConnectionChange = {
    ...(request.name === undefined ? {} : { name: request.name }),
    ...(request.role === undefined ? {} : { role: request.role }),
  };
  if (Object.keys(changes).length === 0) {
    return found(await connections.updateConnection(scope, id, change), 'connection', id);
  }
  refuseMovedSecrets(connection, changes);
  const stored = found(await connections.readSettings(scope, id), 'connection', id);
  const merged = Object.fromEntries(
    Object.entries({ ...stored, ...changes }).filter(([, value]) => value !== null),
  );
  refuseBadSettings(connector, merged);
  await refuseForbiddenHosts(merged);
  if (request.test) await mustConnect(connector, merged);
  const { settings, secrets } = splitSecrets(connector, merged);
  const removed = connection.secretNames.filter((name) => !(name in secrets));
  const updated = await connections.updateConnection(scope, id, {
    ...change,
    settings,
    secrets: { ...secrets, ...Object.fromEntries(removed.map((name) => [name, null])) },
  });
  return found(updated, 'connection', id);
}

function refuseMovedSecrets(
  { settings, secretNames }: Connection,
  changes: Readonly<Record<string, unknown>>,
): void {
  const moved = places.some((name) => name in changes && changes[name] !== settings[name]);
  const kept = secretNames.filter((name) => !(name in changes));
  if (!moved || kept.length === 0) return;
  throw new AiEtlError(
    'VALIDATION_ERROR',
    'The server changes, so its secrets have to be sent again: stored ones are never sent to another server.',
    { details: kept.map((name) => ({ field: `settings.${name}`, error: 'send it again' })) },
  );
}
