import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { AiEtlError, messageOf } from '@ai-etl/core';
import { codeOf } from './network-error.ts';

/** A place on the worker's machine that a connection may use. */
export interface LocalPath {
  /** Absolute, without symbolic links. Use this one: the text of the setting may lead elsewhere later. */
  readonly path: string;
  /** What is there now. `other`: a device, a pipe or a socket, which reading may wait on for ever. */
  readonly kind: 'file' | 'folder' | 'other' | 'missing';
}

export interface LocalPathRequest {
  /** As somebody wrote it; a relative one lies below the first root. */
  readonly path: string;
  /** `OpenOptions.fileRoots`: absolute folders. None or absent: nothing is allowed. */
  readonly roots: readonly string[] | undefined;
  /** The setting, for the error: `settings.path`. */
  readonly field: string;
}

/**
 * Finds out where a path leads and holds it to the allowed folders: neither `..` nor a symbolic link,
 * of the file or of a folder above it, leads out. A path outside is not looked at before it is refused,
 * so that answers tell nothing about other files. What is missing may be created: below a folder that
 * exists the path is as if it were there. Throws VALIDATION_ERROR.
 *
 * Whoever may change the allowed folders themselves can swap a link between this look and the use:
 * give such people no connections.
 */
export async function findLocalPath(request: LocalPathRequest): Promise<LocalPath> {
  const { path, field } = request;
  const roots = (request.roots ?? []).map((root) => resolve(root));
  const [first] = roots;
  if (first === undefined) {
    throw refused(field, 'is refused: no folder is allowed here, see AI_ETL_FILE_ROOTS');
  }
  if (path === '' || path.includes('\0')) throw refused(field, 'must be a path');
  const asked = isAbsolute(path) ? resolve(path) : resolve(first, path);
  const homes = [...roots, ...(await Promise.all(roots.map((root) => realPlace(root, field))))];
  const outside = `must lie below ${roots.join(' or ')}, also after symbolic links`;
  if (!isBelow(asked, homes)) throw refused(field, outside);
  const real = await realPlace(asked, field);
  if (!isBelow(real, homes.slice(roots.length))) throw refused(field, outside);
  return { path: real, kind: await kindOf(real, field) };
}

/** As realpath, also for what does not exist yet: its nearest existing parent decides. */
async function realPlace(path: string, field: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw unreadable(error, field);
  }
  // Opening a link to nothing would create its target, wherever that is.
  if (await isLink(path)) throw refused(field, 'is a symbolic link to nothing');
  const parent = dirname(path);
  return parent === path ? path : join(await realPlace(parent, field), basename(path));
}

async function isLink(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isSymbolicLink() ?? false;
}

async function kindOf(path: string, field: string): Promise<LocalPath['kind']> {
  try {
    const found = await stat(path);
    if (found.isFile()) return 'file';
    return found.isDirectory() ? 'folder' : 'other';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'missing';
    throw unreadable(error, field);
  }
}

function isBelow(path: string, roots: readonly string[]): boolean {
  return roots.some(
    (root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep),
  );
}

/** ENOTDIR, EACCES, ELOOP, ENAMETOOLONG: only met below an allowed folder. */
function unreadable(error: unknown, field: string): AiEtlError {
  const why = codeOf(error) ?? messageOf(error);
  return new AiEtlError('VALIDATION_ERROR', `The path cannot be used (${why}).`, {
    details: [{ field, error: `cannot be used: ${why}` }],
    cause: error,
  });
}

function refused(field: string, error: string): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', `The path ${error}.`, {
    details: [{ field, error }],
  });
}
