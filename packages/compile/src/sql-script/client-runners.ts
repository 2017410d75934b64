import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RunScript } from './script-runners.ts';

/** The command-line clients of this machine that scripts are run with, besides the drivers. */
export const clients = {
  psql: isThere('psql'),
  mysql: isThere('mariadb'),
};

/** `psql --file`, variables as settings of the session, as the header of a script says. */
export function psqlScripts(url: string): RunScript {
  return (script, variables = {}) =>
    withFile(script, (file) => {
      const options = Object.entries(variables).map(
        ([name, value]) => `-c ai_etl.${name}=${value.replaceAll(/[\\ ]/g, String.raw`\$&`)}`,
      );
      return run(`psql --no-psqlrc --set ON_ERROR_STOP=1 --file "$SCRIPT" "$URL"`, {
        SCRIPT: file,
        URL: url,
        PGOPTIONS: options.join(' '),
      });
    });
}

/** `mariadb < file`, variables by `--init-command`. */
export function mysqlClientScripts(url: string): RunScript {
  const { hostname, port, username, password } = new URL(url);
  return (script, variables = {}) =>
    withFile(script, (file) => {
      const given = Object.entries(variables).map(
        ([name, value]) => `@${name} = '${value.replaceAll("'", "''")}'`,
      );
      const init = given.length === 0 ? '' : '--init-command="SET $GIVEN"';
      return run(
        `mariadb --no-defaults ${init} --protocol=tcp --host="$HOST" --port="$PORT" --user="$USERNAME" < "$SCRIPT"`,
        {
          SCRIPT: file,
          GIVEN: given.join(', '),
          HOST: hostname,
          PORT: port,
          USERNAME: decodeURIComponent(username),
          MYSQL_PWD: decodeURIComponent(password),
        },
      );
    });
}

function isThere(command: string): boolean {
  return spawnSync(command, ['--version']).status === 0;
}

async function withFile(script: string, use: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-etl-script-'));
  try {
    const file = join(folder, 'script.sql');
    await writeFile(file, script);
    await use(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What the client says on stderr is the message of the error. */
async function run(command: string, env: Readonly<Record<string, string>>): Promise<void> {
  await promisify(execFile)('sh', ['-ec', command], {
    env: { ...process.env, ...env },
    timeout: 60_000,
  });
}
