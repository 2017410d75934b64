import { glob, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { AiEtlError } from '@ai-etl/core';
import { findLocalPath } from '../kit/local-path.ts';
import { codeOf } from '../kit/network-error.ts';
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

/** Looks at a path until it names the same files before and after; a run that replaces some needs two. */
const mostLooks = 10;

/**
 * Files that a path or glob names, by name, brought to this machine. All have one kind of format, none lies
 * outside of the root, and while runs replace some they are those of one moment: of a replacement never both
 * files and never neither. Throws OBJECT_NOT_FOUND, VALIDATION_ERROR, and CONNECTION_LOST where files come and
 * go for ever.
 */
export async function findFiles(
  place: FilePlace,
  path: string,
  signal?: AbortSignal,
): Promise<readonly FoundFile[]> {
  if (path.split(/[/\\]/).includes('..')) throw invalid(path, 'must not contain ".."');
  const files = await lookUntilStill(place, path, signal);
  const [first] = files;
  if (first === undefined) {
    const { shownRoot } = place.folder;
    throw new AiEtlError('OBJECT_NOT_FOUND', `No file of ${shownRoot} matches ${path}.`, {
      retryable: false,
    });
  }
  const other = files.find(({ format }) => format.kind !== first.format.kind);
  if (other !== undefined) {
    throw invalid(path, `names files of several formats: ${first.name}, ${other.name}`);
  }
  return files;
}

/**
 * Which files are replaced is asked between two lists of names. Where these are the same, no file got its name
 * and none was removed in between, so the answer is about the names.
 */
async function lookUntilStill(
  place: FilePlace,
  path: string,
  signal: AbortSignal | undefined,
): Promise<readonly FoundFile[]> {
  const { folder, store } = place;
  for (let look = 1; look <= mostLooks; look += 1) {
    const names = await namesOf(place, path, signal);
    const replaced = await replacedAmong(store, names);
    if (!isSame(names, await namesOf(place, path, signal))) continue;
    const shown = names.filter((name) => !replaced.has(name));
    const found = await Promise.all(shown.map((name) => lookAt(folder, name)));
    if (!found.includes('missing')) return found.filter((one) => typeof one !== 'string');
  }
  throw new AiEtlError(
    'CONNECTION_LOST',
    `Folder ${folder.shownRoot}: files that match ${path} came and went during ${mostLooks} looks. Try again.`,
  );
}

/** Names that lie on this machine now, without hidden ones. */
async function namesOf(
  place: FilePlace,
  path: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const { root } = place.folder;
  await place.bring(path, signal);
  const literal = await findLocalPath({ path, roots: [root], field: 'path' });
  if (literal.kind === 'folder') throw invalid(path, `is a folder; name its files: ${path}/*.csv`);
  if (literal.kind === 'other') throw invalid(path, 'is a device, a pipe or a socket');
  if (literal.kind === 'file') return [below(root, path)];
  const names: string[] = [];
  for await (const name of glob(path, { cwd: root })) {
    names.push(below(root, name));
    if (names.length > mostFiles) throw invalid(path, `names more than ${mostFiles} files`);
  }
  return names.filter((name) => !isHiddenName(name)).toSorted();
}

/** Those in whose place others stand already. */
async function replacedAmong(
  store: FileStore,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const folders = new Set(names.map((name) => name.slice(0, Math.max(name.lastIndexOf('/'), 0))));
  const replaced = await Promise.all(Array.from(folders, (one) => replacedFiles(store, one)));
  return new Set(replaced.flatMap((some) => [...some]));
}

function isSame(names: readonly string[], others: readonly string[]): boolean {
  return names.length === others.length && names.every((name, index) => name === others[index]);
}

/** `folder`: one that a glob met. */
async function lookAt({ root }: Folder, name: string): Promise<FoundFile | 'folder' | 'missing'> {
  const { path, kind } = await findLocalPath({ path: name, roots: [root], field: 'path' });
  if (kind === 'missing') return 'missing';
  if (kind !== 'file') return 'folder';
  const format = formatOf(name);
  if (format === undefined) {
    throw invalid(
      name,
      'has an ending that is not known: use csv, tsv, json, jsonl, parquet or xlsx',
    );
  }
  const found = await stat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return 'missing';
  const { size, mtimeMs } = found;
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
