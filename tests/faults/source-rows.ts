import { Client } from 'pg';
import type { ClickHouseAddress } from './ask-clickhouse.ts';
import { applyRun, fillSource } from './case-rows.ts';
import { copyToClickHouse, writeCsv } from './csv-rows.ts';
import { isFromClickHouse, type FaultCase } from './fault-case.ts';
import type { Fingerprint } from './fingerprint.ts';
import { readFingerprint } from './postgres-fingerprint.ts';

/** The source database: tables the pipelines read, and what their targets must hold. */
export interface SourceRows {
  /** Makes the rows of the next run and answers what the target holds before and after it. */
  prepare(one: FaultCase, version: number): Promise<Expectation>;
  /** The run has succeeded: what it brought counts from now on. */
  commit(one: FaultCase): Promise<void>;
}

export interface Expectation {
  readonly before: Fingerprint;
  readonly after: Fingerprint;
}

/** Functions: a server that is killed may come back elsewhere. */
export interface SourcePlaces {
  readonly url: () => string;
  readonly clickhouse: () => ClickHouseAddress;
  /** Where the files of `file` cases are. */
  readonly folder: string;
}

export function createSourceRows(
  { url, clickhouse, folder }: SourcePlaces,
  rows: number,
): SourceRows {
  async function withClient<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    const client = new Client({ connectionString: url() });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  function inTransaction<Result>(
    work: (client: Client) => Promise<Result>,
    keep: boolean,
  ): Promise<Result> {
    return withClient(async (client) => {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query(keep ? 'COMMIT' : 'ROLLBACK');
      return result;
    });
  }

  return {
    async prepare(one, version) {
      const expected = { ...one, table: one.expectedTable };
      await inTransaction((client) => fillSource(client, one, { version, rows }), true);
      if (one.kind === 'file') await withClient((client) => writeCsv(client, one, folder));
      if (isFromClickHouse(one)) {
        await withClient((client) => copyToClickHouse(client, one, clickhouse()));
      }
      // Our own bulk writes are not the subject: a killed server need not replay them.
      await withClient((client) => client.query('CHECKPOINT'));
      const before = await inTransaction(
        (client) => readFingerprint(client, expected, 'full'),
        false,
      );
      const after = await inTransaction(async (client) => {
        await applyRun(client, one);
        return readFingerprint(client, expected, 'full');
      }, false);
      return { before, after };
    },
    commit: (one) => inTransaction((client) => applyRun(client, one), true),
  };
}
