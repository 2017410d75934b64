import { Client } from 'pg';
import { AiEtlError } from '@ai-etl/core';
import type { FaultCase } from './fault-case.ts';
import type { Fingerprint } from './fingerprint.ts';
import { fullColumns, quickColumns, readFingerprint } from './postgres-fingerprint.ts';

/** Reads targets as any other user of these servers would. Throws while a server is down. */
export interface TargetReader {
  read(one: FaultCase, depth: 'quick' | 'full'): Promise<Fingerprint>;
  /** Names of staging tables, and of next versions, that are there now. */
  leftovers(): Promise<readonly string[]>;
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

  async function readClickHouse(table: string, depth: 'quick' | 'full'): Promise<Fingerprint> {
    const exists = await queryClickHouse(`EXISTS TABLE ${table}`);
    if (exists[0]?.[0] !== '1') return new Map();
    const payload = depth === 'full' ? 'toString(sum(CRC32(payload)))' : "''";
    const rows = await queryClickHouse(
      `SELECT version, count(), uniqExact(id), sum(id), ${payload} FROM ${table} GROUP BY version`,
    );
    return new Map(
      rows.map(([version, count, ids, sum, payloads]) => [
        Number(version),
        {
          rows: BigInt(count ?? 0),
          distinctIds: BigInt(ids ?? 0),
          idSum: BigInt(sum ?? 0),
          payloadSum: payloads === undefined || payloads === '' ? null : BigInt(payloads),
        },
      ]),
    );
  }

  return {
    read({ target, name }, depth) {
      if (target === 'clickhouse') return readClickHouse(name, depth);
      return withPostgres((client) =>
        readFingerprint(client, name, depth === 'full' ? fullColumns : quickColumns),
      );
    },
    async leftovers() {
      const inClickHouse = await queryClickHouse(
        "SELECT name FROM system.tables WHERE database = currentDatabase() AND match(name, '^_ai_etl_(stg|nxt)_')",
      );
      const inPostgres = await withPostgres((client) =>
        client.query<{ name: string }>(
          "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ '^_ai_etl_(stg|nxt)_'",
        ),
      );
      return [
        ...inClickHouse.map(([name]) => name ?? ''),
        ...inPostgres.rows.map((row) => row.name),
      ];
    },
  };
}
