import { nearestNames } from '@ai-etl/core';
import { draftOf, portOf, sslModeOf, type DraftSettings } from './connection-draft.ts';
import { readAssignments } from './read-assignments.ts';
import { readUrl } from './read-url.ts';

/** Settings that the caller names outright. */
export type ConnectionHints = Readonly<Record<string, string | number | boolean>>;

export interface ReadHints {
  /** The connector, as named. */
  readonly connector: string | undefined;
  /** What a pasted URL says it is. */
  readonly type: string | null;
  readonly settings: DraftSettings;
  readonly problems: readonly { readonly field: string; readonly error: string }[];
}

const names: ReadonlyMap<string, keyof DraftSettings | 'connector' | 'url'> = new Map([
  ['connector', 'connector'],
  ['type', 'connector'],
  ['url', 'url'],
  ['connection_string', 'url'],
  ['dsn', 'url'],
  ['host', 'host'],
  ['hostname', 'host'],
  ['server', 'host'],
  ['port', 'port'],
  ['database', 'database'],
  ['dbname', 'database'],
  ['db', 'database'],
  ['user', 'user'],
  ['username', 'user'],
  ['password', 'password'],
  ['schema', 'schema'],
  ['ssl_mode', 'ssl_mode'],
  ['sslmode', 'ssl_mode'],
  ['ssl', 'ssl_mode'],
  ['tls', 'ssl_mode'],
]);
const shown = [
  'connector',
  'url',
  'host',
  'port',
  'database',
  'user',
  'password',
  'schema',
  'ssl_mode',
];

/** Reads hints under the names people use; a URL among them fills what the others leave open. */
export function readHints(hints: ConnectionHints): ReadHints {
  const values: { [name: string]: string } = {};
  const problems: { field: string; error: string }[] = [];
  for (const [name, value] of Object.entries(hints)) {
    const setting = names.get(name.toLowerCase());
    if (setting === undefined) {
      const near = nearestNames(name, shown);
      const meant = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
      problems.push({
        field: `hints.${name.slice(0, 64)}`,
        error: `There is no such hint.${meant} Allowed: ${shown.join(', ')}.`,
      });
      continue;
    }
    const text = String(value).trim();
    const wrong = problemOf(setting, text);
    if (wrong !== null) problems.push({ field: `hints.${name}`, error: wrong });
    else values[setting] = setting === 'password' ? String(value) : text;
  }
  const { url = '' } = values;
  const pasted = url === '' ? null : (readUrl(url) ?? readAssignments(url));
  return {
    connector: values['connector'],
    type: pasted?.type ?? null,
    settings: {
      ...pasted?.settings,
      ...draftOf({
        host: values['host'],
        port: portOf(values['port']),
        database: values['database'],
        user: values['user'],
        password: values['password'],
        schema: values['schema'],
        ssl_mode: sslModeOf(values['ssl_mode']),
      }),
    },
    problems,
  };
}

/** Never repeats the value: it may be a secret in the wrong place. */
function problemOf(setting: string, text: string): string | null {
  if (text.includes('\0')) return 'must not contain a NUL character';
  if (setting === 'port' && portOf(text) === undefined)
    return 'must be a whole number from 1 to 65535';
  if (setting === 'ssl_mode' && sslModeOf(text) === undefined)
    return 'must be disable, prefer, require, verify-ca or verify-full';
  if (setting === 'url' && readUrl(text) === null && readAssignments(text) === null)
    return 'must be a connection URL such as postgres://user@host:5432/database';
  return null;
}
