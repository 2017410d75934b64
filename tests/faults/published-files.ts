import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';

/**
 * A folder as a reader sees it that knows our manifests and nothing else of us; see
 * docs/concepts/publishing.md. Written apart from the connector, which is what is judged.
 */
const Manifest = z.object({
  files: z.array(z.object({ name: z.string(), sha256: z.string() })).length(1),
  replaces: z.array(z.string()),
});
type Manifest = z.infer<typeof Manifest>;

const finalName = /^_ai_etl_manifest_.*\.json$/;
const preparedName = /^_ai_etl_stg_.*\.json$/;

/**
 * Names of the files with rows, without those that a file which is there already stands in the place
 * of; null when the folder changed while this was found out: look again.
 */
export async function publishedFiles(folder: string): Promise<readonly string[] | null> {
  const names = await namesIn(folder);
  const replaced = new Set<string>();
  for (const name of names.filter((one) => preparedName.test(one))) {
    const manifest = await readManifest(join(folder, name));
    const isThere = manifest !== null && (await holds(folder, manifest));
    for (const old of isThere ? manifest.replaces : []) replaced.add(basename(old));
  }
  // The answer is about these names only where none came or went meanwhile.
  if ((await namesIn(folder)).join('\0') !== names.join('\0')) return null;
  return names.filter((name) => !name.startsWith('_ai_etl_') && !replaced.has(name));
}

/** Files with rows of which no finished manifest tells the content, as sentences. Of a folder at rest. */
export async function untoldFiles(folder: string): Promise<readonly string[]> {
  const names = await namesIn(folder);
  const told = new Set<string>();
  for (const name of names.filter((one) => finalName.test(one))) {
    const manifest = await readManifest(join(folder, name));
    for (const file of manifest?.files ?? []) told.add(`${basename(file.name)} ${file.sha256}`);
  }
  const untold: string[] = [];
  for (const name of (await publishedFiles(folder)) ?? []) {
    const sha256 = await sha256Of(join(folder, name));
    if (!told.has(`${name} ${sha256}`)) untold.push(`${name} has no manifest with its SHA-256`);
  }
  return untold;
}

/** Names that are neither rows nor the manifest of some: of a run, or of all. */
export async function unfinishedFiles(folder: string, runTail = ''): Promise<readonly string[]> {
  const names = await namesIn(folder);
  return names.filter(
    (name) => name.startsWith('_ai_etl_') && !finalName.test(name) && name.includes(`_${runTail}`),
  );
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return ((await unlessGone(readdir(folder))) ?? []).toSorted();
}

/** null: gone meanwhile, or cut off, so nothing that was promised. */
async function readManifest(path: string): Promise<Manifest | null> {
  const text = await unlessGone(readFile(path, 'utf8'));
  try {
    return Manifest.safeParse(JSON.parse(text ?? '')).data ?? null;
  } catch {
    return null;
  }
}

async function holds(folder: string, { files }: Manifest): Promise<boolean> {
  const [file] = files;
  if (file === undefined) return false;
  return (await unlessGone(sha256Of(join(folder, basename(file.name))))) === file.sha256;
}

async function sha256Of(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

/** null for ENOENT: the file was replaced or finished between two steps of a look. */
export async function unlessGone<Result>(action: Promise<Result>): Promise<Result | null> {
  try {
    return await action;
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return null;
    throw error;
  }
}
