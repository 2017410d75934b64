import type { ConnectorSpec } from '@ai-etl/core';
import type { App } from '../../http/app.ts';
import { listConnectors, type ConnectorBody } from './contract.ts';

export function registerConnectorRoutes(app: App, specs: readonly ConnectorSpec[]): void {
  const body = specs.map(describeConnector);
  app.route({ ...listConnectors, handler: () => body });
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
