import { Pool } from 'pg';
import { expect, it } from 'vitest';
import { migrate, readMigrations } from '../database/migrate.ts';
import { endPool } from '../testing/end-pool.ts';
import { freshDatabase } from '../testing/fresh-store.ts';

const database = await freshDatabase();

it.skipIf(database === null)('logins from before there were sessions go on', async () => {
  const pool = new Pool({ connectionString: database?.url });
  try {
    const all = await readMigrations();
    await migrate(
      pool,
      all.filter((one) => one.name < '0007'),
    );
    await pool.query(`
      insert into ai_etl.users (id, email, password_hash) values ('user_1', 'a@b.c', 'x');
      insert into ai_etl.refresh_tokens (token_hash, user_id, family, expires_at, used_at, revoked_at)
      values
        ('open-1', 'user_1', 'open', now() + interval '1 day', now(), null),
        ('open-2', 'user_1', 'open', now() + interval '2 days', null, null),
        ('ended-1', 'user_1', 'ended', now() + interval '1 day', null, now())`);
    await migrate(pool, all);
    const { rows } = await pool.query(`
      select id, user_id, method, ended_at is not null as ended,
        expires_at > now() + interval '47 hours' as lasts
      from ai_etl.sessions order by id`);
    expect(rows).toEqual([
      { id: 'ended', user_id: 'user_1', method: 'password', ended: true, lasts: false },
      { id: 'open', user_id: 'user_1', method: 'password', ended: false, lasts: true },
    ]);
    const tokens = await pool.query('select family from ai_etl.refresh_tokens order by token_hash');
    expect(tokens.rows.map((one) => one.family)).toEqual(['ended', 'open', 'open']);
  } finally {
    await endPool(pool);
    await database?.drop();
  }
});
