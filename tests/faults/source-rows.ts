import { Client } from 'pg';
import type { FaultCase } from './fault-case.ts';
import type { Fingerprint } from './fingerprint.ts';
import { fullColumns, readFingerprint } from './postgres-fingerprint.ts';

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

const columns = `id bigint PRIMARY KEY, version integer NOT NULL, payload text NOT NULL,
  amount numeric(12,2), happened_at timestamptz NOT NULL`;

/** `url` is a function: a server that is killed may come back elsewhere. */
export function createSourceRows(url: () => string, rows: number): SourceRows {
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
      await inTransaction(async (client) => {
        for (const table of [one.sourceTable, one.expectedTable]) {
          await client.query(`CREATE TABLE IF NOT EXISTS ${table} (${columns})`);
        }
        await client.query(`TRUNCATE ${one.sourceTable}`);
        await client.query(
          `INSERT INTO ${one.sourceTable}
           SELECT id, $3::integer, 'row ' || id || ' of version ' || $3::integer || E'\\t\\\\ "quoted"',
             CASE WHEN id % 7 = 0 THEN NULL ELSE id / 100.0 END,
             timestamptz '2026-01-01 00:00:00.123456+00' + id * interval '1 second'
           FROM generate_series($1::bigint, $2::bigint) AS id`,
          [...idRange(one, version, rows), version],
        );
        await client.query(`ANALYZE ${one.sourceTable}`);
      }, true);
      // Our own bulk writes are not the subject: a killed server need not replay them.
      await withClient((client) => client.query('CHECKPOINT'));
      const before = await inTransaction(
        (client) => readFingerprint(client, one.expectedTable, fullColumns),
        false,
      );
      const after = await inTransaction(async (client) => {
        await applyRun(client, one);
        return readFingerprint(client, one.expectedTable, fullColumns);
      }, false);
      return { before, after };
    },
    commit: (one) => inTransaction((client) => applyRun(client, one), true),
  };
}

/** What a run is meant to do to its target, in plain SQL. */
async function applyRun(client: Client, { mode, sourceTable, expectedTable }: FaultCase) {
  if (mode === 'replace') await client.query(`TRUNCATE ${expectedTable}`);
  await client.query(
    `INSERT INTO ${expectedTable} SELECT * FROM ${sourceTable}
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, payload = excluded.payload,
       amount = excluded.amount, happened_at = excluded.happened_at`,
  );
}

/** First and last id: other ones for each append, half of the last ones for each merge. */
function idRange({ mode }: FaultCase, version: number, rows: number): readonly [number, number] {
  switch (mode) {
    case 'replace':
      return [1, rows + (version % 3) * 1000];
    case 'append':
      return [version * 10_000_000 + 1, version * 10_000_000 + rows];
    case 'merge': {
      const first = version * Math.floor(rows / 2);
      return [first + 1, first + rows];
    }
  }
}
