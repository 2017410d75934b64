import {
  AiEtlError,
  printColumnType,
  type Publication,
  type PublishRequest,
  type TableChecksum,
} from '@ai-etl/core';
import { throwIfCancelled } from '../../kit/cancelled.ts';
import { mostTextBytes } from './file-store.ts';
import { findManifest, finish, isOurs, settleWork } from './ledger.ts';
import { manifestChecksum, printManifest, publicationOf, type Manifest } from './manifest.ts';
import type { StagingParts } from './staging.ts';
import {
  besides,
  isNamedBy,
  isOwnName,
  preparedName,
  publishedName,
  workName,
} from './target-path.ts';

export interface StagedRows {
  readonly rows: bigint;
  readonly checksum: TableChecksum | undefined;
}

/**
 * Publishes a staged file. First a prepared manifest says which file is meant, by its SHA-256. Then the file gets
 * its name: that one act publishes, and where it is killed before, nothing was. Last come what it replaces and the
 * manifest, which findManifest completes when we die in between.
 */
export async function publishStaging(
  parts: StagingParts,
  staged: StagedRows,
  request: PublishRequest,
): Promise<Publication> {
  const { store, path, key } = parts;
  const known = await findManifest(store, path, key);
  if (known !== undefined) {
    await settleWork(store, path, workName(key));
    return publicationOf(known);
  }
  requireRows(parts, staged.rows, request.expectedRows);
  const name = publishedName(path, key);
  const sha256 = await store.seal(parts.staged, name, request.signal);
  const manifest = await prepare(parts, staged, sha256);
  const text = printManifest(manifest);
  requireReadable(text, manifest);
  try {
    await store.writeText(preparedName(path, key), text);
    await request.fence();
    throwIfCancelled(request.signal);
  } catch (error) {
    await store.remove(preparedName(path, key));
    throw error;
  }
  await store.publish(parts.staged, name);
  await finish(store, path, manifest);
  await store.remove(preparedName(path, key));
  // In a bucket it says until now that a run is at work.
  await store.remove(parts.staged);
  return publicationOf(manifest);
}

/** Throws TARGET_CONFLICT where a replacement would remove a file that is not ours. */
export async function replacedNames(
  parts: Pick<StagingParts, 'store' | 'path' | 'key' | 'request'>,
): Promise<readonly string[]> {
  const { store, path, key, request } = parts;
  if (request.write.mode !== 'replace') return [];
  if (path.after === undefined) {
    await requireOurs(parts);
    return [];
  }
  const names = (await store.names(path.folder)).filter((name) => isNamedBy(path, name));
  const foreign = names.find((name) => !isOwnName(path, name));
  if (foreign !== undefined) {
    throw new AiEtlError(
      'TARGET_CONFLICT',
      `${request.plan.object.name}: the file ${foreign} was not written by a run, so it is not replaced. Move it away, or give the target a folder of its own.`,
      { retryable: false },
    );
  }
  const own = publishedName(path, key);
  return names.map((name) => besides(path, name)).filter((name) => name !== own);
}

/** Also a file that a run wrote is somebody's own when it was changed afterwards. */
async function requireOurs({
  store,
  path,
  key,
  request,
}: Pick<StagingParts, 'store' | 'path' | 'key' | 'request'>): Promise<void> {
  const name = publishedName(path, key);
  if (await isOurs(store, name)) return;
  throw new AiEtlError(
    'TARGET_CONFLICT',
    `${request.plan.object.name}: no manifest beside the file ${name} says that a run wrote it as it is now, so it is not replaced. Move it away, or give the target another name.`,
    { retryable: false },
  );
}

/** What is written as a record must be one that can be read again. */
function requireReadable(text: string, { replaces, columns }: Manifest): void {
  if (Buffer.byteLength(text) <= mostTextBytes) return;
  throw new AiEtlError(
    'TARGET_CONFLICT',
    `The record of the publication would have more than ${mostTextBytes / 1024 / 1024} MiB: it names ${replaces.length} files that are replaced and ${columns.length} columns. Nothing was published. Remove old files first, or load fewer columns.`,
    { retryable: false },
  );
}

async function prepare(
  parts: StagingParts,
  { rows, checksum }: StagedRows,
  sha256: string,
): Promise<Manifest> {
  const { key, path, request } = parts;
  const name = publishedName(path, key);
  return {
    version: 1,
    run_id: key.runId,
    step: key.step,
    attempt: key.attempt,
    mode: request.write.mode === 'append' ? 'append' : 'replace',
    rows: String(rows),
    published_at: new Date().toISOString(),
    files: [{ name, rows: String(rows), sha256 }],
    replaces: [...(await replacedNames(parts))],
    columns: request.plan.columns.map(({ source }) => ({
      name: source.name,
      type: printColumnType(source.type),
    })),
    checksum: manifestChecksum(checksum),
  };
}

function requireRows({ staged }: StagingParts, rows: bigint, expected: bigint): void {
  if (rows === expected) return;
  throw new AiEtlError(
    'RECEIPT_MISMATCH',
    `The staged file ${staged} holds ${rows} rows, ${expected} were expected. Nothing was published.`,
  );
}
