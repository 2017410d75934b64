import { isGlob } from '../../files/file-name.ts';

/** Where files are, as words, a URL or a path tell it. */
export type FileLocation =
  | {
      readonly kind: 'bucket';
      /** `s3://bucket/prefix`, without the files behind it. */
      readonly root: string;
      readonly endpoint?: string;
      readonly region?: string;
      /** What stood behind the folder: `*.parquet`. */
      readonly files?: string;
    }
  | {
      readonly kind: 'database';
      readonly path: string;
      /** The system that the scheme or the ending names. */
      readonly system: 'sqlite' | 'duckdb';
      /** False where the ending is also another system's. */
      readonly certain: boolean;
    }
  | { readonly kind: 'folder'; readonly root: string; readonly files?: string }
  /** A path whose ending says nothing: the words tell what lies there. */
  | { readonly kind: 'path'; readonly path: string };

export interface ReadLocation {
  readonly location: FileLocation;
  /** The text without it. */
  readonly rest: string;
}

const bucketUrl =
  /(?<![\p{L}\p{N}])s3[an]?:\/\/(?<bucket>[a-z0-9][a-z0-9.-]{1,62})(?:\/(?<key>[^\s"'`<>«»]*))?/iu;
const hostedUrl =
  /https:\/\/(?<bucket>[a-z0-9][a-z0-9.-]{1,62})\.s3(?:[.-](?<region>[a-z]{2}(?:-[a-z]+)+-\d))?\.amazonaws\.com(?:\/(?<key>[^\s"'`<>«»]*))?/iu;
const pathStyleUrl =
  /https:\/\/s3(?:[.-](?<region>[a-z]{2}(?:-[a-z]+)+-\d))?\.amazonaws\.com\/(?<bucket>[a-z0-9][a-z0-9.-]{1,62})(?:\/(?<key>[^\s"'`<>«»]*))?/iu;
const bucketWords =
  /(?<![\p{L}\p{N}])(?:bucket|бакет\p{L}*)(?:\s+(?:is|named|called|под\s+названием|с\s+именем))?\s*:?\s*["'`«]?(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?![\p{L}\p{N}_])/iu;
const bucketBefore =
  /(?<![\p{L}\p{N}._/-])["'`«]?(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])["'`»]?\s+(?:s3\s+)?bucket(?![\p{L}\p{N}_])/iu;
/** Words before or behind "bucket" that describe it or go on with the sentence. */
const noBucket =
  /^(?:s3|our|my|the|a|an|this|that|new|old|aws|amazon|minio|public|private|production|prod|staging|test|data|in|on|at|is|and|with|from|for|of|to|under|as|access|region|prefix|key|via|using|where)$/iu;
const prefixWords =
  /(?<![\p{L}\p{N}])(?:prefix|under|folder|below|префикс\p{L}*|папк\p{L}*)\s*:?\s*["'`«]?(?<prefix>[\p{L}\p{N}][\p{L}\p{N}_./=-]*)/iu;
const httpUrl = /https?:\/\/[^\s"'`<>«»]+/iu;

const schemes =
  /(?<![\p{L}\p{N}])(?:jdbc:)?(?<scheme>sqlite3?|duckdb|file)(?:\+[a-z0-9]+)?:(?<path>[^\s"'`<>«»]+)/iu;
const quotedPath = /["'`«](?<path>[^"'`«»\n]*[\\/.][^"'`«»\n]*)["'`»]/u;
const barePath =
  /(?<![\p{L}\p{N}:/\\@._-])(?<path>(?:[a-z]:\\|\.{0,2}\/|~\/)?[\p{L}\p{N}_@%+=~*?[\]{}.-]+(?:[\\/][\p{L}\p{N}_@%+=*?[\]{}.-]+)*[\\/]?|\/)/giu;

const sqliteEnds = /\.(?:sqlite3?|s3db|db3?)$/iu;
const duckdbEnds = /\.(?:duckdb|duck|ddb)$/iu;
const fileEnds = /\.(?:csv|tsv|jsonl?|ndjson|parquet|xlsx)(?:\.(?:gz|zst))?$/iu;

/**
 * Finds the bucket, database file or folder that a text names. Pure. Buckets win over paths, and
 * URLs over words.
 */
export function readLocation(text: string): ReadLocation | null {
  return bucketOf(text) ?? databaseUrl(text) ?? pathOf(text);
}

function bucketOf(text: string): ReadLocation | null {
  for (const pattern of [bucketUrl, hostedUrl, pathStyleUrl]) {
    const found = pattern.exec(text);
    const { bucket, key = '', region } = found?.groups ?? {};
    if (found === null || bucket === undefined) continue;
    const { folder, files } = splitFiles(trimSentence(key));
    return {
      location: {
        kind: 'bucket',
        root: bucketRoot(bucket, folder),
        ...(region === undefined ? {} : { region: region.toLowerCase() }),
        ...(files === '' ? {} : { files }),
        ...endpointOf(text.replace(found[0], ' ')),
      },
      rest: blankUrls(text.replace(found[0], ' ')),
    };
  }
  return spokenBucket(text);
}

/** "the bucket acme-exports, prefix sales": words, with the endpoint as the only URL. */
function spokenBucket(text: string): ReadLocation | null {
  const plain = blankUrls(text);
  for (const pattern of [bucketWords, bucketBefore]) {
    const found = pattern.exec(plain);
    const bucket = found?.groups?.['bucket'];
    if (found === null || bucket === undefined || noBucket.test(bucket)) continue;
    const rest = plain.replace(found[0], ' ; ');
    const prefix = prefixWords.exec(rest);
    const { folder, files } = splitFiles(trimSentence(prefix?.groups?.['prefix'] ?? ''));
    return {
      location: {
        kind: 'bucket',
        root: bucketRoot(bucket.toLowerCase(), folder),
        ...(files === '' ? {} : { files }),
        ...endpointOf(text),
      },
      rest: prefix === null ? rest : rest.replace(prefix[0], ' ; '),
    };
  }
  return null;
}

/** `sqlite:///shop.db`: three slashes lead to a relative path, four to an absolute one. */
function databaseUrl(text: string): ReadLocation | null {
  const found = schemes.exec(text);
  const { scheme = '', path: raw = '' } = found?.groups ?? {};
  if (found === null) return null;
  const rest = text.replace(found[0], ' ');
  const isFile = scheme.toLowerCase() === 'file';
  const path = trimSentence(raw.split('?')[0] ?? '').replace(isFile ? /^\/\// : /^\/\/\/?/u, '');
  if (path === '') return null;
  if (isFile) return { location: locationOf(path), rest };
  const system = scheme.toLowerCase() === 'duckdb' ? 'duckdb' : 'sqlite';
  return { location: { kind: 'database', path, system, certain: true }, rest };
}

function pathOf(text: string): ReadLocation | null {
  const plain = blankUrls(text);
  const quoted = quotedPath.exec(plain);
  if (quoted?.groups?.['path'] !== undefined && isPath(quoted.groups['path'])) {
    return { location: locationOf(quoted.groups['path']), rest: plain.replace(quoted[0], ' ; ') };
  }
  for (const found of plain.matchAll(barePath)) {
    const path = trimSentence(found.groups?.['path'] ?? '');
    if (!isPath(path)) continue;
    return { location: locationOf(path), rest: plain.replace(path, ' ; ') };
  }
  return null;
}

/** A slash makes a path, and so does the ending of a kind of file. "and/or" and dates are none. */
function isPath(text: string): boolean {
  if (sqliteEnds.test(text) || duckdbEnds.test(text) || fileEnds.test(text)) return true;
  if (/^(?:\d+[\\/])+\d+$|^(?:and\/or|n\/a|и\/или)$/iu.test(text)) return false;
  return /^(?:\.{0,2}|~)\/|^[a-z]:\\/iu.test(text) || /[\\/]/u.test(text.slice(1));
}

function locationOf(path: string): FileLocation {
  if (duckdbEnds.test(path)) return { kind: 'database', path, system: 'duckdb', certain: true };
  if (sqliteEnds.test(path)) {
    return { kind: 'database', path, system: 'sqlite', certain: !/\.db$/iu.test(path) };
  }
  const { folder, files } = splitFiles(path);
  if (files !== '') return { kind: 'folder', root: folder === '' ? '.' : folder, files };
  return { kind: 'path', path: folder };
}

/** Folder and files: what is a glob, or ends like a file of rows, is no folder. */
function splitFiles(path: string): { readonly folder: string; readonly files: string } {
  const parts = path.split('/');
  const first = parts.findIndex(
    (part, at) => isGlob(part) || (at === parts.length - 1 && fileEnds.test(part)),
  );
  const at = first < 0 ? parts.length : first;
  const folder = parts.slice(0, at).join('/');
  return {
    folder:
      folder === '' && at > 0 && path.startsWith('/') ? '/' : folder.replace(/(?<=.)\/+$/u, ''),
    files: parts.slice(at).join('/'),
  };
}

function bucketRoot(bucket: string, folder: string): string {
  return folder === '' ? `s3://${bucket}` : `s3://${bucket}/${folder}`;
}

/** Any other URL beside a bucket is that of its storage. */
function endpointOf(text: string): { readonly endpoint?: string } {
  const written = httpUrl.exec(text)?.[0];
  if (written === undefined || !URL.canParse(trimSentence(written))) return {};
  return { endpoint: new URL(trimSentence(written)).origin };
}

function blankUrls(text: string): string {
  return text.replaceAll(new RegExp(httpUrl, 'giu'), ' ');
}

function trimSentence(text: string): string {
  return text.replace(/[.,;:!)]+$/u, '');
}
