import { Pool } from 'pg';
import { expect, it } from 'vitest';
import { migrate, readMigrations } from '../database/migrate.ts';
import { describeStore } from '../testing/describe-store.ts';
import { endPool } from '../testing/end-pool.ts';
import { freshDatabase } from '../testing/fresh-store.ts';

await describeStore('the migration to environments', () => {
  it('keeps what was deployed and scheduled, where it was', async () => {
    const database = (await freshDatabase()) ?? expect.fail('no database');
    const pool = new Pool({ connectionString: database.url });
    try {
      const all = await readMigrations();
      await migrate(
        pool,
        all.filter((one) => one.name < '0011'),
      );
      await pool.query(before);
      await migrate(
        pool,
        all.filter((one) => one.name < '0012'),
      );
      const deployments = await pool.query(
        'select pipeline_id, environment, version, bindings from ai_etl.deployments order by 1',
      );
      expect(deployments.rows).toEqual([
        { pipeline_id: 'pipe_a', environment: 'production', version: 1, bindings: {} },
        { pipeline_id: 'pipe_b', environment: 'staging', version: 1, bindings: {} },
      ]);
      const schedules = await pool.query(
        'select pipeline_id, environment, cron, paused from ai_etl.schedules order by 1',
      );
      expect(schedules.rows).toEqual([
        { pipeline_id: 'pipe_a', environment: 'production', cron: '0 1 * * *', paused: true },
        { pipeline_id: 'pipe_b', environment: 'staging', cron: '0 2 * * *', paused: false },
      ]);
      const runs = await pool.query('select id, environment, bindings from ai_etl.runs order by 1');
      expect(runs.rows).toEqual([
        { id: 'run_a', environment: 'production', bindings: {} },
        { id: 'run_b', environment: 'staging', bindings: {} },
      ]);
    } finally {
      await endPool(pool);
      await database.drop();
    }
  });
});

const before = `
  insert into ai_etl.organisations (id, name) values ('org_1', 'o');
  insert into ai_etl.projects (id, organisation_id, name) values ('proj_1', 'org_1', 'p');
  insert into ai_etl.pipelines (id, organisation_id, project_id, name, status, latest_version,
    environment, deployed_version, deployed_at)
  values
    ('pipe_a', 'org_1', 'proj_1', 'a', 'ready', 1, 'production', 1, now()),
    ('pipe_b', 'org_1', 'proj_1', 'b', 'ready', 1, 'staging', 1, now()),
    ('pipe_c', 'org_1', 'proj_1', 'c', 'ready', 1, null, null, null);
  insert into ai_etl.pipeline_versions (pipeline_id, version, organisation_id, spec, spec_hash)
  select id, 1, 'org_1', '{}', 'h' from ai_etl.pipelines;
  insert into ai_etl.schedules (pipeline_id, organisation_id, cron, timezone, catchup, paused)
  values ('pipe_a', 'org_1', '0 1 * * *', 'UTC', 'latest', true),
    ('pipe_b', 'org_1', '0 2 * * *', 'UTC', 'latest', false);
  insert into ai_etl.runs (id, organisation_id, project_id, pipeline_id, pipeline_version,
    spec_hash, max_active_runs, trigger, logical_time)
  values ('run_a', 'org_1', 'proj_1', 'pipe_a', 1, 'h', 1, 'manual', now()),
    ('run_b', 'org_1', 'proj_1', 'pipe_b', 1, 'h', 1, 'manual', now());
`;
