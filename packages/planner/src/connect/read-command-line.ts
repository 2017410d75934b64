import {
  draftOf,
  portOf,
  without,
  type ConnectionReading,
  type DraftSettings,
} from './connection-draft.ts';
import { readAssignments } from './read-assignments.ts';
import { readUrl } from './read-url.ts';

const programs: ReadonlyMap<string, string> = new Map([
  ['psql', 'postgresql'],
  ['pg_dump', 'postgresql'],
  ['pg_restore', 'postgresql'],
  ['pgcli', 'postgresql'],
  ['clickhouse-client', 'clickhouse'],
  ['clickhouse client', 'clickhouse'],
  ['clickhouse-cli', 'clickhouse'],
  ['mysql', 'mysql'],
]);
const pattern =
  /(?<![\p{L}\p{N}./-])(?<program>psql|pg_dump|pg_restore|pgcli|clickhouse-client|clickhouse client|clickhouse-cli|mysql)(?=\s+-|\s+["']?(?:postgres|host=|\w+\s*$))(?<args>(?:[^\n;|,]|,(?=\S))*)/iu;

type Option = keyof DraftSettings | 'secure' | 'none';

/** Short options differ between programs: -d is the database everywhere, -U and -u are users. */
const options: ReadonlyMap<string, Option> = new Map<string, Option>([
  ['-h', 'host'],
  ['--host', 'host'],
  ['-p', 'port'],
  ['--port', 'port'],
  ['-d', 'database'],
  ['--dbname', 'database'],
  ['--database', 'database'],
  ['-U', 'user'],
  ['-u', 'user'],
  ['--username', 'user'],
  ['--user', 'user'],
  ['--password', 'password'],
  ['-n', 'schema'],
  ['--schema', 'schema'],
  ['-s', 'secure'],
  ['--secure', 'secure'],
  ['-W', 'none'],
  ['-w', 'none'],
  ['--no-password', 'none'],
]);

/** Reads `psql -h h -U u d`, `PGPASSWORD=… psql …`, `clickhouse-client --host h --secure`. */
export function readCommandLine(text: string): ConnectionReading | null {
  const found = pattern.exec(text);
  const program = found?.groups?.['program']?.toLowerCase() ?? '';
  const type = programs.get(program);
  if (found === null || type === undefined) return null;
  const words = splitWords(found.groups?.['args'] ?? '');
  const { values, positional, secure } = readOptions(words, type);
  const conninfo = positional[0] ?? values.database ?? '';
  const nested = /:\/\/|=/u.test(conninfo)
    ? (readUrl(conninfo) ?? readAssignments(conninfo))
    : null;
  const [database, user] = nested === null ? positional : [];
  const before = readAssignments(text.slice(0, found.index));
  return {
    source: 'the command line',
    type,
    settings: {
      ...before?.settings,
      ...nested?.settings,
      ...draftOf({
        ...values,
        port: portOf(values.port),
        database: nested === null ? (values.database ?? database) : nested.settings.database,
        user: values.user ?? nested?.settings.user ?? (type === 'postgresql' ? user : undefined),
        ssl_mode: secure ? 'require' : nested?.settings.ssl_mode,
      }),
    },
    warnings: [],
    rest: `${before?.rest ?? text.slice(0, found.index)} ${without(text, 0, found.index + found[0].length)}`,
  };
}

interface ReadOptions {
  readonly values: { -readonly [Name in keyof DraftSettings]?: string };
  readonly positional: readonly string[];
  readonly secure: boolean;
}

function readOptions(words: readonly string[], type: string): ReadOptions {
  const values: { -readonly [Name in keyof DraftSettings]?: string } = {};
  const positional: string[] = [];
  let secure = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [long, inline] = splitInline(word);
    const option = options.get(long);
    if (option === undefined) {
      if (!word.startsWith('-')) positional.push(word);
      continue;
    }
    if (option === 'none') continue;
    // psql's --password only asks for one; its -s and -n mean other things.
    if (option === 'secure' && type !== 'postgresql') secure = true;
    if (option === 'secure' || (option === 'password' && type === 'postgresql')) continue;
    const value = inline ?? words[at + 1];
    if (value === undefined || (inline === undefined && value.startsWith('-'))) continue;
    if (inline === undefined) at += 1;
    values[option] = value;
  }
  return { values, positional, secure };
}

/** `--host=h`, `-hdb.example.com`. */
function splitInline(word: string): [string, string | undefined] {
  const long = /^(--[a-z-]+)=(.*)$/u.exec(word);
  if (long !== null) return [long[1] ?? '', long[2]];
  const short = /^(-[hpdUu])(.+)$/u.exec(word);
  return short === null ? [word, undefined] : [short[1] ?? '', short[2]];
}

function splitWords(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/gu)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
}
