import { AiEtlError, invariant, type Connector } from '@ai-etl/core';
import { configureConnection, type ConfiguredConnection } from '@ai-etl/planner';
import type { Connection, Scope, Store } from '@ai-etl/store';
import { requireConnector, type Connectors } from '../../data/connector-lookup.ts';
import { refuseForbiddenHosts } from '../../data/outbound-guard.ts';
import { tryConnection, type TriedConnection } from '../../data/try-connection.ts';
import { found } from '../../scope.ts';
import { refuseBadSettings, splitSecrets } from '../connections/settings.ts';
import type { ConfigureBody, ConfiguredBody } from './contract.ts';
import { saveConfigured } from './save-configured.ts';

export interface ConfiguratorPorts {
  readonly store: Pick<Store, 'connections' | 'identity'>;
  readonly connectors: Connectors;
}

/** Words to a stored, tested connection. */
export interface ConnectorConfigurator {
  /**
   * Throws VALIDATION_ERROR for words that name no connector or server, and for settings that may
   * not be used; nothing is stored then. A connection that does not work is stored and told.
   */
  configure(scope: Scope, request: ConfigureBody): Promise<ConfiguredBody>;
}

export function makeConnectorConfigurator(ports: ConfiguratorPorts): ConnectorConfigurator {
  const { connectors } = ports;
  const { connections, identity } = ports.store;
  return {
    configure: async (scope, request) => {
      const project = found(
        await identity.getProject(scope, request.project_id),
        'project',
        request.project_id ?? 'default',
      );
      const configured = understand(request, connectors);
      const connector = requireConnector(connectors, configured.type);
      refuseBadSettings(connector, withPlaceholders(connector, configured));
      await refuseForbiddenHosts(configured.settings);
      const saved = await saveConfigured(connections, scope, {
        projectId: project.id,
        name: request.name ?? null,
        proposedName: configured.name,
        type: configured.type,
        ...(request.type === undefined ? {} : { role: request.type }),
        ...splitSecrets(connector, configured.settings),
      });
      const { id } = saved.connection;
      // An earlier call may have brought what these words leave out.
      const settings = found(await connections.readSettings(scope, id), 'connection', id);
      const missing = configured.missing.filter((name) => !(name in settings));
      const tried = missing.length > 0 ? null : await tryConnection(connector, settings);
      if (tried !== null) await connections.saveTest(scope, id, tried.test);
      return present({
        configured,
        connection: saved.connection,
        created: saved.created,
        tried,
        missing,
      });
    },
  };
}

function understand(request: ConfigureBody, connectors: Connectors): ConfiguredConnection {
  const result = configureConnection({
    description: request.description,
    hints: request.hints,
    connectors: connectors.all.map((one) => one.spec),
    ...(request.type === undefined ? {} : { role: request.type }),
  });
  if (result.ok) return result;
  const [first] = result.problems;
  invariant(first !== undefined, 'words that are not clear have a problem');
  throw new AiEtlError('VALIDATION_ERROR', `The connection is not clear. ${first.error}`, {
    details: result.problems,
  });
}

/** What is missing is no mistake yet: everything else is checked against the fields. */
function withPlaceholders(
  connector: Connector,
  { settings, missing }: ConfiguredConnection,
): Readonly<Record<string, unknown>> {
  const open = connector.spec.fields.filter(({ name }) => missing.includes(name));
  return {
    ...settings,
    ...Object.fromEntries(open.map(({ name, example }) => [name, example ?? 'later'])),
  };
}

interface Presented {
  readonly configured: ConfiguredConnection;
  readonly connection: Connection;
  readonly created: boolean;
  readonly tried: TriedConnection | null;
  readonly missing: readonly string[];
}

function present({ configured, connection, created, tried, missing }: Presented): ConfiguredBody {
  return {
    connector_id: connection.id,
    project_id: connection.projectId,
    name: connection.name,
    type: connection.type,
    role: connection.role,
    configuration: { ...connection.settings },
    secrets: [...connection.secretNames],
    test_status: tried === null ? 'untested' : tried.failure === null ? 'success' : 'failed',
    test:
      tried === null
        ? null
        : {
            latency_ms: tried.test.latencyMs,
            server_version: tried.test.serverVersion,
            checks: tried.test.checks.map(({ name, ok, message }) => ({ name, ok, message })),
          },
    cause: tried?.failure ?? null,
    missing: [...missing],
    assumptions: configured.assumptions.map((one) => ({
      ...one,
      alternatives: [...one.alternatives],
    })),
    warnings: [...configured.warnings],
    created,
  };
}
