/**
 * `npm run test:equality -- [--json] [--seed N] [--specs N]`: whole specs, generated and hand-written,
 * over hostile rows, computed by PostgreSQL, ClickHouse, DuckDB, SQLite, MariaDB and exported pandas
 * programs; the rows must be equal. Brings what is missing first. docs/concepts/semantics.md says how.
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopTestServers } from '@ai-etl/local';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

const env = { ...process.env, CI: 'true' };
// stdout belongs to `--json`.
for (const script of ['scripts/mariadb-server.ts', 'scripts/python-env.mjs']) {
  spawnSync(process.execPath, [script], { stdio: ['ignore', 2, 2], env });
}
const suite = ['packages/compile/src/testing/main-equality.ts', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, suite, { stdio: 'inherit' });
process.exitCode = status ?? 1;
// Here, since a process that used the servers keeps them alive until it ends.
await stopTestServers();
