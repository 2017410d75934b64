import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './packed-sdk.ts';

/** A program on this machine, or what to do to have it. */
export interface Found {
  readonly program: string | null;
  readonly reason: string;
}

const brought = join(root, '.cache/sdk-runtimes/node_modules');

/** Looks among what `npm run sdk:runtimes` brought, then on the PATH. */
export function findRuntime(name: 'deno' | 'bun' | 'node18'): Found {
  const places = {
    deno: [join(brought, '.bin/deno'), ...onPath('deno')],
    // Its own start script needs an install script; the binary does not.
    bun: [join(brought, `@oven/bun-${process.platform}-${process.arch}/bin/bun`), ...onPath('bun')],
    node18: [join(brought, 'node18/bin/node')],
  };
  const program = places[name].find(isProgram) ?? null;
  return { program, reason: `no ${name} here; npm run sdk:runtimes brings it` };
}

function onPath(name: string): readonly string[] {
  return (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
