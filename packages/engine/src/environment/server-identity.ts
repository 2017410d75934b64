import { contentHash, type Connector, type RunConnection } from '@ai-etl/core';

/**
 * Equal for two connections with equal settings, secrets and unset fields aside. Careful on
 * purpose: two names of one server are taken for two servers, which costs speed, never rows.
 */
export function serverIdentity(connector: Connector, connection: RunConnection): string {
  const settings = connector.spec.fields
    .filter(({ secret }) => !secret)
    .map(({ name, default: byDefault }) => [name, connection.settings[name] ?? byDefault ?? null]);
  return contentHash([connection.type, settings]);
}
