import { Client } from 'pg';
import { expect, it } from 'vitest';
import { describeStore } from '../testing/describe-store.ts';
import { copySpec, createPipeline, createRun } from '../testing/fresh-store.ts';

await describeStore('another organisation', (fresh) => {
  const { store, scope, projectId } = fresh;
  const stranger = { organisationId: 'org_stranger' };
  const page = { page: 1, perPage: 10 };

  it('sees nothing and changes nothing of mine', async () => {
    const client = new Client({ connectionString: fresh.databaseUrl });
    await client.connect();
    await client.query(`insert into ai_etl.organisations (id, name) values ('org_stranger', 'S')`);
    await client.query(
      `insert into ai_etl.projects (id, organisation_id, name) values ('proj_s', 'org_stranger', 'S')`,
    );
    await client.end();
    const { id } = await store.connections.createConnection(scope, {
      projectId,
      name: 'mine',
      type: 'postgresql',
      settings: { host: 'db' },
      secrets: { password: 'x' },
    });
    await store.catalogs.putCatalog(scope, id, { defaultSchema: 'public', tables: [] });
    const pipelineId = await createPipeline(fresh);
    const runId = await createRun(fresh, pipelineId);
    await store.schedules.upsertSchedule(scope, pipelineId, {
      cron: '0 2 * * *',
      timezone: 'UTC',
      catchup: 'none',
      paused: true,
      nextAt: null,
    });
    const before = await store.pipelines.getPipeline(scope, pipelineId);

    const { connections, pipelines, runs, schedules, catalogs, identity } = store;
    expect(await identity.getProject(stranger, projectId)).toBeNull();
    expect(await connections.getConnection(stranger, id)).toBeNull();
    expect(await connections.readSettings(stranger, id)).toBeNull();
    expect(await connections.updateConnection(stranger, id, { name: 'theirs' })).toBeNull();
    expect(await connections.deleteConnection(stranger, id)).toBe(false);
    expect((await connections.listConnections(stranger, {}, page)).total).toBe(0);
    expect(await connections.listProjectConnections(stranger, projectId)).toEqual([]);
    expect(await catalogs.getCatalog(stranger, id)).toBeNull();
    expect(await catalogs.putCatalog(stranger, id, { defaultSchema: 'x', tables: [] })).toBe(false);
    expect(await pipelines.getPipeline(stranger, pipelineId)).toBeNull();
    expect(await pipelines.getActivity(stranger, pipelineId)).toBeNull();
    expect(await pipelines.getVersion(stranger, pipelineId)).toBeNull();
    expect(await pipelines.addVersion(stranger, pipelineId, copySpec(null))).toBeNull();
    expect(
      await pipelines.deployPipeline(stranger, pipelineId, { environment: 'p', version: 1 }),
    ).toBeNull();
    expect(await pipelines.deletePipeline(stranger, pipelineId)).toBe(false);
    expect((await pipelines.listPipelines(stranger, {}, page)).total).toBe(0);
    expect(await runs.getRun(stranger, runId)).toBeNull();
    expect(await runs.cancelRun(stranger, runId)).toBeNull();
    expect(await runs.listRuns(stranger, pipelineId, page)).toEqual({ items: [], total: 0 });
    expect(await runs.latestRuns(stranger, [pipelineId])).toEqual(new Map());
    expect(await schedules.getSchedule(stranger, pipelineId)).toBeNull();
    expect(await schedules.pauseSchedule(stranger, pipelineId, { paused: false })).toBeNull();
    expect(await schedules.deleteSchedule(stranger, pipelineId)).toBe(false);
    await expect(
      runs.createRun(stranger, {
        pipelineId,
        pipelineVersion: 1,
        trigger: 'manual',
        params: {},
        logicalTime: '2026-01-01T00:00:00Z',
      }),
    ).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
    await expect(
      pipelines.createPipeline(stranger, {
        projectId: 'proj_s',
        name: 'thief',
        description: '',
        ...copySpec(id),
      }),
    ).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    await expect(
      pipelines.createPipeline(stranger, {
        projectId,
        name: 'intruder',
        description: '',
        ...copySpec(null),
      }),
    ).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });

    expect(await store.pipelines.getPipeline(scope, pipelineId)).toEqual(before);
    expect(await connections.getConnection(scope, id)).toMatchObject({ name: 'mine' });
    expect((await store.runStore.getRun(runId))?.status).toBe('queued');
  });

  it('cannot even be pointed at by a row: the database refuses', async () => {
    const client = new Client({ connectionString: fresh.databaseUrl });
    await client.connect();
    await expect(
      client.query(
        `insert into ai_etl.connections (id, organisation_id, project_id, name, type)
         values ('conn_x', 'org_stranger', $1, 'x', 'postgresql')`,
        [projectId],
      ),
    ).rejects.toMatchObject({ code: '23503' });
    await client.end();
  });
});
