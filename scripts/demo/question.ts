import { createClient } from '@clickhouse/client';
import { startLocalClickHouse } from '@ai-etl/local';
import { z } from 'zod';
import type { Screen } from './screen.ts';

const sql = `SELECT c.name AS category, count() AS lines, round(sum(i.amount), 2) AS revenue,
  round(100 * sum(i.amount) / sum(sum(i.amount)) OVER (), 1) AS share
FROM order_items AS i
JOIN orders AS o ON o.id = i.order_id
JOIN products AS p ON p.id = i.product_id
JOIN categories AS c ON c.id = p.category_id
WHERE o.status IN ('completed', 'shipped') AND toYear(o.ordered_at) = 2026
GROUP BY category ORDER BY revenue DESC LIMIT 5`;

const Row = z.object({
  category: z.string(),
  lines: z.coerce.number(),
  revenue: z.coerce.number(),
  share: z.coerce.number(),
});

/** Asks the warehouse something a person would, over the rows that were just loaded. */
export async function askWarehouse(home: string, screen: Screen): Promise<void> {
  screen.heading('7. Ask ClickHouse: which categories earn most this year?');
  const server = await startLocalClickHouse({ home }); // adopts the one that is running
  const client = createClient({
    url: server.url,
    username: server.user,
    password: server.password,
    database: server.database,
  });
  try {
    const started = performance.now();
    const answer = await client.query({ query: sql, format: 'JSONEachRow' });
    const rows = z.array(Row).parse(await answer.json());
    const elapsed = Math.round(performance.now() - started);
    screen.table(
      ['category', 'order lines', 'revenue', 'share %'],
      rows.map((row) => [
        row.category,
        row.lines.toLocaleString('en'),
        row.revenue.toLocaleString('en', { minimumFractionDigits: 2 }),
        row.share.toFixed(1),
      ]),
    );
    screen.dim(`  answered in ${elapsed} ms`);
  } finally {
    await client.close();
    await server.stop();
  }
}
