import type { Client } from 'pg';
import { chunkedTimes, rowShapeOf, type FaultCase } from './fault-case.ts';

/** Rows that have the newest cursor value of their version, and as many that come later with the same. */
const sharedCursorRows = 20;

const rowColumns = `id bigint, version integer NOT NULL, payload text NOT NULL,
  amount numeric(12,2), happened_at timestamptz NOT NULL`;

const loaded = 'id, version, payload, amount, happened_at';

/** Makes the tables of a case, and what its source holds before the run of this version. Repeatable. */
export async function fillSource(
  client: Client,
  one: FaultCase,
  { version, rows }: { readonly version: number; readonly rows: number },
): Promise<void> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${one.sourceTable} (${rowColumns}, PRIMARY KEY (id))`,
  );
  await client.query(`CREATE TABLE IF NOT EXISTS ${one.expectedTable} (${expectedColumns(one)})`);
  if (one.kind === 'incremental') {
    await client.query(`DELETE FROM ${one.sourceTable} WHERE version = $1`, [version]);
  } else {
    await client.query(`TRUNCATE ${one.sourceTable}`);
  }
  const [first, last] = idRange(one, version, one.kind === 'chunked' ? rows * chunkedTimes : rows);
  await client.query(
    `INSERT INTO ${one.sourceTable}
     SELECT id, version, 'row ' || id || ' of version ' || version || E'\\t\\\\ "quoted"',
       CASE WHEN id % 7 = 0 THEN NULL ELSE id / 100.0 END, ${happenedAt(one)}
     FROM (
       SELECT id, ${versionOf(one)} AS version, id - $1::bigint + 1 AS nth,
         $2::bigint - $1::bigint + 1 AS total
       FROM generate_series($1::bigint, $2::bigint) AS id, (VALUES ($3::integer)) AS run (number)
     ) AS row`,
    [first, last, version],
  );
  await client.query(`ANALYZE ${one.sourceTable}`);
}

/** What a run is meant to do to its target, in plain SQL. */
export async function applyRun(client: Client, one: FaultCase): Promise<void> {
  const { mode, kind, sourceTable, expectedTable } = one;
  if (mode === 'scd2') return applyHistory(client, one);
  if (mode === 'replace') await client.query(`TRUNCATE ${expectedTable}`);
  const rows =
    kind === 'joined'
      ? `SELECT ${loaded}, 'label of ' || id FROM ${sourceTable} WHERE id % 11 <> 0`
      : `SELECT ${loaded} FROM ${sourceTable}`;
  const replaced = [
    ...loaded.split(', ').filter((name) => name !== 'id'),
    ...(kind === 'joined' ? ['label'] : []),
  ];
  const onConflict =
    mode === 'append'
      ? 'DO NOTHING'
      : `DO UPDATE SET ${replaced.map((name) => `${name} = excluded.${name}`).join(', ')}`;
  await client.query(`INSERT INTO ${expectedTable} ${rows} ON CONFLICT (id) ${onConflict}`);
}

/** Versions end when the next one begins, or, at a moment that is the run's own, when their key is gone. */
async function applyHistory(client: Client, one: FaultCase): Promise<void> {
  const { sourceTable, expectedTable } = one;
  await client.query(
    `UPDATE ${expectedTable} AS old SET is_current = false, valid_to = new.happened_at
     FROM ${sourceTable} AS new
     WHERE old.is_current AND old.id = new.id AND old.version <> new.version`,
  );
  await client.query(
    `UPDATE ${expectedTable} AS old SET is_current = false, valid_to = now()
     WHERE is_current AND NOT EXISTS (SELECT FROM ${sourceTable} AS new WHERE new.id = old.id)`,
  );
  await client.query(
    `INSERT INTO ${expectedTable} SELECT ${loaded}, happened_at, NULL, true FROM ${sourceTable}
     ON CONFLICT (id, version) DO NOTHING`,
  );
}

function expectedColumns({ kind }: FaultCase): string {
  switch (rowShapeOf(kind)) {
    case 'plain':
      return `${rowColumns}, PRIMARY KEY (id)`;
    case 'labelled':
      return `${rowColumns}, label text NOT NULL, PRIMARY KEY (id)`;
    case 'versioned':
      return `${rowColumns}, valid_from timestamptz NOT NULL, valid_to timestamptz,
        is_current boolean NOT NULL, PRIMARY KEY (id, version)`;
  }
}

/** In a history a third of the rows changes for each run; elsewhere all rows are of the run. */
function versionOf({ kind }: FaultCase): string {
  return kind === 'history'
    ? 'run.number + 2 - ((id + run.number + 2) % 3)::integer'
    : 'run.number';
}

/**
 * When a row became what it is. In a history: later with each version, long before any run. As a
 * cursor: it grows, and the newest value of a version is the first one of the next version too.
 */
function happenedAt({ kind }: FaultCase): string {
  switch (kind) {
    case 'plain':
    case 'joined':
    case 'chunked':
    case 'file':
    case 'export':
    case 'export_file':
    case 'filled':
      return "timestamptz '2026-01-01 00:00:00.123456+00' + id * interval '1 second'";
    case 'history':
      return `timestamptz '2000-01-01 00:00:00.123456+00' + version * interval '1 day'
        + id % 80000 * interval '1 second'`;
    case 'incremental':
      return `timestamptz '2026-01-01 00:00:00.123456+00' + interval '1 day' * (version +
        CASE WHEN nth <= ${sharedCursorRows} THEN 0
          WHEN nth > total - ${sharedCursorRows} THEN 1 ELSE nth / total::float8 END)`;
  }
}

/**
 * First and last id: other ones for each append, half of the last ones for each merge; of a history
 * a tenth of the keys goes and as many come.
 */
function idRange(
  { kind, mode }: FaultCase,
  version: number,
  rows: number,
): readonly [number, number] {
  if (kind === 'joined') return [1, rows + (version % 3) * 1000];
  switch (mode) {
    case 'replace':
      return [1, rows + (version % 3) * 1000];
    case 'append': {
      const count = kind === 'incremental' ? Math.ceil(rows / 2) : rows;
      return [version * 10_000_000 + 1, version * 10_000_000 + count];
    }
    case 'merge': {
      const first = version * Math.floor(rows / 2);
      return [first + 1, first + rows];
    }
    case 'scd2': {
      const first = version * Math.floor(rows / 10);
      return [first + 1, first + rows];
    }
  }
}
