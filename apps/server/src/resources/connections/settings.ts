import { detailOf } from '../../http/diagnostic-detail.ts';
import { AiEtlError, type ConnectionSettings, type Connector } from '@ai-etl/core';

/** Throws VALIDATION_ERROR with one detail per setting that does not fit the connector's fields. */
export function refuseBadSettings(connector: Connector, settings: ConnectionSettings): void {
  const errors = connector.validateSettings(settings).filter((one) => one.severity === 'error');
  if (errors.length === 0) return;
  throw new AiEtlError(
    'VALIDATION_ERROR',
    `The settings do not fit the ${connector.spec.title} connector. GET /connectors lists its fields.`,
    {
      details: errors.map((one) => detailOf(one, 'settings')),
    },
  );
}

/** Settings as they are stored: secrets apart, to be sealed. */
export interface SplitSettings {
  readonly settings: Record<string, unknown>;
  readonly secrets: Record<string, string>;
}

/** Takes the secrets out, by the connector's fields. */
export function splitSecrets(connector: Connector, settings: ConnectionSettings): SplitSettings {
  const secretFields = new Set(
    connector.spec.fields.filter((field) => field.secret).map((field) => field.name),
  );
  const open: Record<string, unknown> = {};
  const secrets: Record<string, string> = {};
  for (const [name, value] of Object.entries(settings)) {
    if (secretFields.has(name)) secrets[name] = String(value);
    else open[name] = value;
  }
  return { settings: open, secrets };
}
