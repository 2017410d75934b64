/**
 * Installs MariaDB, which tests of the MySQL connector start on a data directory of their own, where
 * this process may; elsewhere it says what to install, and those tests are skipped (in CI they fail).
 */
import { findMariadb, MARIADB_PACKAGE } from '@ai-etl/local';
import { installSystemPackages } from './system-packages.ts';

if (findMariadb() === undefined) {
  installSystemPackages([MARIADB_PACKAGE, 'mariadb-client', 'tzdata']);
}
const found = findMariadb();
process.stderr.write(
  found === undefined
    ? `[setup] No MariaDB here, and none to install: as root, run apt-get install ${MARIADB_PACKAGE}.\n`
    : `[setup] MariaDB for tests: ${found.server}\n`,
);
