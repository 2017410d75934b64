import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = join(dirname(fileURLToPath(import.meta.url)), '../../../..', '.cache', 'promtool');

/**
 * Prometheus' own checker: from the PATH, or taken out of Debian's package `prometheus` into
 * .cache, without installing it (its service would start). Null: not to be had here; install the
 * package.
 */
export function findPromtool(): string | null {
  if (spawnSync('promtool', ['--version']).status === 0) return 'promtool';
  const unpacked = join(cache, 'usr', 'bin', 'promtool');
  if (existsSync(unpacked)) return unpacked;
  mkdirSync(cache, { recursive: true });
  process.stderr.write("[setup] Fetching promtool from Debian's package prometheus.\n");
  const options = { cwd: cache, timeout: 120_000 };
  // Where the lists of packages are old, they are fetched anew; that may need root.
  if (spawnSync('apt-get', ['download', 'prometheus'], options).status !== 0) {
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['download', 'prometheus'], options);
  }
  const archive = readdirSync(cache).find((name) => name.endsWith('.deb'));
  if (archive === undefined) return null;
  const done = spawnSync('dpkg-deb', ['-x', archive, '.'], options).status === 0;
  return done && existsSync(unpacked) ? unpacked : null;
}
