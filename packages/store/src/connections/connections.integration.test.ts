import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { describeStore } from '../testing/describe-store.ts';
import { copySpec, createRun } from '../testing/fresh-store.ts';

await describeStore('connections', (fresh) => {
  const { connections, pipelines, catalogs } = fresh.store;
  const { scope, projectId } = fresh;
  const page = { page: 1, perPage: 100 };

  const create = (name: string, secrets: Record<string, string> = { password: 'hunter2' }) =>
    connections.createConnection(scope, {
      projectId,
      name,
      type: 'postgresql',
      settings: { host: 'db', port: 5432, tls: { mode: 'require' } },
      secrets,
    });
  const createUser = async (connectionId: string, name = 'reader') => {
    const pipeline = await pipelines.createPipeline(scope, {
      projectId,
      name,
      description: '',
      ...copySpec(connectionId),
    });
    return pipeline.id;
  };

  it('shows settings and the names of secrets, and hands the secrets to connectors only', async () => {
    const created = await create('shown');
    expect(created).toMatchObject({
      name: 'shown',
      settings: { host: 'db', port: 5432, tls: { mode: 'require' } },
      secretNames: ['password'],
      lastTest: null,
    });
    expect(await connections.getConnection(scope, created.id)).toEqual(created);
    expect(JSON.stringify(created)).not.toContain('hunter2');
    expect(await connections.readSettings(scope, created.id)).toEqual({
      host: 'db',
      port: 5432,
      tls: { mode: 'require' },
      password: 'hunter2',
    });
  });

  it('keeps no secret readable in the database', async () => {
    const { id } = await create('at_rest', { password: 'very-secret-text' });
    const client = new Client({ connectionString: fresh.databaseUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ row: string }>(
        'select c::text as row from ai_etl.connections c where id = $1',
        [id],
      );
      expect(rows[0]?.row).toMatch(/v1\.test-1\./);
      expect(rows[0]?.row).not.toContain('very-secret-text');
    } finally {
      await client.end();
    }
  });

  it('refuses a second connection of the same name in a project, whatever the case', async () => {
    await create('taken');
    await expect(create('TAKEN')).rejects.toMatchObject({
      code: 'CONFLICT',
      details: [{ field: 'name', error: 'already taken in this project' }],
    });
    const other = await create('free');
    await expect(
      connections.updateConnection(scope, other.id, { name: 'taken' }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('refuses a project that is not there', async () => {
    await expect(
      connections.createConnection(scope, {
        projectId: 'proj_unknown',
        name: 'x',
        type: 'postgresql',
        settings: {},
        secrets: {},
      }),
    ).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  });

  it('merges secrets, removes one by null, and leaves the rest as it is', async () => {
    const { id } = await create('changed', { password: 'one', token: 'two' });
    const updated = await connections.updateConnection(scope, id, {
      name: 'renamed',
      secrets: { password: 'three', token: null },
    });
    expect(updated).toMatchObject({ name: 'renamed', secretNames: ['password'] });
    expect(await connections.readSettings(scope, id)).toMatchObject({
      host: 'db',
      password: 'three',
    });
    await connections.updateConnection(scope, id, { settings: { host: 'new' } });
    expect(await connections.readSettings(scope, id)).toEqual({ host: 'new', password: 'three' });
    expect(await connections.updateConnection(scope, 'conn_unknown', {})).toBeNull();
  });

  it('remembers the last test', async () => {
    const { id } = await create('tested');
    const test = { ok: false, latencyMs: 3, serverVersion: null, checks: [] };
    expect(await connections.saveTest(scope, id, test)).toBe(true);
    expect(await connections.getConnection(scope, id)).toMatchObject({ lastTest: test });
  });

  it('lists page by page, filtered by type', async () => {
    const { total } = await connections.listConnections(scope, {}, page);
    const first = await connections.listConnections(scope, { projectId }, { page: 1, perPage: 2 });
    const second = await connections.listConnections(scope, {}, { page: 2, perPage: 2 });
    expect(first).toMatchObject({ total });
    expect(first.items).toHaveLength(2);
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
    expect(await connections.listConnections(scope, { type: 'clickhouse' }, page)).toEqual({
      items: [],
      total: 0,
    });
  });

  it('is not deleted while a live pipeline uses it, and names that pipeline', async () => {
    const { id } = await create('used');
    const pipelineId = await createUser(id);
    await expect(connections.deleteConnection(scope, id)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining(`reader (${pipelineId})`),
    });
    await pipelines.deletePipeline(scope, pipelineId);
    expect(await connections.deleteConnection(scope, id)).toBe(true);
    expect(await connections.deleteConnection(scope, id)).toBe(false);
  });

  it('is not deleted while only the deployed version uses it, but for old versions it is', async () => {
    const { id } = await create('deployed');
    const pipelineId = await createUser(id);
    await pipelines.deployPipeline(scope, pipelineId, { environment: 'production', version: 1 });
    await pipelines.addVersion(scope, pipelineId, copySpec(null));
    await expect(connections.deleteConnection(scope, id)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await pipelines.deployPipeline(scope, pipelineId, { environment: 'production', version: 2 });
    expect(await connections.deleteConnection(scope, id)).toBe(true);
  });

  it('never ends up deleted and used, when both happen at once', async () => {
    for (let round = 0; round < 15; round += 1) {
      const { id } = await create(`raced_${round}`);
      const [deleted, used] = await Promise.allSettled([
        connections.deleteConnection(scope, id),
        createUser(id, `racer_${round}`),
      ]);
      expect([deleted.status, used.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    }
  });

  it('keeps a catalog, replaces it, and forgets it with the connection', async () => {
    const { id } = await create('catalogued');
    expect(await catalogs.getCatalog(scope, id)).toBeNull();
    const catalog = { defaultSchema: 'public', tables: [] };
    expect(await catalogs.putCatalog(scope, id, { defaultSchema: 'old', tables: [] })).toBe(true);
    expect(await catalogs.putCatalog(scope, id, catalog)).toBe(true);
    expect(await catalogs.getCatalog(scope, id)).toMatchObject({ catalog });
    await connections.deleteConnection(scope, id);
    expect(await catalogs.getCatalog(scope, id)).toBeNull();
    expect(await catalogs.putCatalog(scope, id, catalog)).toBe(false);
  });

  it('hands decrypted settings to the worker that claims a run', async () => {
    const { id } = await create('claimed');
    const runId = await createRun(fresh, await createUser(id));
    const claimed = await fresh.store.runStore.claimRun(runId, { workerId: 'w', leaseMs: 60_000 });
    expect(claimed?.connections.get(id)).toMatchObject({
      name: 'claimed',
      type: 'postgresql',
      settings: { host: 'db', password: 'hunter2' },
    });
  });

  it('reads with an old key, seals with the new one, and then needs the old one no more', async () => {
    const { id } = await create('rotated');
    const next = { id: 'test-2', key: randomBytes(32) };
    const rotating = await fresh.openAgain({
      secretKeys: { activeId: 'test-2', keys: [...fresh.secretKeys.keys, next] },
    });
    expect(await rotating.connections.readSettings(scope, id)).toMatchObject({
      password: 'hunter2',
    });
    expect(await rotating.resealSecrets()).toBeGreaterThan(0);
    expect(await rotating.resealSecrets()).toBe(0);
    const after = await fresh.openAgain({ secretKeys: { activeId: 'test-2', keys: [next] } });
    expect(await after.connections.readSettings(scope, id)).toMatchObject({ password: 'hunter2' });
  });

  it('fails a run, with the reason, when its secrets cannot be opened', async () => {
    // After the rotation above this store's own ring lacks the key.
    const lacking = await fresh.openAgain({
      secretKeys: { activeId: 'test-3', keys: [{ id: 'test-3', key: randomBytes(32) }] },
    });
    const { id } = await create('locked');
    const runId = await createRun(fresh, await createUser(id));
    expect(await lacking.runStore.claimRun(runId, { workerId: 'w', leaseMs: 60_000 })).toBeNull();
    expect(await lacking.runStore.getRun(runId)).toMatchObject({
      status: 'failed',
      error: { code: 'CONFIGURATION_INVALID', retryable: false },
    });
  });

  it('writes no secret to the log', () => {
    expect(JSON.stringify(fresh.logged)).not.toContain('hunter2');
  });
});
