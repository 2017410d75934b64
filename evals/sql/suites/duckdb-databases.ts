import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { openDatabases } from '../../engine/open-databases.ts';
import { duckdbRunner } from '../run/duckdb-runner.ts';
import type { LoadedDatabases } from './loaded-databases.ts';

/** Files of DuckDB below the OS temp directory. */
export function makeDuckdbDatabases(): LoadedDatabases {
  const folder = mkdtempSync(join(tmpdir(), 'ai-etl-evals-'));
  const databases = openDatabases();
  const loaded = new Set<string>();
  return {
    open: async (name, { scripts, schemaDdl, timeoutMs }) => {
      const path = join(folder, `${name}.duckdb`);
      if (!loaded.has(name)) await load(path, scripts);
      loaded.add(name);
      const asked = await databases.find({ dialect: 'duckdb', dbPath: path, schemaDdl });
      return { asked, runner: await duckdbRunner(path, timeoutMs) };
    },
    close: async () => {
      await databases.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function load(path: string, scripts: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  try {
    for (const script of scripts) await connection.run(script);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
