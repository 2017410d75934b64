import type { PartitionSize, PathSize } from '@ai-etl/core';
import type { DuckConnection, StatementOptions } from '../../kit/duckdb/duck-connection.ts';
import type { FoundFile } from '../find-files.ts';
import type { FilesRead } from '../late-value/place-complaint.ts';
import { partitionsOf } from '../partitions.ts';
import type { Folder } from '../settings.ts';
import { evenly } from './evenly.ts';
import { parquetRows } from './parquet-rows.ts';
import { sampleRows } from './sample-rows.ts';

/** Footers that are read; of more files so many tell of all. */
const mostFooters = 1000;
/** More partitions are not told apart. */
const mostPartitions = 1000;

type Measured = FilesRead & { readonly folder: Folder };

/** Rows by the size of files, or one by one. */
interface Counted {
  readonly rows: number | null;
  readonly areRowsExact: boolean;
  /** Known of each file by itself, by its path. */
  readonly byFile?: ReadonlyMap<string, number>;
}

/**
 * How much files hold, from what was read to describe them, Parquet's footers, and a sample of text. Throws
 * CONNECTION_LOST where a file is gone.
 */
export async function measureFiles(
  connection: DuckConnection,
  measured: Measured,
  options: StatementOptions,
): Promise<PathSize> {
  const { files, contentBytes } = measured;
  const counted = await countRows(connection, measured, options);
  return {
    files: files.length,
    storedBytes: storedBytes(files),
    contentBytes,
    isPacked: files.some(({ format }) => format.compression !== 'none'),
    rows: counted.rows,
    areRowsExact: counted.areRowsExact,
    partitions: sizesOf(files, counted),
  };
}

async function countRows(
  connection: DuckConnection,
  { files, folder, contentBytes, rows }: Measured,
  options: StatementOptions,
): Promise<Counted> {
  if (rows !== null) return { rows, areRowsExact: true };
  if (contentBytes !== null) {
    const sampled = await sampleRows(files, { folder, contentBytes, signal: options.signal });
    return { rows: sampled, areRowsExact: false };
  }
  const some = evenly(files, mostFooters);
  const byFile = await parquetRows(connection, some, options);
  const known = some.reduce((sum, { path }) => sum + (byFile.get(path) ?? 0), 0);
  if (some.length === files.length) return { rows: known, areRowsExact: true, byFile };
  const perByte = known / Math.max(1, storedBytes(some));
  return { rows: Math.round(perByte * storedBytes(files)), areRowsExact: false };
}

function sizesOf(files: readonly FoundFile[], { rows, byFile }: Counted): readonly PartitionSize[] {
  const groups = new Map<string, FoundFile[]>();
  for (const file of files) {
    const key = JSON.stringify(partitionsOf(file).map(({ name, value }) => [name, value ?? null]));
    const group = groups.get(key) ?? [];
    group.push(file);
    groups.set(key, group);
  }
  if (groups.size > mostPartitions || groups.has('[]')) return [];
  const all = Math.max(1, storedBytes(files));
  return Array.from(groups.values(), (group) => {
    const [first] = group;
    const parts = first === undefined ? [] : partitionsOf(first);
    const bytes = storedBytes(group);
    const known = group.reduce((sum, { path }) => sum + (byFile?.get(path) ?? 0), 0);
    const share = rows === null ? null : Math.round((rows * bytes) / all);
    return {
      values: Object.fromEntries(parts.map(({ name, value }) => [name, value ?? null])),
      storedBytes: bytes,
      rows: byFile === undefined ? share : known,
    };
  });
}

function storedBytes(files: readonly FoundFile[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
