import type { Pool } from 'pg';

/**
 * Ends a pool whose connections are idle and waits until they are closed. `end` alone only asks them
 * to close: a database that is dropped by force right after it breaks one, unheard.
 */
export async function endPool(pool: Pool): Promise<void> {
  let open = pool.totalCount;
  const closed = new Promise<void>((resolve) => {
    if (open === 0) resolve();
    pool.on('remove', () => {
      open -= 1;
      if (open === 0) resolve();
    });
  });
  await pool.end();
  await closed;
}
