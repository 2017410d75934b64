import { createDatabase } from '@ai-etl/local';
import pg from 'pg';

/** The benchmark's table: nine columns, about 80 bytes a row as text. */
export const benchTable = 'bench_orders';

/**
 * Makes `bench_orders` with ids 1..rows, unless it is there with that many rows. The rows are a
 * function of the id.
 */
export async function prepareSource(url: string, rows: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query<{ rows: string | null }>(
      `SELECT obj_description(to_regclass('bench_orders'), 'pg_class') AS rows`,
    );
    if (found.rows[0]?.rows === `rows=${rows}`) return;
    await client.query('DROP TABLE IF EXISTS bench_orders');
    await client.query(`CREATE TABLE bench_orders AS
      SELECT id,
        (id * 7919 % 100003)::integer AS customer_id,
        (ARRAY['completed', 'shipped', 'pending', 'cancelled'])[1 + id % 4] AS status,
        (ARRAY['web', 'app', 'store'])[1 + id % 3] AS channel,
        ((id * 104729 % 1000000)::numeric / 100)::numeric(12, 2) AS amount,
        (1 + id % 7)::integer AS quantity,
        (timestamp '2024-01-01' + id * interval '13.37 seconds')::timestamp AS created_at,
        id % 3 = 0 AS paid,
        CASE WHEN id % 10 < 3 THEN 'note ' || id END AS note
      FROM generate_series(1::bigint, ${rows}::bigint) AS id`);
    await client.query('ALTER TABLE bench_orders ADD PRIMARY KEY (id)');
    await client.query(`COMMENT ON TABLE bench_orders IS 'rows=${rows}'`);
    await client.query('VACUUM (ANALYZE) bench_orders');
  } finally {
    await client.end();
  }
}

/** The database `bench` of that server, made where it is not there yet. */
export async function benchDatabase(serverUrl: string): Promise<string> {
  const url = new URL(serverUrl);
  url.pathname = '/bench';
  await createDatabase(serverUrl, 'bench').catch(() => undefined); // there already
  return url.href;
}
