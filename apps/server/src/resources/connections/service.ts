import {
  AiEtlError,
  type ConnectionSettings,
  type ConnectionTest,
  type Connector,
  type ConnectorSpec,
} from '@ai-etl/core';
import type {
  Connection,
  ConnectionFilter,
  ConnectionPage,
  Page,
  Scope,
  Store,
} from '@ai-etl/store';
import type { CatalogCache, KnownCatalog } from '../../data/catalog-cache.ts';
import { requireConnector, type Connectors } from '../../data/connector-lookup.ts';
import { refuseForbiddenHosts } from '../../data/outbound-guard.ts';
import { withSession } from '../../data/sessions.ts';
import { likelyField, tryConnection } from '../../data/try-connection.ts';
import { found, notFound } from '../../scope.ts';
import { changeConnection } from './change-connection.ts';
import type { ConnectionChangeBody, NewConnectionBody } from './contract.ts';
import { refuseBadSettings, splitSecrets } from './settings.ts';

export interface ConnectionPorts {
  readonly store: Pick<Store, 'connections' | 'identity'>;
  readonly connectors: Connectors;
  readonly catalogs: CatalogCache;
}

/** Connections of a caller's organisation. RESOURCE_NOT_FOUND for what is not theirs. */
export interface ConnectionService {
  /** Throws VALIDATION_ERROR for settings that cannot be used or do not connect; then nothing is stored. */
  create(scope: Scope, request: NewConnectionBody): Promise<Connection>;
  list(scope: Scope, filter: ConnectionFilter, page: ConnectionPage): Promise<Page<Connection>>;
  get(scope: Scope, connectionId: string): Promise<Connection>;
  /** Stores and answers the result; a system that does not answer is a result too. */
  test(scope: Scope, connectionId: string): Promise<ConnectionTest>;
  /** Throws VALIDATION_ERROR for settings that cannot be used or do not connect; then nothing is changed. */
  update(scope: Scope, connectionId: string, change: ConnectionChangeBody): Promise<Connection>;
  delete(scope: Scope, connectionId: string): Promise<void>;
  catalog(scope: Scope, connectionId: string, refresh: boolean): Promise<KnownCatalog>;
}

export function makeConnectionService(ports: ConnectionPorts): ConnectionService {
  const { connectors, catalogs } = ports;
  const { connections, identity } = ports.store;
  const get = async (scope: Scope, connectionId: string): Promise<Connection> =>
    found(await connections.getConnection(scope, connectionId), 'connection', connectionId);

  return {
    get,
    list: (scope, filter, page) => connections.listConnections(scope, filter, page),

    create: async (scope, request) => {
      const connector = requireConnector(connectors, request.type);
      const project = found(
        await identity.getProject(scope, request.project_id),
        'project',
        request.project_id ?? 'default',
      );
      refuseBadSettings(connector, request.settings);
      await refuseForbiddenHosts(request.settings);
      const test = request.test ? await mustConnect(connector, request.settings) : null;
      const connection = await connections.createConnection(scope, {
        projectId: project.id,
        name: request.name,
        type: connector.spec.type,
        ...splitSecrets(connector, request.settings),
      });
      if (test === null) return connection;
      await connections.saveTest(scope, connection.id, test);
      return get(scope, connection.id);
    },

    test: async (scope, connectionId) => {
      const connection = await get(scope, connectionId);
      const settings = await connections.readSettings(scope, connectionId);
      const connector = requireConnector(connectors, connection.type);
      const { test } = await tryConnection(connector, found(settings, 'connection', connectionId));
      await connections.saveTest(scope, connectionId, test);
      return test;
    },

    update: async (scope, connectionId, request) => {
      const connection = await get(scope, connectionId);
      const change = { connections, connectors, mustConnect };
      return changeConnection(change, scope, { connection, request });
    },

    delete: async (scope, connectionId) => {
      const deleted = await connections.deleteConnection(scope, connectionId);
      if (!deleted) throw notFound('connection', connectionId);
    },

    catalog: async (scope, connectionId, refresh) => {
      const connection = await get(scope, connectionId);
      return refresh ? catalogs.refresh(scope, connection) : catalogs.read(scope, connection);
    },
  };
}

async function mustConnect(
  connector: Connector,
  settings: ConnectionSettings,
): Promise<ConnectionTest> {
  const test = await withSession({ connector, settings }, (session) => session.test()).catch(
    (error: unknown) => {
      throw asSettingsTrouble(error, connector.spec);
    },
  );
  if (test.ok) return test;
  throw new AiEtlError('VALIDATION_ERROR', 'The connection does not work, so it was not stored.', {
    details: test.checks
      .filter((one) => !one.ok)
      .map(({ name, message }) => ({ field: `settings (${name})`, error: message })),
  });
}

function asSettingsTrouble(error: unknown, spec: ConnectorSpec): unknown {
  if (!(error instanceof AiEtlError)) return error;
  const field = likelyField(error.code, spec);
  if (field === null || error.details.length > 0) return error;
  return new AiEtlError('VALIDATION_ERROR', `${error.message} The connection was not stored.`, {
    details: [{ field: `settings.${field}`, error: error.message }],
    cause: error,
  });
}
