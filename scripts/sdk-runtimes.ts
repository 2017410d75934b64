/**
 * `npm run sdk:runtimes`: brings Deno, Bun and Node 18 into .cache, for the tests that run the
 * packed TypeScript SDK in them. Without it these tests are skipped with a printed reason.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, '.cache/sdk-runtimes');
mkdirSync(folder, { recursive: true });
for (const file of ['package.json', 'package-lock.json']) {
  copyFileSync(join(root, 'scripts/sdk-runtimes', file), join(folder, file));
}
const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
  cwd: folder,
  stdio: ['ignore', 2, 2],
});
process.exitCode = status ?? 1;
