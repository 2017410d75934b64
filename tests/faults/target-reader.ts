import { join } from 'node:path';
import { Pool } from 'pg';
import { askerOf, type ClickHouseAddress } from './ask-clickhouse.ts';
import {
  countClickHouseBrokenVersions,
  readClickHouseFingerprint,
} from './clickhouse-fingerprint.ts';
import { isFilledInSource, type FaultCase } from './fault-case.ts';
import { createFolderReader } from './files-fingerprint.ts';
import type { Depth, Fingerprint } from './fingerprint.ts';
import { countBrokenVersions, readFingerprint } from './postgres-fingerprint.ts';
import { unfinishedFiles, untoldFiles } from './published-files.ts';

/** Reads targets as any other user of these servers would. Throws while a server is down. */
export interface TargetReader {
  read(one: FaultCase, depth: Depth): Promise<Fingerprint>;
  /** Of a history: versions that overlap others of their key or contradict themselves. */
  brokenVersions(one: FaultCase): Promise<number>;
  /** Of files: those that no manifest tells of once their run is over, as sentences. */
  untold(one: FaultCase): Promise<readonly string[]>;
  /** Names of staging tables or files, and of next versions, beside the target: all, or those of a run. */
  leftovers(one: FaultCase, runId?: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Functions: a server that was killed may come back elsewhere. */
export interface TargetPlaces {
  readonly postgresUrl: () => string;
  /** Where rows are filled in beside their source. */
  readonly sourceUrl: () => string;
  readonly clickhouse: () => ClickHouseAddress;
  /** The folder of the files. */
  readonly folder: string;
}

const timeoutMs = 20_000;

/** Where staging of a case lies; a run sweeps what ended runs left there: a database, or a folder. */
export function stagingPlaceOf(one: FaultCase): string {
  if (one.target === 'files') return one.name;
  return isFilledInSource(one) ? 'source' : one.target;
}

export function createTargetReader(places: TargetPlaces): TargetReader {
  const ask = askerOf(places.clickhouse);
  const folders = createFolderReader(`${places.folder}-looks`);
  const pools = new Map<string, Pool>();
  const folderOf = ({ name }: FaultCase) => join(places.folder, name);

  /** Connections that last: a look takes less than opening one does. A killed one is replaced. */
  function postgres(one: FaultCase): Pool {
    const url = isFilledInSource(one) ? places.sourceUrl() : places.postgresUrl();
    const known = pools.get(url);
    if (known !== undefined) return known;
    const pool = new Pool({
      connectionString: url,
      max: 8,
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
    });
    pool.on('error', () => undefined);
    pools.set(url, pool);
    return pool;
  }

  return {
    read(one, depth) {
      switch (one.target) {
        case 'clickhouse':
          return readClickHouseFingerprint(ask, one, depth);
        case 'postgresql':
          return readFingerprint(postgres(one), { ...one, table: one.name }, depth);
        case 'files':
          return folders.read(folderOf(one), depth);
      }
    },
    async brokenVersions(one) {
      if (one.kind !== 'history') return 0;
      return one.target === 'clickhouse'
        ? countClickHouseBrokenVersions(ask, one)
        : countBrokenVersions(postgres(one), one.name);
    },
    untold: async (one) => (one.target === 'files' ? untoldFiles(folderOf(one)) : []),
    async leftovers(one, runId) {
      const tail = runId?.replace(/^run_/, '') ?? '';
      const pattern = `^_ai_etl_(stg|lnd|nxt|chk)_${tail}`;
      switch (one.target) {
        case 'clickhouse': {
          const rows = await ask(
            `SELECT name FROM system.tables WHERE database = currentDatabase() AND match(name, '${pattern}')`,
          );
          return rows.map(([name]) => name ?? '');
        }
        case 'postgresql': {
          const { rows } = await postgres(one).query<{ name: string }>(
            "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ $1",
            [pattern],
          );
          return rows.map(({ name }) => name);
        }
        case 'files':
          return unfinishedFiles(folderOf(one), tail);
      }
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}
