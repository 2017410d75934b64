import type { ConnectorField, ConnectorSpec } from '@ai-etl/core';
import type { ConnectorBody } from './contract.ts';

/** A connector as the API shows it. */
export function describeConnector(spec: ConnectorSpec): ConnectorBody {
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
    configuration_schema: configurationSchema(spec),
    docs,
  };
}

/** JSON Schema (2020-12) of a connection's settings, for forms and editors. Secrets are writeOnly. */
export function configurationSchema({ title, fields }: ConnectorSpec): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `${title} settings`,
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    required: fields
      .filter((field) => field.required && field.default === undefined)
      .map((field) => field.name),
    additionalProperties: false,
  };
}

const jsonTypes = {
  text: 'string',
  choice: 'string',
  integer: 'integer',
  boolean: 'boolean',
  json: ['array', 'object', 'string'],
} as const;

function fieldSchema(field: ConnectorField): Record<string, unknown> {
  return {
    type: jsonTypes[field.type],
    title: field.title,
    description: field.description,
    ...(field.name === 'port' ? { minimum: 1, maximum: 65_535 } : {}),
    ...(field.choices === undefined ? {} : { enum: [...field.choices] }),
    ...(field.default === undefined ? {} : { default: field.default }),
    ...(field.example === undefined ? {} : { examples: [field.example] }),
    ...(field.secret ? { writeOnly: true, format: 'password' } : {}),
  };
}
