import type { ConnectorSpec } from '@ai-etl/core';
import type { App } from '../../http/app.ts';
import { pageOf, sendPageHeaders, sortOf } from '../../http/pagination.ts';
import { notFound } from '../../scope.ts';
import { getConnector, listConnectors, type ConnectorBody } from './contract.ts';
import { describeConnector } from './describe-connector.ts';

export function registerConnectorRoutes(app: App, specs: readonly ConnectorSpec[]): void {
  const body = specs.map(describeConnector);
  app.route({
    ...listConnectors,
    handler: (request, reply) => {
      const { page, per_page: perPage, q, role, capability } = request.query;
      const asked = { page, perPage };
      const sort = sortOf(request.query.sort, { field: 'type', descending: false });
      const matching = body
        .filter((one) => role === undefined || one.capabilities[role])
        .filter((one) => capability === undefined || isAble(one, capability))
        .filter((one) => q === undefined || isCalled(one, q.toLowerCase()))
        .toSorted((one, other) => compareText(one[sort.field], other[sort.field]));
      const sorted = sort.descending ? matching.toReversed() : matching;
      sendPageHeaders(request, reply, { ...asked, total: sorted.length });
      return [...pageOf(sorted, asked)];
    },
  });

  app.route({
    ...getConnector,
    handler: (request) => {
      const wanted = request.params.type.toLowerCase();
      const found = body.find(({ type, aliases }) => [type, ...aliases].includes(wanted));
      if (found === undefined) throw notFound('connector', request.params.type);
      return found;
    },
  });
}

function isAble({ capabilities }: ConnectorBody, capability: string): boolean {
  switch (capability) {
    case 'source':
      return capabilities.source;
    case 'target':
      return capabilities.target;
    case 'sql':
      return capabilities.dialect !== null;
    case 'snapshot':
      return capabilities.consistent_snapshot;
    default:
      return capabilities.write_modes.includes(capability);
  }
}

function isCalled({ type, title, aliases }: ConnectorBody, text: string): boolean {
  return [type, title, ...aliases].some((name) => name.toLowerCase().includes(text));
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
