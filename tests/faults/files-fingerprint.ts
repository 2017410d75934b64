import { link, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { AiEtlError } from '@ai-etl/core';
import type { Depth, Fingerprint, VersionFingerprint } from './fingerprint.ts';
import { publishedFiles, unlessGone } from './published-files.ts';

/** Reads folders that runs write files into. */
export interface FolderReader {
  read(folder: string, depth: Depth): Promise<Fingerprint>;
}

/** More changes of a folder than any look meets. */
const mostLooks = 100;

/** `linkFolder`: on the file system of the folders, for this reader alone. */
export function createFolderReader(linkFolder: string): FolderReader {
  let looks = 0;
  const instance = DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '512MB' });

  /**
   * Other names of the same files: they stay as they are while they are read, whatever the run does.
   * null when the folder changed meanwhile.
   */
  async function hold(folder: string): Promise<readonly string[] | null> {
    const links: string[] = [];
    await mkdir(linkFolder, { recursive: true });
    const names = await publishedFiles(folder);
    for (const name of names ?? []) {
      const held = join(linkFolder, `${(looks += 1)}-${name}`);
      if ((await unlessGone(link(join(folder, name), held).then(() => held))) === null) {
        await release(links);
        return null;
      }
      links.push(held);
    }
    return names === null ? null : links;
  }

  async function release(links: readonly string[]): Promise<void> {
    for (const one of links) await rm(one, { force: true });
  }

  return {
    async read(folder, depth) {
      for (let look = 1; look <= mostLooks; look += 1) {
        const links = await hold(folder);
        if (links === null) continue;
        if (links.length === 0) return new Map();
        const connection = await (await instance).connect();
        try {
          return await (depth === 'full' ? sumRows : countRows)(connection, rowsOf(links));
        } finally {
          connection.closeSync();
          await release(links);
        }
      }
      throw new AiEtlError('CONNECTION_LOST', `The folder ${folder} does not come to rest.`);
    },
  };
}

const columns = `{id: 'BIGINT', version: 'INTEGER', payload: 'VARCHAR', amount: 'VARCHAR', happened_at: 'VARCHAR'}`;

function rowsOf(files: readonly string[]): string {
  const list = `[${files.map((one) => `'${one.replaceAll("'", "''")}'`).join(', ')}]`;
  return files.every((one) => one.endsWith('.parquet'))
    ? `read_parquet(${list})`
    : `read_csv(${list}, header = true, delim = ',', quote = '"', escape = '"', auto_detect = false, columns = ${columns})`;
}

async function countRows(connection: DuckDBConnection, rows: string): Promise<Fingerprint> {
  const result = await connection.runAndReadAll(
    `SELECT version::VARCHAR, count(*)::VARCHAR, count(DISTINCT id)::VARCHAR, sum(id)::VARCHAR
     FROM ${rows} GROUP BY 1`,
  );
  return new Map(
    result.getRows().map(([version, count, ids, sum]) => [
      String(version),
      {
        rows: BigInt(String(count)),
        distinctIds: BigInt(String(ids)),
        idSum: BigInt(String(sum)),
        payloadSum: null,
      },
    ]),
  );
}

/** DuckDB has no CRC-32, so it is summed here. */
async function sumRows(connection: DuckDBConnection, rows: string): Promise<Fingerprint> {
  const counted = await countRows(connection, rows);
  const sums = new Map<string, bigint>();
  const result = await connection.stream(`SELECT version::VARCHAR, payload FROM ${rows}`);
  for (let chunk = await result.fetchChunk(); chunk !== null; chunk = await result.fetchChunk()) {
    if (chunk.rowCount === 0) break;
    const versions = chunk.getColumnValues(0);
    for (const [index, payload] of chunk.getColumnValues(1).entries()) {
      const version = String(versions[index]);
      sums.set(version, (sums.get(version) ?? 0n) + BigInt(crc32(String(payload))));
    }
  }
  const withSum = ([version, one]: readonly [string, VersionFingerprint]) =>
    [version, { ...one, payloadSum: sums.get(version) ?? 0n }] as const;
  return new Map([...counted].map(withSum));
}
