import type { ConnectorSpec } from '@ai-etl/core';
import type { App } from '../../http/app.ts';
import { pageOf, sendPageHeaders, sortOf } from '../../http/pagination.ts';
import { listConnectors, type ConnectorBody } from './contract.ts';

export function registerConnectorRoutes(app: App, specs: readonly ConnectorSpec[]): void {
  const body = specs.map(describeConnector);
  app.route({
    ...listConnectors,
    handler: (request, reply) => {
      const { page, per_page: perPage, q, role } = request.query;
      const asked = { page, perPage };
      const sort = sortOf(request.query.sort, { field: 'type', descending: false });
      const matching = body
        .filter((one) => role === undefined || one.capabilities[role])
        .filter((one) => q === undefined || isCalled(one, q.toLowerCase()))
        .toSorted((one, other) => compareText(one[sort.field], other[sort.field]));
      const sorted = sort.descending ? matching.toReversed() : matching;
      sendPageHeaders(request, reply, { ...asked, total: sorted.length });
      return [...pageOf(sorted, asked)];
    },
  });
}

function isCalled({ type, title, aliases }: ConnectorBody, text: string): boolean {
  return [type, title, ...aliases].some((name) => name.toLowerCase().includes(text));
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function describeConnector(spec: ConnectorSpec): ConnectorBody {
  const { type, title, summary, aliases, capabilities, fields, docs } = spec;
  return {
    type,
    title,
    summary,
    aliases: [...aliases],
    capabilities: {
      source: capabilities.source,
      target: capabilities.target,
      dialect: capabilities.dialect,
      write_modes: [...capabilities.writeModes],
      consistent_snapshot: capabilities.consistentSnapshot,
    },
    fields: fields.map(({ choices, ...field }) =>
      choices === undefined ? field : { ...field, choices: [...choices] },
    ),
    docs,
  };
}
