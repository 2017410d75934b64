import { AiEtlError } from '@ai-etl/core';
import type { DuckConnection, StatementOptions } from '../kit/duckdb/duck-connection.ts';
import type { FoundFile } from './find-files.ts';
import { fileColumn, isKeptName } from './kept-name.ts';
import { jsonHasKeys, jsonKeysRelation, jsonRelation } from './raw-relation.ts';
import type { Folder } from './settings.ts';

/** A query of the rows of JSON files, each key a column of JSON. Throws VALUE_REJECTED for keys that are none. */
export async function jsonFilesRelation(
  connection: DuckConnection,
  { files, folder }: { readonly files: readonly FoundFile[]; readonly folder: Folder },
  options: StatementOptions,
): Promise<string> {
  const found = await connection.describe(jsonKeysRelation(files), options);
  const columns = found.filter(({ native }) => native === 'JSON').map(({ name }) => name);
  if (columns.length === 0) throw rejected(files, 'there are no objects with keys in it');
  if (columns.some(isKeptName))
    throw rejected(files, `the key ${fileColumn} is kept for other use`);
  await requireOwnNames(connection, { files, columns }, options);
  return jsonRelation(files, folder, columns);
}

/** DuckDB gives other names to keys that differ in case alone and to the empty one, and then finds no values. */
async function requireOwnNames(
  connection: DuckConnection,
  { files, columns }: { readonly files: readonly FoundFile[]; readonly columns: readonly string[] },
  options: StatementOptions,
): Promise<void> {
  const lower = new Set(columns.map((one) => one.toLowerCase()));
  const doubtful = columns.filter((one) => {
    const base = /^(.+)_\d+$/s.exec(one)?.[1];
    return /^C\d+$/.test(one) || (base !== undefined && lower.has(base.toLowerCase()));
  });
  if (doubtful.length === 0) return;
  const [row = []] = await connection.rows(jsonHasKeys(files, doubtful), options);
  if (row.every((one) => one === 'true')) return;
  throw rejected(files, 'a key is empty, or keys differ only in the case of their letters');
}

function rejected(files: readonly FoundFile[], problem: string): AiEtlError {
  const others = files.length > 1 ? ', or another file of its path' : '';
  return new AiEtlError('VALUE_REJECTED', `${files[0]?.name}${others}: ${problem}.`);
}
