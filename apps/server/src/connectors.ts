import { connectorCatalog, findConnector } from '@ai-etl/connectors';
import type { Connectors } from './data/connector-lookup.ts';

/** Every connector this installation has. */
export const connectors: Connectors = {
  all: connectorCatalog,
  find: findConnector,
};
