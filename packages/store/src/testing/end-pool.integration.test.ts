import { Pool } from 'pg';
import { expect, it } from 'vitest';
import { endPool } from './end-pool.ts';
import { freshDatabase } from './fresh-store.ts';

const database = await freshDatabase();

it.skipIf(database === null)('a pool has ended when all its connections are closed', async () => {
  const pool = new Pool({ connectionString: database?.url, max: 4 });
  let closed = 0;
  pool.on('remove', () => {
    closed += 1;
  });
  try {
    await Promise.all(Array.from({ length: 4 }, () => pool.query('select pg_sleep(0.1)')));
    expect(pool.totalCount).toBe(4);
    await endPool(pool);
    expect(closed).toBe(4);
  } finally {
    await database?.drop();
  }
});

it('a pool that never connected ends', async () => {
  const pool = new Pool();
  await endPool(pool);
  expect(pool.ended).toBe(true);
});
