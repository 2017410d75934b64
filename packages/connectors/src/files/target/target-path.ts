import { invariant, type PublicationKey } from '@ai-etl/core';
import { ownTablePrefix, parseWorkTableName, workTableName } from '../../kit/staging-name.ts';
import { formatOf, type PlainFormat } from '../format.ts';

/**
 * What a target's `path` names. Without `*` one file, which each run replaces; with one `*` in its last part
 * as many files as there were runs that appended, in one folder.
 */
export interface TargetPath {
  /** Below the root, with `/`; empty is the root itself. */
  readonly folder: string;
  /** The last part of the path, around its `*`; `after` is undefined where it has none. */
  readonly before: string;
  readonly after: string | undefined;
  readonly format: PlainFormat;
}

/** Bytes of the longest name that file systems take. */
const longestName = 255;

/** The parsed path, or what is wrong with it, as the end of a sentence about it. Pure. */
export function parseTargetPath(
  path: string,
): { readonly path: TargetPath } | { readonly problem: string } {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  if (path.startsWith('/') || path.includes('\\') || path.includes('\0')) {
    return { problem: 'must lie below the folder of the connection, with "/" between its parts' };
  }
  if ([...parts, name].some((part) => part === '' || part === '.' || part === '..')) {
    return { problem: 'must not have empty parts, "." or ".."' };
  }
  if ([...parts, name].some((part) => part.startsWith(ownTablePrefix))) {
    return { problem: `must not have a part that begins with ${ownTablePrefix}` };
  }
  if (/[?[\]{}]/.test(path) || parts.some((part) => part.includes('*'))) {
    return { problem: 'may have one "*", in its last part, and no other wildcard' };
  }
  if ([...parts, name].some((part) => Buffer.byteLength(part) > longestName)) {
    return { problem: `has a part of more than ${longestName} bytes` };
  }
  const [before = '', after, ...others] = name.split('*');
  if (others.length > 0) return { problem: 'may have only one "*"' };
  const format = formatOf(name);
  if (format === undefined || format.kind === 'excel' || /\.json(\.|$)/i.test(name)) {
    return {
      problem:
        'must end in .csv, .tsv, .jsonl, .ndjson (each also with .gz or .zst) or .parquet, which says how to write it',
    };
  }
  return { path: { folder: parts.join('/'), before, after, format } };
}

/** The same, where the plan has refused what is wrong. */
export function requireTargetPath(path: string): TargetPath {
  const parsed = parseTargetPath(path);
  invariant('path' in parsed, `the path ${path} of a plan can be written`);
  return parsed.path;
}

/** A name in the folder of the target. */
export function besides({ folder }: Pick<TargetPath, 'folder'>, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The file that (run, step) publishes: the same in every attempt, so that it is there once. */
export function publishedName(path: TargetPath, key: PublicationKey): string {
  const { before, after } = path;
  return besides(path, after === undefined ? before : `${before}${keyName(key)}${after}`);
}

/** True for names in the folder that the path names. */
export function isNamedBy({ before, after }: TargetPath, name: string): boolean {
  if (name.startsWith(ownTablePrefix)) return false;
  if (after === undefined) return name === before;
  return (
    name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after)
  );
}

const ownPart = /ai-etl-[0-9A-Za-z]+-[0-9a-f]{8}/;

/** True for names that runs of ours gave. */
export function isOwnName({ before, after = '' }: TargetPath, name: string): boolean {
  const middle = name.slice(before.length, name.length - after.length);
  return ownPart.exec(middle)?.[0] === middle;
}

/** The same where the path is not known: names that runs of ours gave hold run and step. */
export function mayBeOwnName(name: string): boolean {
  return ownPart.test(name);
}

/** What records that (run, step) published. */
export function manifestName(path: TargetPath, key: PublicationKey): string {
  return besides(path, `${ownTablePrefix}manifest_${keyName(key)}.json`);
}

/** The rows of an attempt until they are published. No ending: it matches nobody's `*.csv`. */
export function stagedName(path: TargetPath, key: PublicationKey): string {
  return besides(path, workName(key));
}

/** The same without its folder. */
export function workName(key: PublicationKey): string {
  return workTableName('stg', key);
}

/** The record of an attempt until it is published. */
export function preparedName(path: TargetPath, key: PublicationKey): string {
  return `${stagedName(path, key)}.json`;
}

function keyName(key: PublicationKey): string {
  const parsed = parseWorkTableName(workTableName('stg', key));
  invariant(parsed !== undefined, 'names of work tables can be read');
  return `ai-etl-${parsed.runId.replace(/^run_/, '')}-${parsed.stepHash}`;
}
