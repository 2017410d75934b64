import type { Clock } from '@ai-etl/core';
import type {
  CatalogSettings,
  CatalogStatus,
  Connection,
  Page,
  PageRequest,
  Scope,
  Store,
  StoredValue,
  ValueFilter,
} from '@ai-etl/store';
import { requireConnector, type Connectors } from '../../data/connector-lookup.ts';
import { found } from '../../scope.ts';

export interface CatalogPorts {
  readonly store: Pick<Store, 'connections' | 'catalogIndex'>;
  readonly connectors: Connectors;
  readonly clock: Clock;
}

/** A status with what it takes to be told. */
export interface ToldStatus {
  readonly connectionId: string;
  readonly status: CatalogStatus;
  readonly nowMs: number;
  /** False: it is read only when somebody needs it. */
  readonly isScheduled: boolean;
}

/** How catalogs of a caller's connections are kept. RESOURCE_NOT_FOUND for what is not theirs. */
export interface CatalogService {
  status(scope: Scope, connectionId: string): Promise<ToldStatus>;
  refresh(scope: Scope, connectionId: string): Promise<ToldStatus>;
  putSettings(scope: Scope, connectionId: string, settings: CatalogSettings): Promise<ToldStatus>;
  values(
    scope: Scope,
    connectionId: string,
    asked: { readonly filter: ValueFilter; readonly page: PageRequest },
  ): Promise<Page<StoredValue>>;
}

export function makeCatalogService({ store, connectors, clock }: CatalogPorts): CatalogService {
  const { connections, catalogIndex } = store;
  const get = async (scope: Scope, id: string): Promise<Connection> =>
    found(await connections.getConnection(scope, id), 'connection', id);
  const told = async (
    scope: Scope,
    id: string,
    answer: () => Promise<CatalogStatus | null>,
  ): Promise<ToldStatus> => {
    const { type } = await get(scope, id);
    const { capabilities } = requireConnector(connectors, type).spec;
    return {
      connectionId: id,
      status: found(await answer(), 'connection', id),
      nowMs: clock.now(),
      isScheduled: capabilities.backgroundCatalog === true,
    };
  };
  return {
    status: (scope, id) => told(scope, id, () => catalogIndex.getStatus(scope, id)),
    refresh: (scope, id) => told(scope, id, () => catalogIndex.requestRefresh(scope, id)),
    putSettings: (scope, id, settings) =>
      told(scope, id, () => catalogIndex.putSettings(scope, id, settings)),
    values: async (scope, id, asked) => {
      await get(scope, id);
      return catalogIndex.listValues(scope, id, asked);
    },
  };
}
