import { chownSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { ServerAccount } from '../process/account.ts';
import { makeDirectory } from '../process/private-file.ts';
import type { MariadbBinaries } from './binaries.ts';
import { runProgram } from './run-program.ts';

/** Account of the server that may do everything. */
export const MARIADB_USER = 'ai_etl';

const DRAFT_PREFIX = 'data.init-';

/** The environment MariaDB sees: nothing of ours leaks in, and texts come in English. */
export const MARIADB_ENVIRONMENT = {
  LC_ALL: 'C',
  TZ: 'UTC',
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin',
} as const;

/** What it takes to create the data directory. */
export interface DataDirectoryOptions {
  /** Directory that holds `data`. */
  readonly root: string;
  readonly binaries: MariadbBinaries;
  readonly account: ServerAccount | undefined;
  readonly password: string;
}

/**
 * Creates the data directory unless it exists: system tables, time zones, one account. It appears in
 * one step, so a process killed in the middle leaves only a draft, which the next start removes.
 * Errors: LOCAL_SERVER_FAILED.
 */
export async function ensureDataDirectory(options: DataDirectoryOptions): Promise<void> {
  const { root, account } = options;
  makeDirectory(dirname(root), true);
  makeDirectory(root, true);
  if (account !== undefined) chownSync(root, account.uid, account.gid);
  const data = join(root, 'data');
  if (existsSync(data)) return;

  for (const name of readdirSync(root)) {
    if (name.startsWith(DRAFT_PREFIX)) rmSync(join(root, name), { recursive: true, force: true });
  }
  const draft = join(root, `${DRAFT_PREFIX}${randomUUID()}`);
  try {
    await createSystemTables(options, draft);
    renameSync(draft, data);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

async function createSystemTables(options: DataDirectoryOptions, draft: string): Promise<void> {
  const { root, binaries, account } = options;
  const run = (program: string, args: readonly string[], input = '') =>
    runProgram({ program, args, cwd: root, environment: MARIADB_ENVIRONMENT, account }, input);
  await run(binaries.installDatabase, [
    '--no-defaults',
    '--auth-root-authentication-method=socket',
    '--skip-test-db',
    `--datadir=${draft}`,
  ]);
  const zones = await run(binaries.timeZonesToSql, ['--skip-write-binlog', '/usr/share/zoneinfo']);
  // Without a socket the account root, which logs in by it, is out of use.
  const accounts = [
    'FLUSH PRIVILEGES;',
    `CREATE USER '${MARIADB_USER}'@'%' IDENTIFIED BY '${options.password}';`,
    `GRANT ALL PRIVILEGES ON *.* TO '${MARIADB_USER}'@'%' WITH GRANT OPTION;`,
  ].join('\n');
  await run(
    binaries.server,
    ['--no-defaults', '--bootstrap', `--datadir=${draft}`],
    `USE mysql;\n${zones}\n${accounts}\n`,
  );
}
