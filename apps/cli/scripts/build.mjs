// Builds dist/ai-etl.mjs: one file with the SDK in it, for Node 18 or later.
import { chmodSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const home = join(dirname(fileURLToPath(import.meta.url)), '..');
const outfile = join(home, 'dist/ai-etl.mjs');
rmSync(join(home, 'dist'), { recursive: true, force: true });
await build({
  entryPoints: [join(home, 'src/main.ts')],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node18.19',
  conditions: ['ai-etl-source'],
  logLevel: 'warning',
});
chmodSync(outfile, 0o755);
