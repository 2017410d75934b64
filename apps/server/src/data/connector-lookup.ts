import { AiEtlError, type Connector } from '@ai-etl/core';

/** The connectors this server has. */
export interface Connectors {
  readonly all: readonly Connector[];
  /** By type or alias; undefined when there is none. */
  find(type: string): Connector | undefined;
}

/** Throws VALIDATION_ERROR naming what exists. */
export function requireConnector(connectors: Connectors, type: string): Connector {
  const connector = connectors.find(type);
  if (connector !== undefined) return connector;
  const known = connectors.all.map((one) => one.spec.type).join(', ');
  throw new AiEtlError(
    'VALIDATION_ERROR',
    `There is no connector for this type. Known: ${known}.`,
    {
      details: [{ field: 'type', error: `must be one of ${known}` }],
    },
  );
}
