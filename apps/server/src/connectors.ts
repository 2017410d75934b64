import { connectorCatalog, findConnector } from '@ai-etl/connectors';
import type { Connector } from '@ai-etl/core';
import type { Connectors } from './data/connector-lookup.ts';
import { refuseForbiddenHosts } from './data/outbound-guard.ts';

/** Every connector this installation has; none of them connects to a forbidden address. */
export const connectors: Connectors = guardAll(connectorCatalog);

function guardAll(catalog: readonly Connector[]): Connectors {
  const guarded = new Map(catalog.map((one) => [one.spec.type, guard(one)]));
  return {
    all: [...guarded.values()],
    find: (type) => guarded.get(findConnector(type)?.spec.type ?? ''),
  };
}

function guard(connector: Connector): Connector {
  return {
    spec: connector.spec,
    validateSettings: (settings) => connector.validateSettings(settings),
    planTable: (request) => connector.planTable(request),
    open: async (settings, options) => {
      await refuseForbiddenHosts(settings);
      return connector.open(settings, options);
    },
  };
}
