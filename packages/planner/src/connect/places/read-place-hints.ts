import { nearestNames, type ConnectorSpec } from '@ai-etl/core';
import type { ConnectionHints } from '../read-hints.ts';
import { readLocation } from './read-location.ts';

type Value = string | number | boolean;

/** Other names people use for a field, beside the fields of the connector themselves. */
const aliases: ReadonlyMap<string, readonly string[]> = new Map([
  ['path', ['file', 'filename', 'file_name', 'database', 'db', 'url']],
  ['root', ['folder', 'directory', 'dir', 'path', 'url', 'uri', 'location']],
  ['endpoint_url', ['endpoint', 's3_endpoint']],
  ['access_key_id', ['access_key', 'aws_access_key_id', 'key']],
  ['secret_access_key', ['secret_key', 'secret', 'aws_secret_access_key']],
  ['session_token', ['aws_session_token']],
  ['region', ['aws_region', 'aws_default_region']],
  ['delimiter', ['separator']],
]);

export interface PlaceHints {
  readonly settings: Readonly<Record<string, Value>>;
  readonly problems: readonly { readonly field: string; readonly error: string }[];
}

/** Hints to the fields of a connector of files. `bucket` and `prefix` make a root. Values are never repeated. */
export function readPlaceHints(spec: ConnectorSpec, hints: ConnectionHints): PlaceHints {
  const settings: Record<string, Value> = {};
  const problems: { field: string; error: string }[] = [];
  const hasRoot = spec.fields.some(({ name }) => name === 'root');
  for (const [name, value] of Object.entries(hints)) {
    const lower = name.toLowerCase();
    if (lower === 'connector' || lower === 'type') continue;
    if (hasRoot && (lower === 'bucket' || lower === 'prefix')) continue;
    const field = fieldNamed(spec, lower);
    if (field === undefined) problems.push(unknownHint(spec, name));
    else settings[field.name] = field.type === 'boolean' ? booleanOf(value) : cleaned(value);
  }
  const bucket = hints['bucket'];
  if (hasRoot && bucket !== undefined && settings['root'] === undefined) {
    const prefix = String(hints['prefix'] ?? '').replaceAll(/^\/+|\/+$/gu, '');
    const name = String(bucket)
      .replace(/^s3:\/\//iu, '')
      .replace(/\/+$/u, '');
    settings['root'] = prefix === '' ? `s3://${name}` : `s3://${name}/${prefix}`;
  }
  const written = settings['path'];
  const read = typeof written === 'string' ? readLocation(written)?.location : undefined;
  if (read?.kind === 'database') settings['path'] = read.path;
  return { settings, problems };
}

function fieldNamed(spec: ConnectorSpec, name: string) {
  const own = spec.fields.find((field) => field.name === name);
  return own ?? spec.fields.find((field) => aliases.get(field.name)?.includes(name) ?? false);
}

function unknownHint(spec: ConnectorSpec, name: string) {
  const allowed = ['connector', ...spec.fields.map((field) => field.name)];
  const near = nearestNames(name, allowed);
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
  return {
    field: `hints.${name.slice(0, 64)}`,
    error: `There is no such hint for ${spec.title}.${meant} Allowed: ${allowed.join(', ')}.`,
  };
}

function cleaned(value: Value): Value {
  return typeof value === 'string' ? value.trim() : value;
}

function booleanOf(value: Value): Value {
  const text = String(value).trim().toLowerCase();
  if (['true', 'yes', '1', 'on'].includes(text)) return true;
  return ['false', 'no', '0', 'off'].includes(text) ? false : value;
}
