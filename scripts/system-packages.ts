import { spawnSync, type SpawnSyncOptions } from 'node:child_process';

/**
 * Installs Debian and Ubuntu packages, saying so on stderr. False where this process may not (it is
 * not root, there is no apt-get) or could not; the caller then tells the user what to install.
 */
export function installSystemPackages(names: readonly string[]): boolean {
  if (process.getuid?.() !== 0) return false;
  if (spawnSync('apt-get', ['--version']).status !== 0) return false;
  process.stderr.write(`[setup] Installing ${names.join(', ')} with apt-get.\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options: SpawnSyncOptions = { env, stdio: ['ignore', 2, 2], timeout: 600_000 };
  spawnSync('apt-get', ['update', '-qq'], options);
  const done = spawnSync(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...names],
    options,
  );
  return done.status === 0;
}
