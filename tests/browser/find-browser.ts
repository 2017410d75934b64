import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installSystemPackages } from '../../scripts/system-packages.ts';

/** A browser that can be run without a screen, or why there is none. */
export type FoundBrowser =
  { readonly program: string } | { readonly program: null; readonly reason: string };

const names = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];

/** Looks on the PATH; where there is none, installs Debian's if this process may. */
export function findBrowser(): FoundBrowser {
  const program = onPath() ?? (installSystemPackages(['chromium']) ? onPath() : undefined);
  if (program !== undefined) return { program };
  return { program: null, reason: `no browser here (${names.join(', ')}) and none to install` };
}

function onPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
