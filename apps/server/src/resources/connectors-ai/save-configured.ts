import { AiEtlError } from '@ai-etl/core';
import type { Connection, Connections, NewConnection, Scope } from '@ai-etl/store';
import { found } from '../../scope.ts';

export interface ConfiguredToSave extends Omit<NewConnection, 'name'> {
  /** As the caller wants it; null: the proposed one, made unique. */
  readonly name: string | null;
  readonly proposedName: string;
}

export interface SavedConfigured {
  readonly connection: Connection;
  readonly created: boolean;
}

type ConnectionStore = Pick<
  Connections,
  'createConnection' | 'updateConnection' | 'listProjectConnections'
>;

/**
 * Stores a configured connection. The same place (server, port, database, URL, file) for the same account, or
 * before the account was known, is the same connection: it is updated. Throws CONFLICT for a name
 * that another connection has.
 */
export async function saveConfigured(
  connections: ConnectionStore,
  scope: Scope,
  { name, proposedName, ...request }: ConfiguredToSave,
): Promise<SavedConfigured> {
  const all = await connections.listProjectConnections(scope, request.projectId);
  const same = all.find((one) => isSame(one, request));
  if (same !== undefined) {
    const change = {
      ...(name === null ? {} : { name }),
      ...(request.role === undefined ? {} : { role: request.role }),
      settings: { ...same.settings, ...request.settings },
      ...(Object.keys(request.secrets).length === 0 ? {} : { secrets: request.secrets }),
    };
    const updated = await connections.updateConnection(scope, same.id, change);
    return { connection: found(updated, 'connection', same.id), created: false };
  }
  const taken = new Set(all.map((one) => one.name.toLowerCase()));
  for (let attempt = 0; ; attempt += 1) {
    const chosen = name ?? uniqueName(proposedName, taken);
    try {
      const connection = await connections.createConnection(scope, { ...request, name: chosen });
      return { connection, created: true };
    } catch (error) {
      // Somebody else took the name a moment ago: the next one. A name that was asked for is told.
      const isTaken = error instanceof AiEtlError && error.code === 'CONFLICT';
      if (!isTaken || name !== null || attempt > 5) throw error;
      taken.add(chosen.toLowerCase());
    }
  }
}

function isSame(
  { type, settings }: Connection,
  request: Pick<NewConnection, 'type' | 'settings'>,
): boolean {
  const equal = (field: string) => settings[field] === request.settings[field];
  const user = settings['user'];
  const sameUser = user === undefined || request.settings['user'] === undefined || equal('user');
  const places = ['host', 'port', 'database', 'base_url', 'path', 'root'];
  return type === request.type && places.every(equal) && sameUser;
}

function uniqueName(proposed: string, taken: ReadonlySet<string>): string {
  let name = proposed;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${proposed} ${number}`;
  return name;
}
