import { randomBytes } from 'node:crypto';
import { createDatabase, dropDatabase, startEmbeddedPostgres } from '@ai-etl/local';
import pg from 'pg';
import { openDatabases } from '../../engine/open-databases.ts';
import { postgresRunner } from '../run/postgres-runner.ts';
import type { LoadedDatabases } from './loaded-databases.ts';

/** Fresh databases on the bundled PostgreSQL, whose data lie below `home`. */
export async function startPostgresDatabases(home: string): Promise<LoadedDatabases> {
  const server = await startEmbeddedPostgres({ home });
  const databases = openDatabases();
  const loaded = new Map<string, string>();
  return {
    open: async (name, { scripts, schemaDdl, timeoutMs }) => {
      const url = loaded.get(name) ?? (await load(server.url, name, scripts));
      loaded.set(name, url);
      const asked = await databases.find({ dialect: 'postgresql', dsn: url, schemaDdl });
      return { asked, runner: await postgresRunner(url, timeoutMs) };
    },
    close: async () => {
      await databases.close();
      for (const url of loaded.values()) {
        await dropDatabase(server.url, new URL(url).pathname.slice(1));
      }
      await server.stop();
    },
  };
}

async function load(server: string, name: string, scripts: readonly string[]): Promise<string> {
  const database = `eval_${name}_${process.pid}_${randomBytes(3).toString('hex')}`;
  await createDatabase(server, database);
  const url = new URL(server);
  url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href, options: '-c TimeZone=UTC' });
  await client.connect();
  try {
    for (const script of scripts) await client.query(script);
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
  return url.href;
}
