// Builds dist/: one bundle and one tree of declarations for `import`, the same for `require`.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const home = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(home, 'dist');
rmSync(dist, { recursive: true, force: true });

for (const [format, folder] of [
  ['esm', 'esm'],
  ['cjs', 'cjs'],
]) {
  await build({
    entryPoints: [join(home, 'src/index.ts')],
    outfile: join(dist, folder, 'index.js'),
    bundle: true,
    format,
    platform: 'neutral',
    target: 'es2022',
    sourcemap: true,
    sourcesContent: true,
    logLevel: 'warning',
  });
}

const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
execFileSync(process.execPath, [tsc, '-p', join(home, 'tsconfig.build.json')], {
  stdio: 'inherit',
});
nameCompiledFiles(join(dist, 'esm'));
for (const entry of readdirSync(join(dist, 'esm'))) {
  if (entry.endsWith('.js') || entry.endsWith('.map')) continue;
  cpSync(join(dist, 'esm', entry), join(dist, 'cjs', entry), { recursive: true });
}
mkdirSync(join(dist, 'cjs'), { recursive: true });
writeFileSync(join(dist, 'cjs/package.json'), '{ "type": "commonjs" }\n');

/** Declarations import './x.ts'; consumers have only './x.js'. */
function nameCompiledFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) nameCompiledFiles(file);
    else if (file.endsWith('.d.ts')) {
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace(/(from\s+|import\()(['"])(\.[^'"]*)\.ts\2/g, '$1$2$3.js$2'));
    }
  }
}
