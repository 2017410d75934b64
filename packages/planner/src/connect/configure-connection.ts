import type { Assumption, ConnectorSpec } from '@ai-etl/core';
import { configureWebApi, webApiSpec } from './configure-web-api.ts';
import type { ConnectionReading, DraftSettings } from './connection-draft.ts';
import { fillSettings } from './fill-settings.ts';
import { readHints, type ConnectionHints } from './read-hints.ts';
import { inferType } from './infer-type.ts';
import { nameConnection } from './name-connection.ts';
import { readAssignments } from './read-assignments.ts';
import { readCommandLine } from './read-command-line.ts';
import { readPgpass } from './read-pgpass.ts';
import { readUrl } from './read-url.ts';
import { readWords, saysNoPassword } from './read-words.ts';
import { choosePlace, configurePlace } from './places/configure-place.ts';

/** Longest description of a connection that is read, in characters. */
export const maxConnectionWords = 10_000;

export interface ConnectionWords {
  readonly description: string;
  readonly hints: ConnectionHints;
  /** The connectors there are. */
  readonly connectors: readonly ConnectorSpec[];
  /** What the connection is for; absent: nobody said. */
  readonly role?: 'source' | 'target';
}

/** Settings for a connector, made of words. */
export interface ConfiguredConnection {
  readonly ok: true;
  /** Connector type. */
  readonly type: string;
  /** By field name, secrets included: nothing of this is shown before the secrets are taken out. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** Fields without which nobody can connect. */
  readonly missing: readonly string[];
  /** Every default that the words did not say. `path` is the field. */
  readonly assumptions: readonly Assumption[];
  readonly warnings: readonly string[];
  /** Readable, without secrets: `analytics (db.company.com)`. */
  readonly name: string;
}

/** What keeps words from becoming a connection, by field of the request. */
export interface UnclearConnection {
  readonly ok: false;
  readonly problems: readonly { readonly field: string; readonly error: string }[];
}

/**
 * Words and hints to settings: from a URL, a command line, a `.pgpass` line, assignments or plain
 * words, English or Russian. Databases that are files, folders and buckets are places; web APIs have a URL. Hints win over all of them. Pure; the same words give the same settings.
 */
export function configureConnection(
  request: ConnectionWords,
): ConfiguredConnection | UnclearConnection {
  const { description, connectors } = request;
  const api = webApiSpec(request);
  const place = api === undefined ? choosePlace(request) : null;
  if (place !== null) return configurePlace(place, request);
  const hints = readHints(request.hints);
  if (hints.problems.length > 0) return { ok: false, problems: hints.problems };
  if (api !== undefined) return configureWebApi(api, request);
  const readings = readAll(description);
  const settings = merge([...readings.map((one) => one.settings), hints.settings]);
  const rest = readings.at(0)?.rest ?? '';
  const type = inferType({
    connectors,
    hinted: hints.connector,
    written: hints.type ?? readings.findLast((one) => one.type !== null)?.type ?? null,
    words: rest,
    host: settings.host,
    port: settings.port,
  });
  if (type.spec === null) {
    const known = connectors.map((one) => `${one.title} (${one.type})`).join(', ');
    const field = hints.connector === undefined ? 'description' : 'hints.connector';
    return { ok: false, problems: [{ field, error: `${type.problem} Available: ${known}.` }] };
  }
  if (settings.host === undefined) {
    const error = `Say on which server it runs, for example {"hints": {"host": "db.example.com"}}, or paste its URL.`;
    return { ok: false, problems: [{ field: 'hints.host', error }] };
  }
  const filled = fillSettings({
    spec: type.spec,
    draft: settings,
    words: description,
    noPassword: saysNoPassword(description),
  });
  return {
    ok: true,
    type: type.spec.type,
    settings: filled.settings,
    missing: filled.missing,
    assumptions: [
      ...(type.certain
        ? []
        : [
            {
              path: 'type',
              value: type.spec.type,
              because: type.because,
              alternatives: connectors
                .map((one) => one.type)
                .filter((one) => one !== type.spec.type),
            },
          ]),
      ...filled.assumptions,
    ],
    warnings: [...readings.flatMap((one) => one.warnings), ...filled.warnings],
    name: nameConnection(filled.settings),
  };
}

/** From the vaguest to the surest: later ones win. */
function readAll(description: string): readonly ConnectionReading[] {
  const sure: ConnectionReading[] = [];
  let text = description;
  for (const read of [readCommandLine, readUrl, readPgpass, readAssignments]) {
    const reading = read(text);
    if (reading === null) continue;
    sure.push(reading);
    text = reading.rest;
  }
  return [readWords(text), ...sure.toReversed()];
}

function merge(drafts: readonly DraftSettings[]): DraftSettings {
  return Object.assign({}, ...drafts);
}
