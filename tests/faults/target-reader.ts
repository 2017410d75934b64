import { Client } from 'pg';
import { AiEtlError } from '@ai-etl/core';
import type { FaultCase } from './fault-case.ts';
import {
  countClickHouseBrokenVersions,
  readClickHouseFingerprint,
} from './clickhouse-fingerprint.ts';
import type { Depth, Fingerprint } from './fingerprint.ts';
import { countBrokenVersions, readFingerprint } from './postgres-fingerprint.ts';

/** Reads targets as any other user of these servers would. Throws while a server is down. */
export interface TargetReader {
  read(one: FaultCase, depth: Depth): Promise<Fingerprint>;
  /** Of a history: versions that overlap others of their key or contradict themselves. */
  brokenVersions(one: FaultCase): Promise<number>;
  /** Names of staging tables, and of next versions, that are there now: all, or those of a run. */
  leftovers(runId?: string): Promise<readonly string[]>;
}

export interface TargetServers {
  readonly postgresUrl: () => string;
  readonly clickhouse: () => {
    readonly url: string;
    readonly user: string;
    readonly password: string;
    readonly database: string;
  };
}

const timeoutMs = 20_000;

export function createTargetReader(servers: TargetServers): TargetReader {
  async function withPostgres<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    const client = new Client({
      connectionString: servers.postgresUrl(),
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
    });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  async function queryClickHouse(sql: string): Promise<readonly (readonly string[])[]> {
    const { url, user, password, database } = servers.clickhouse();
    const response = await fetch(`${url}/?database=${database}`, {
      method: 'POST',
      body: `${sql} FORMAT TabSeparated`,
      headers: { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password },
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    if (!response.ok) throw new AiEtlError('QUERY_FAILED', text.slice(0, 500));
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split('\t'));
  }

  return {
    read(one, depth) {
      if (one.target === 'clickhouse') {
        return readClickHouseFingerprint(queryClickHouse, one, depth);
      }
      return withPostgres((client) => readFingerprint(client, { ...one, table: one.name }, depth));
    },
    async brokenVersions(one) {
      if (one.kind !== 'history') return 0;
      return one.target === 'clickhouse'
        ? countClickHouseBrokenVersions(queryClickHouse, one)
        : withPostgres((client) => countBrokenVersions(client, one.name));
    },
    async leftovers(runId) {
      const pattern = `^_ai_etl_(stg|nxt|chk)_${runId?.replace(/^run_/, '') ?? ''}`;
      const inClickHouse = await queryClickHouse(
        `SELECT name FROM system.tables WHERE database = currentDatabase() AND match(name, '${pattern}')`,
      );
      const inPostgres = await withPostgres((client) =>
        client.query<{ name: string }>(
          "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ $1",
          [pattern],
        ),
      );
      return [
        ...inClickHouse.map(([name]) => name ?? ''),
        ...inPostgres.rows.map((row) => row.name),
      ];
    },
  };
}
