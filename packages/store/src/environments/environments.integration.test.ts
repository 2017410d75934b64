import { expect, it } from 'vitest';
import { describeStore } from '../testing/describe-store.ts';
import { copySpec } from '../testing/fresh-store.ts';

await describeStore('environments', (fresh) => {
  const { connections, environments, pipelines, runs, runStore } = fresh.store;
  const { scope, projectId } = fresh;
  const connect = async (name: string): Promise<string> => {
    const request = { projectId, name, type: 'postgresql', settings: { host: name }, secrets: {} };
    return (await connections.createConnection(scope, request)).id;
  };
  const pipelineOn = async (connectionId: string): Promise<string> => {
    const request = { projectId, name: 'p', description: '', ...copySpec(connectionId) };
    return (await pipelines.createPipeline(scope, request)).id;
  };

  it('hold what was put last, each by itself', async () => {
    const [main, other, third] = [await connect('e1'), await connect('e2'), await connect('e3')];
    const put = (environment: string, bindings: Record<string, string>) =>
      environments.putBindings(scope, { projectId, environment, bindings });
    await put('staging', { [main]: other });
    await put('development', { [main]: third, [other]: third });
    await put('staging', { [main]: third });
    expect(await environments.getBindings(scope, projectId, 'staging')).toEqual({ [main]: third });
    expect(await environments.getBindings(scope, projectId, 'production')).toEqual({});
    expect([...(await environments.listBindings(scope, projectId)).keys()]).toEqual([
      'development',
      'staging',
    ]);
    await put('development', {});
    expect([...(await environments.listBindings(scope, projectId)).keys()]).toEqual(['staging']);
  });

  it('take no connection of another project, and nothing of a stranger', async () => {
    const main = await connect('e4');
    const request = { projectId, environment: 'staging', bindings: { [main]: 'conn_elsewhere' } };
    await expect(environments.putBindings(scope, request)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
    });
    const stranger = { organisationId: 'org_other' };
    await expect(environments.putBindings(stranger, request)).rejects.toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
    });
    expect(await environments.listBindings(stranger, projectId)).toEqual(new Map());
  });

  it('give a run the connections it was created with', async () => {
    const [main, other] = [await connect('e5'), await connect('e6')];
    const pipelineId = await pipelineOn(main);
    const bindings = { [main]: other };
    await pipelines.deployPipeline(scope, pipelineId, {
      environment: 'staging',
      version: 1,
      bindings,
    });
    const run = await runs.createRun(scope, {
      pipelineId,
      pipelineVersion: 1,
      environment: 'staging',
      bindings,
      trigger: 'manual',
      params: {},
      logicalTime: '2026-01-01T00:00:00.000Z',
    });
    const claimed = await runStore.claimRun(run.id, { workerId: 'w', leaseMs: 60_000 });
    expect(claimed?.run).toMatchObject({ environment: 'staging' });
    expect(claimed?.spec.sources).toMatchObject([{ connection: other }]);
    expect([...(claimed?.connections.keys() ?? [])]).toEqual([other]);
    await expect(connections.deleteConnection(scope, other)).rejects.toMatchObject({
      code: 'CONFLICT',
      details: [{ error: pipelineId }],
    });
  });

  it('do not wait for each other', async () => {
    const pipelineId = await pipelineOn(await connect('e7'));
    const create = async (environment: string) =>
      (
        await runs.createRun(scope, {
          pipelineId,
          pipelineVersion: 1,
          environment,
          trigger: 'manual',
          params: {},
          logicalTime: '2026-01-01T00:00:00.000Z',
        })
      ).id;
    const lease = { workerId: 'w', leaseMs: 60_000 };
    const [staging, production, second] = [
      await create('staging'),
      await create('production'),
      await create('production'),
    ];
    expect(await runStore.claimRun(staging, lease)).not.toBeNull();
    expect(await runStore.claimRun(production, lease)).not.toBeNull();
    expect(await runStore.claimRun(second, lease)).toBeNull();
  });

  it('keep a connection that they are bound to from being deleted', async () => {
    const [main, other] = [await connect('e8'), await connect('e9')];
    const bindings = { [main]: other };
    await environments.putBindings(scope, { projectId, environment: 'staging', bindings });
    await expect(connections.deleteConnection(scope, other)).rejects.toMatchObject({
      code: 'CONFLICT',
      details: [{ field: 'environments', error: 'staging' }],
    });
    expect(await connections.deleteConnection(scope, main)).toBe(true);
    expect(await connections.deleteConnection(scope, other)).toBe(true);
  });
});
