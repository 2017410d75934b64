import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { AiEtlError } from '@ai-etl/core';

/** The programs of an installed MariaDB that we start. */
export interface MariadbBinaries {
  readonly server: string;
  readonly installDatabase: string;
  readonly timeZonesToSql: string;
}

/** Debian's package that has them all. */
export const MARIADB_PACKAGE = 'mariadb-server';

/** Servers are kept off an ordinary user's PATH. */
const usualPlaces = ['/usr/sbin', '/usr/local/sbin', '/usr/libexec', '/usr/local/bin', '/usr/bin'];

/** Finds an installed MariaDB on the PATH and in the usual places; undefined when there is none. */
export function findMariadb(): MariadbBinaries | undefined {
  const server = findProgram('mariadbd');
  const installDatabase = findProgram('mariadb-install-db');
  const timeZonesToSql = findProgram('mariadb-tzinfo-to-sql');
  if (server === undefined || installDatabase === undefined || timeZonesToSql === undefined) {
    return undefined;
  }
  return { server, installDatabase, timeZonesToSql };
}

/** The same, or LOCAL_COMPONENT_MISSING with what to install. */
export function requireMariadb(): MariadbBinaries {
  const found = findMariadb();
  if (found !== undefined) return found;
  throw new AiEtlError(
    'LOCAL_COMPONENT_MISSING',
    `MariaDB (mariadbd) is not installed, which tests of the MySQL connector need. Install Debian's package ${MARIADB_PACKAGE}, or run "npm test" as root, which does.`,
  );
}

function findProgram(name: string): string | undefined {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...path, ...usualPlaces].map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
