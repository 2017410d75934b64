import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of packages/connectors/src that are no connectors. */
const shared = ['kit', 'testing'];

/** What the package offers of single connectors: settings of servers that configuration knows by URL. */
const offered =
  /^export \{ \w+SettingsFromUrl \} from '\.\/\w+\/settings\.ts';$|^export \{ spokenTypeName \} from /;

export interface Misplaced {
  readonly file: string;
  readonly line: string;
}

/** Connectors, by folder. */
export function connectorFolders(root: string): readonly string[] {
  return readdirSync(join(root, 'packages/connectors/src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !shared.includes(entry.name))
    .map(({ name }) => name)
    .toSorted();
}

/**
 * Lines that a new connector would need besides its folder and its line in catalog.ts: imports of a
 * connector from outside, of another connector from inside, and comparisons with a type's name in the
 * rooms that ask capabilities instead. Tests and what only they use are left out.
 */
export function misplacedLines(root: string): readonly Misplaced[] {
  const folders = connectorFolders(root);
  const names = folders.join('|');
  const importOf = new RegExp(`from '(?:\\.{1,2}/)+(${names})/`);
  const comparison = new RegExp(`(?:[=!]==|case) '(${names})'`);
  const found: Misplaced[] = [];
  for (const file of sources(root, 'packages/connectors/src')) {
    const own = file.split('/')[3] ?? '';
    for (const line of linesOf(root, file)) {
      const [, folder] = importOf.exec(line) ?? [];
      if (folder === undefined || folder === own || offered.test(line)) continue;
      if (
        file === 'packages/connectors/src/catalog.ts' &&
        line.includes(`/${folder}/connector.ts'`)
      )
        continue;
      found.push({ file, line });
    }
  }
  for (const room of ['packages/core', 'packages/engine', 'packages/store']) {
    for (const file of sources(root, `${room}/src`)) {
      for (const line of linesOf(root, file)) {
        if (comparison.test(line)) found.push({ file, line });
      }
    }
  }
  return found;
}

function sources(root: string, folder: string): readonly string[] {
  return globSync(`${folder}/**/*.ts`, { cwd: root }).filter(
    (file) => !/\.test\.ts$|\.test-data\.ts$|\/testing\/|\.contract\.ts$/.test(file),
  );
}

function linesOf(root: string, file: string): readonly string[] {
  return readFileSync(join(root, file), 'utf8').split('\n');
}
