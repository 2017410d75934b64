import { glob, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { AiEtlError } from '@ai-etl/core';
import { findLocalPath } from '../kit/local-path.ts';
import { ownTablePrefix } from '../kit/staging-name.ts';
import type { FilePlace } from './file-place.ts';
import { formatOf, type FileFormat } from './format.ts';
import type { Folder } from './settings.ts';
import type { FileStore } from './target/file-store.ts';
import { replacedFiles } from './target/ledger.ts';

/** A file that a path or glob names. */
export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  /** Below the root, with `/`. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly changedMs: number;
  readonly format: FileFormat;
}

/** More in one path are refused. */
export const mostFiles = 10_000;

/** True for names that are no data: ours, and the mark that Excel keeps beside a workbook that is open. */
export function isHiddenName(name: string): boolean {
  return name.split('/').some((part) => part.startsWith(ownTablePrefix) || part.startsWith('~$'));
}

/**
 * Files that a path or glob names, by name. All have one kind of format, and none lies outside of the
 * root. Throws OBJECT_NOT_FOUND and VALIDATION_ERROR.
 */
export async function findFiles(
  { folder, store }: Pick<FilePlace, 'folder' | 'store'>,
  path: string,
): Promise<readonly FoundFile[]> {
  if (path.split(/[/\\]/).includes('..')) throw invalid(path, 'must not contain ".."');
  const literal = await findLocalPath({ path, roots: [folder.root], field: 'path' });
  if (literal.kind === 'folder') throw invalid(path, `is a folder; name its files: ${path}/*.csv`);
  if (literal.kind === 'other') throw invalid(path, 'is a device, a pipe or a socket');
  const names =
    literal.kind === 'file' ? [below(folder.root, path)] : await expand(folder, store, path);
  const found = await Promise.all(names.map((name) => lookAt(folder, name)));
  const files = found.filter((one) => one !== undefined);
  const [first] = files;
  if (first === undefined) {
    throw new AiEtlError('OBJECT_NOT_FOUND', `No file of ${folder.shownRoot} matches ${path}.`, {
      retryable: false,
    });
  }
  const other = files.find(({ format }) => format.kind !== first.format.kind);
  if (other !== undefined) {
    throw invalid(path, `names files of several formats: ${first.name}, ${other.name}`);
  }
  return files;
}

async function expand(
  { root }: Folder,
  store: FileStore,
  path: string,
): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const name of glob(path, { cwd: root })) {
    names.push(below(root, name));
    if (names.length > mostFiles) throw invalid(path, `names more than ${mostFiles} files`);
  }
  const hidden = await hiddenFiles(store, names);
  return names.filter((name) => !hidden.has(name)).toSorted();
}

/** Files of runs that are not published, and those that are being replaced. */
async function hiddenFiles(
  store: FileStore,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const folders = new Set(names.map((name) => name.slice(0, Math.max(name.lastIndexOf('/'), 0))));
  const replaced = await Promise.all(Array.from(folders, (one) => replacedFiles(store, one)));
  return new Set([...names.filter(isHiddenName), ...replaced.flatMap((some) => [...some])]);
}

/** undefined: a folder that a glob met. */
async function lookAt({ root }: Folder, name: string): Promise<FoundFile | undefined> {
  const { path, kind } = await findLocalPath({ path: name, roots: [root], field: 'path' });
  if (kind !== 'file') return undefined;
  const format = formatOf(name);
  if (format === undefined) {
    throw invalid(
      name,
      'has an ending that is not known: use csv, tsv, json, jsonl, parquet or xlsx',
    );
  }
  const { size, mtimeMs } = await stat(path);
  return { path: join(root, name), name, sizeBytes: size, changedMs: mtimeMs, format };
}

function below(root: string, path: string): string {
  return relative(root, join(root, path.startsWith(root) ? path.slice(root.length) : path))
    .split(sep)
    .join('/');
}

function invalid(path: string, error: string): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', `The path ${path} ${error}.`, {
    retryable: false,
    details: [{ field: 'path', error }],
  });
}
