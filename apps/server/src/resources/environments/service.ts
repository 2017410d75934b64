import { environments as environmentNames, type Bindings, type ErrorDetail } from '@ai-etl/core';
import type { Connection, Scope, Store } from '@ai-etl/store';
import { found } from '../../scope.ts';
import { connectionNames, refuseDetails, unknownConnection } from './connection-names.ts';
import type { EnvironmentBody } from './contract.ts';

/** Environments of a caller's projects. RESOURCE_NOT_FOUND for what is not theirs. */
export interface EnvironmentService {
  list(scope: Scope, projectId: string): Promise<readonly EnvironmentBody[]>;
  get(scope: Scope, projectId: string, environment: string): Promise<EnvironmentBody>;
  /** Throws VALIDATION_ERROR for connections that the project does not have. */
  put(scope: Scope, request: PutEnvironment): Promise<EnvironmentBody>;
}

export interface PutEnvironment {
  readonly projectId: string;
  readonly environment: string;
  /** Each by id or by name. */
  readonly connections: Readonly<Record<string, string>>;
}

export function makeEnvironmentService({
  environments,
  connections,
  identity,
}: Pick<Store, 'environments' | 'connections' | 'identity'>): EnvironmentService {
  const requireProject = async (scope: Scope, projectId: string): Promise<void> => {
    found(await identity.getProject(scope, projectId), 'project', projectId);
  };

  const get = async (scope: Scope, projectId: string, environment: string) => {
    await requireProject(scope, projectId);
    const [bindings, all] = await Promise.all([
      environments.getBindings(scope, projectId, environment),
      connections.listProjectConnections(scope, projectId),
    ]);
    return present({ projectId, environment, bindings }, all);
  };

  return {
    get,

    list: async (scope, projectId) => {
      await requireProject(scope, projectId);
      const [bindings, all] = await Promise.all([
        environments.listBindings(scope, projectId),
        connections.listProjectConnections(scope, projectId),
      ]);
      return environmentNames.map((environment) =>
        present({ projectId, environment, bindings: bindings.get(environment) ?? {} }, all),
      );
    },

    put: async (scope, { projectId, environment, connections: wanted }) => {
      await requireProject(scope, projectId);
      const all = await connections.listProjectConnections(scope, projectId);
      const bindings = bindingsOf(wanted, all);
      await environments.putBindings(scope, { projectId, environment, bindings });
      return get(scope, projectId, environment);
    },
  };
}

/** Ids for names; one that is bound to itself is no binding. Throws VALIDATION_ERROR. */
function bindingsOf(
  wanted: Readonly<Record<string, string>>,
  all: readonly Connection[],
): Bindings {
  const known = connectionNames(all);
  const details: ErrorDetail[] = [];
  const bindings = new Map<string, string>();
  for (const [from, to] of Object.entries(wanted)) {
    const [spec, bound] = [known.find(from), known.find(to)];
    const field = `connections.${from}`;
    if (spec === undefined) details.push(unknownConnection(field, from, all));
    if (bound === undefined) details.push(unknownConnection(field, to, all));
    if (spec === undefined || bound === undefined) continue;
    if (bindings.has(spec.id)) details.push({ field, error: 'is bound twice, by id and by name' });
    else bindings.set(spec.id, bound.id);
  }
  refuseDetails('The connections cannot be bound.', details);
  return Object.fromEntries([...bindings].filter(([from, to]) => from !== to));
}

function present(
  {
    projectId,
    environment,
    bindings,
  }: { readonly projectId: string; readonly environment: string; readonly bindings: Bindings },
  all: readonly Connection[],
): EnvironmentBody {
  const { nameOf } = connectionNames(all);
  return {
    environment,
    project_id: projectId,
    connections: Object.entries(bindings).map(([from, to]) => ({
      connection_id: from,
      connection: nameOf(from),
      bound_connection_id: to,
      bound_connection: nameOf(to),
    })),
  };
}
