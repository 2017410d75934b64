import { draftOf, portOf, without, type ConnectionReading } from './connection-draft.ts';

const pattern =
  /(?:^|[\s"'`])(?<host>[\w.*-]+|\\?\[[^\]]+\]):(?<port>\d{1,5}|\*):(?<database>(?:[^:\s\\]|\\.)+):(?<user>(?:[^:\s\\]|\\.)+):(?<password>(?:[^\s\\]|\\.)+)/u;

/** Reads a `.pgpass` line, `host:port:database:user:password`; a star leaves that part open. */
export function readPgpass(text: string): ConnectionReading | null {
  const found = pattern.exec(text);
  if (found?.groups === undefined || found.groups === null) return null;
  const { host, port, database, user, password } = found.groups;
  return {
    source: 'the .pgpass line',
    type: 'postgresql',
    settings: draftOf({
      host: open(host),
      port: portOf(port),
      database: open(database),
      user: open(user),
      password: open(password?.replace(/["'`]$/u, '')),
    }),
    warnings: [],
    rest: without(text, found.index, found.index + found[0].length),
  };
}

function open(part: string | undefined): string | undefined {
  return part === undefined || part === '*' ? undefined : part.replaceAll(/\\(.)/gu, '$1');
}
