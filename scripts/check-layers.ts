/**
 * Enforces who may import whom (docs/decisions/0001-layout.md): packages through their one door
 * only, in the allowed direction only, relative imports never out of their own package.
 *
 * Usage: node scripts/check-layers.ts [root]; prints one line a violation and exits 1.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Room -> packages of ours that its code may import. Tests may use what `testsMay` adds. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'packages/core': [],
  'packages/compile': ['core'],
  'packages/connectors': ['core'],
  'packages/store': ['core'],
  'packages/planner': ['core'],
  'packages/local': ['core'],
  'packages/engine': ['core', 'compile'],
  'apps/server': ['core', 'compile', 'connectors', 'engine', 'local', 'planner', 'store'],
  'apps/cli': ['sdk'],
  'sdks/typescript': [],
  scripts: ['core', 'compile', 'connectors', 'engine', 'local', 'planner', 'store', 'server'],
  bench: ['core', 'compile', 'connectors', 'engine', 'local', 'planner', 'store', 'server'],
  evals: ['core', 'compile', 'connectors', 'engine', 'local', 'planner', 'store', 'server'],
  tests: ['core', 'compile', 'connectors', 'engine', 'local', 'planner', 'store', 'server', 'sdk'],
  examples: ['sdk'],
};

/** Integration tests start real servers. */
const testsMay = ['local'];

export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Folders at the top that hold no rooms of code, beside the hidden ones. */
const otherFolders: readonly string[] = ['docs', 'node_modules', 'dist', 'coverage'];

/** Every violation below `root`, in file order; folders that are no room of ours come last. */
export function findLayerViolations(root: string): readonly Violation[] {
  return [
    ...Object.keys(mayImport).flatMap((room) =>
      sourceFiles(join(root, room)).flatMap((file) => inspect(root, room, file)),
    ),
    ...strangeFolders(root),
  ];
}

/** Results of measurements, which may hold data that must not be copied, once landed as a folder. */
function strangeFolders(root: string): readonly Violation[] {
  const known = new Set([
    ...otherFolders,
    ...Object.keys(mayImport).map((room) => room.split('/')[0]),
  ]);
  return readdirSync(root, { withFileTypes: true })
    .filter((one) => one.isDirectory() && !one.name.startsWith('.') && !known.has(one.name))
    .map((one) => ({
      file: one.name,
      line: 1,
      message: 'is no room of ours (docs/decisions/0001-layout.md); scratch files belong in .cache',
    }));
}

function sourceFiles(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.name === 'node_modules') return [];
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourceFiles(path);
      return /\.(ts|tsx|mts)$/.test(entry.name) ? [path] : [];
    });
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function inspect(root: string, room: string, file: string): readonly Violation[] {
  const text = readFileSync(file, 'utf8');
  const found: Violation[] = [];
  for (const match of text.matchAll(importPattern)) {
    const specifier = match[1] ?? match[2] ?? match[3];
    if (specifier === undefined) continue;
    const message = judge(root, room, file, specifier);
    if (message === undefined) continue;
    const line = text.slice(0, (match.index ?? 0) + match[0].indexOf(specifier)).split('\n').length;
    found.push({ file: relative(root, file), line, message });
  }
  return found;
}

function judge(root: string, room: string, file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) {
    const home = room.includes('/') ? join(root, room) : root;
    const target = resolve(dirname(file), specifier);
    const outside = relative(home, target).startsWith('..');
    const intoRoom =
      !room.includes('/') &&
      /^(packages|apps|sdks)\//.test(relative(root, target).split(sep).join('/'));
    return outside || intoRoom
      ? `"${specifier}" reaches into another room; import its door`
      : undefined;
  }
  const ours = /^@ai-etl\/([^/]+)(\/.*)?$/.exec(specifier);
  if (ours === null) return undefined;
  if (ours[2] !== undefined) return `"${specifier}" is a deep import; import @ai-etl/${ours[1]}`;
  const allowed = [
    ...(mayImport[room] ?? []),
    ...(/\.test\.ts$|\/testing\//.test(file) ? testsMay : []),
  ];
  return allowed.includes(ours[1] ?? '')
    ? undefined
    : `${room} must not import ${specifier} (allowed: ${allowed.join(', ') || 'nothing of ours'})`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..');
  const violations = findLayerViolations(root);
  for (const one of violations) console.error(`${one.file}:${one.line} ${one.message}`);
  console.log(`layers: ${violations.length} violations`);
  if (violations.length > 0) process.exitCode = 1;
}
