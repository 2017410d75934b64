import { AiEtlError, type PublicationKey } from '@ai-etl/core';
import { isWorkTableOf, ownTablePrefix } from '../../kit/staging-name.ts';
import type { FileStore } from './file-store.ts';
import { parseManifest, printManifest, type Manifest } from './manifest.ts';
import { besides, manifestName, mayBeOwnName, type TargetPath } from './target-path.ts';

const prepared = /^(_ai_etl_stg_.+)\.json$/;
const published = /^_ai_etl_manifest_.+\.json$/;

/** Records that are read at the same time. */
const atOnce = 16;

/**
 * What (run, step) published, or undefined. A run that died after its file had its name and before its manifest
 * had: the prepared manifest says which file was meant, and the file's content whether it is there. Then the rest
 * is done here. Throws TARGET_CONFLICT for a manifest that cannot be read: it may tell of a publication.
 */
export async function findManifest(
  store: FileStore,
  path: TargetPath,
  key: PublicationKey,
): Promise<Manifest | undefined> {
  const own = manifestName(path, key);
  const text = await store.readText(own);
  const known = parseManifest(text);
  if (known !== undefined) return known;
  if (text !== undefined) throw unreadable(own);
  for (const name of await store.names(path.folder)) {
    const work = prepared.exec(name)?.[1];
    if (work === undefined || !isWorkTableOf(work, key)) continue;
    const manifest = await publishedManifest(store, besides(path, name));
    if (manifest === undefined) continue;
    // Its file is there, so it was published: what cannot be finished now (a full disk) is so by a sweep.
    await finish(store, path, manifest).catch(() => undefined);
    return manifest;
  }
  return undefined;
}

/**
 * Completes what a staged file's attempt published, if it did, and removes the rest of it. Where it cannot be
 * completed the prepared manifest stays: it is all that knows of the publication.
 */
export async function settleWork(store: FileStore, path: TargetPath, work: string): Promise<void> {
  const name = besides(path, work);
  const manifest = await publishedManifest(store, `${name}.json`);
  if (manifest !== undefined) await finish(store, path, manifest);
  // The manifest first: it speaks of the file.
  for (const ending of ['.json', '.json.draft', '']) await store.remove(`${name}${ending}`);
}

/** What follows the point of no return: all of it may be done twice. */
export async function finish(
  store: FileStore,
  path: TargetPath,
  manifest: Manifest,
): Promise<Manifest> {
  for (const name of manifest.replaces) await store.remove(name);
  const { run_id: runId, step, attempt } = manifest;
  await store.writeText(manifestName(path, { runId, step, attempt }), printManifest(manifest));
  return manifest;
}

/**
 * Files of a folder, by their names below the root, that were replaced by a file that is there already, but not
 * yet removed: readers leave them out, so that a replacement is one act for them.
 */
export async function replacedFiles(
  store: FileStore,
  folder: string,
): Promise<ReadonlySet<string>> {
  const replaced = new Set<string>();
  for (const name of await store.names(folder)) {
    if (!name.startsWith(ownTablePrefix) || !prepared.test(name)) continue;
    const manifest = await publishedManifest(store, besides({ folder }, name));
    for (const one of manifest?.replaces ?? []) replaced.add(one);
  }
  return replaced;
}

/** True where a manifest beside the file says that a run published it as it is now, or where there is no file. */
export async function isOurs(store: FileStore, name: string): Promise<boolean> {
  const sha256 = await store.sha256(name);
  if (sha256 === undefined) return true;
  const [folder] = split(name);
  const names = await store.names(folder);
  const records = names.filter((one) => published.test(one) || prepared.test(one));
  for (let from = 0; from < records.length; from += atOnce) {
    const some = records.slice(from, from + atOnce);
    const manifests = await Promise.all(
      some.map(async (one) => parseManifest(await store.readText(besides({ folder }, one)))),
    );
    const files = manifests.flatMap((manifest) => manifest?.files ?? []);
    if (files.some((file) => file.name === name && file.sha256 === sha256)) return true;
  }
  return false;
}

/** A prepared manifest whose file has its name; undefined where it does not. */
async function publishedManifest(store: FileStore, name: string): Promise<Manifest | undefined> {
  const manifest = parseManifest(await store.readText(name));
  const [file] = manifest?.files ?? [];
  if (manifest === undefined || file === undefined || !isAsWeWrite(manifest, name))
    return undefined;
  return (await store.sha256(file.name)) === file.sha256 ? manifest : undefined;
}

/**
 * Whoever may put files into the folder may put a manifest there, and what it names is removed: only what lies
 * beside it, and has a name that a run gave. And it speaks of the run whose name it has.
 */
function isAsWeWrite(manifest: Manifest, name: string): boolean {
  const { files, replaces, run_id: runId, step, attempt } = manifest;
  const [folder, own] = split(name);
  const work = prepared.exec(own)?.[1] ?? '';
  const isBeside = (one: string): boolean => {
    const [parent, last] = split(one);
    return parent === folder && !['', '.', '..'].includes(last) && !/[\\\0]/.test(last);
  };
  return (
    isWorkTableOf(work, { runId, step, attempt }) &&
    files.every((one) => isBeside(one.name)) &&
    replaces.every((one) => isBeside(one) && mayBeOwnName(one))
  );
}

function unreadable(name: string): AiEtlError {
  return new AiEtlError(
    'TARGET_CONFLICT',
    `The record ${name} of this publication cannot be read, so it is not known whether its rows are there already. Restore it, or move it away to publish again.`,
    { retryable: false },
  );
}

/** `a/b` and `c` of `a/b/c`. */
function split(name: string): readonly [folder: string, last: string] {
  const at = name.lastIndexOf('/');
  return [name.slice(0, Math.max(at, 0)), name.slice(at + 1)];
}
