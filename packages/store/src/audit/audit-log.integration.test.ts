import { Client } from 'pg';
import { expect, it } from 'vitest';
import { describeStore } from '../testing/describe-store.ts';
import { createPipeline } from '../testing/fresh-store.ts';
import type { AuditEntry, AuditFilter, AuditIntent } from './audit-entry.ts';

const page = { page: 1, perPage: 100 };

await describeStore('the audit log', (fresh) => {
  const { scope, projectId } = fresh;
  const { audit, organisations, connections, schedules } = fresh.store;
  const { organisationId } = scope;
  const stranger = { organisationId: 'org_stranger' };
  const ann = { kind: 'user', userId: 'user_ann', apiKeyId: null } as const;
  const intent = (change: Partial<AuditIntent> = {}): AuditIntent => ({
    organisationId,
    actor: ann,
    action: 'deletePipeline',
    resource: { kind: 'pipeline', id: 'pipe_1' },
    beforeHash: 'sha256:before',
    requestId: 'req_1',
    address: '192.0.2.1',
    ...change,
  });
  const done = { outcome: 'succeeded', status: 204, errorCode: null, afterHash: null } as const;
  const query = async (sql: string, values: readonly unknown[] = []) => {
    const client = new Client({ connectionString: fresh.databaseUrl });
    await client.connect();
    try {
      return await client.query(sql, [...values]);
    } finally {
      await client.end();
    }
  };
  const list = (filter: AuditFilter = {}) => audit.listAudit(scope, filter, page);

  it('shows what began and did not end', async () => {
    const id = await audit.beginAudit(intent());
    const [begun] = (await list()).items;
    expect(begun).toMatchObject({
      id,
      actor: ann,
      action: 'deletePipeline',
      resource: { kind: 'pipeline', id: 'pipe_1' },
      outcome: 'started',
      beforeHash: 'sha256:before',
      finishedAt: null,
    });
    await audit.finishAudit(id, done);
    expect((await list()).items[0]).toMatchObject({ id, outcome: 'succeeded', status: 204 });
    // Once: what is complete stays as it is.
    await audit.finishAudit(id, { ...done, outcome: 'failed', status: 500 });
    expect((await list()).items[0]).toMatchObject({ id, outcome: 'succeeded', status: 204 });
    expect((await audit.listAudit(stranger, {}, page)).total).toBe(0);
  });

  it('cannot be rewritten, not even by whoever has the database password', async () => {
    const id = await audit.beginAudit(intent());
    const refused = [
      `update ai_etl.audit_log set user_id = 'user_bob' where id = $1`,
      `update ai_etl.audit_log set outcome = 'succeeded', finished_at = now(), action = 'x' where id = $1`,
      `update ai_etl.audit_log set outcome = 'succeeded', finished_at = now(), before_hash = 'x' where id = $1`,
      `update ai_etl.audit_log set outcome = 'succeeded', finished_at = now(), user_id = 'x' where id = $1`,
      `update ai_etl.audit_log set at = now() where id = $1`,
      `delete from ai_etl.audit_log where id = $1`,
    ];
    for (const sql of refused) {
      await expect(query(sql, [id]), sql).rejects.toThrow(/cannot be (changed|deleted)/);
    }
    await expect(query('truncate ai_etl.audit_log')).rejects.toThrow(/cannot be deleted/);
    await audit.finishAudit(id, done);
    const again = `update ai_etl.audit_log set outcome = 'failed' where id = $1`;
    await expect(query(again, [id])).rejects.toThrow(/cannot be changed/);
  });

  it('forgets only what is older than the retention, and never the last 30 days', async () => {
    await query(
      `insert into ai_etl.audit_log
         (id, organisation_id, at, actor_kind, action, outcome, request_id, address, finished_at)
       select 'aud_old' || days, $1, now() - make_interval(days => days), 'anonymous', 'x',
         'refused', 'req', 'x', now()
       from unnest(array[5, 40, 400]) days`,
      [organisationId],
    );
    const ids = async () => (await list({ action: 'x' })).items.map((one) => one.id).toSorted();
    expect(await audit.deleteOldAudit(365)).toBe(1);
    expect(await ids()).toEqual(['aud_old40', 'aud_old5']);
    expect(await audit.deleteOldAudit(1)).toBe(1);
    expect(await ids()).toEqual(['aud_old5']);
  });

  it('is filtered by who, what, on what, with what outcome, and when', async () => {
    const key = { kind: 'api_key', userId: 'user_ann', apiKeyId: 'key_1' } as const;
    const id = await audit.beginAudit(
      intent({ actor: key, action: 'createProject', resource: null, beforeHash: null }),
    );
    await audit.finishAudit(id, { ...done, resource: { kind: 'project', id: 'proj_1' } });
    const find = async (filter: AuditFilter) =>
      (await list(filter)).items.some((one) => one.id === id);
    const [entry] = (await list({ actorId: 'key_1' })).items;
    expect(entry).toMatchObject({ id, resource: { kind: 'project', id: 'proj_1' } });
    const at = entry?.at ?? '';
    const later = new Date(Date.parse(at) + 1).toISOString();
    for (const [filter, expected] of [
      [{ actorId: 'user_ann' }, true],
      [{ actorId: 'user_bob' }, false],
      [{ action: 'createProject' }, true],
      [{ action: 'deletePipeline' }, false],
      [{ resourceKind: 'project' }, true],
      [{ resourceKind: 'pipeline' }, false],
      [{ resourceId: 'proj_1' }, true],
      [{ resourceId: 'proj_2' }, false],
      [{ outcome: 'succeeded' }, true],
      [{ outcome: 'refused' }, false],
      [{ from: at }, true],
      [{ from: later }, false],
      [{ to: later }, true],
      [{ to: at }, false],
    ] as const) {
      expect([filter, await find(filter)]).toEqual([filter, expected]);
    }
  });

  it('takes refusals, of an unknown organisation for the operator', async () => {
    const refusal = {
      ...intent(),
      outcome: 'refused',
      status: 401,
      errorCode: 'AUTHENTICATION_REQUIRED',
    } as const;
    await audit.recordAudit({
      ...refusal,
      action: 'forged',
      organisationId: 'org_x',
      suppressed: 3,
    });
    expect((await list({ action: 'forged' })).items).toMatchObject([
      { outcome: 'refused', status: 401, suppressed: 3 },
    ]);
  });

  it('takes what a user did before they had an organisation to their first', async () => {
    const client = `insert into ai_etl.organisations (id, name) values ('org_first', 'F')`;
    await query(client);
    await query(`insert into ai_etl.users (id, email) values ('user_f', 'f@example.com')`);
    await query(
      `insert into ai_etl.memberships (organisation_id, user_id, role) values ('org_first', 'user_f', 'viewer')`,
    );
    const actor = { kind: 'user', userId: 'user_f', apiKeyId: null } as const;
    const record = { ...intent({ actor, organisationId: '' }), suppressed: 0 };
    await audit.recordAudit({ ...record, outcome: 'succeeded', status: 204, errorCode: null });
    const listed = await audit.listAudit({ organisationId: 'org_first' }, {}, page);
    expect(listed.items).toMatchObject([{ actor, outcome: 'succeeded' }]);
  });

  it('is read in order, in batches, up to the moment of asking', async () => {
    await query(
      `insert into ai_etl.audit_log
         (id, organisation_id, actor_kind, action, outcome, request_id, address, finished_at)
       select 'aud_s' || n, $1, 'anonymous', 'many', 'refused', 'req', 'x', now()
       from generate_series(1, 2500) n`,
      [organisationId],
    );
    const sizes: number[] = [];
    const seen: AuditEntry[] = [];
    for await (const entries of audit.streamAudit(scope, { action: 'many' })) {
      if (sizes.length === 0) await audit.beginAudit(intent({ action: 'many' }));
      sizes.push(entries.length);
      seen.push(...entries);
    }
    expect(sizes).toEqual([1000, 1000, 500]);
    expect(seen.map((one) => one.id)).toEqual(
      Array.from({ length: 2500 }, (_, index) => `aud_s${index + 1}`),
    );
    const nothing = [];
    for await (const entries of audit.streamAudit(stranger, {})) nothing.push(entries);
    expect(nothing).toEqual([]);
  });

  it('hashes what is stored, whatever part of it changes', async () => {
    const pipelineId = await createPipeline(fresh);
    const hash = () => audit.hashResource(organisationId, { kind: 'pipeline', id: pipelineId });
    const first = await hash();
    expect(first).toMatch(/^sha256:/);
    expect(await hash()).toBe(first);
    const schedule = { cron: '0 2 * * *', timezone: 'UTC', catchup: 'none', paused: true } as const;
    await schedules.upsertSchedule(scope, pipelineId, { ...schedule, nextAt: null });
    const scheduled = await hash();
    expect(scheduled).not.toBe(first);
    await schedules.pauseSchedule(scope, pipelineId, { paused: false });
    expect(await hash()).not.toBe(scheduled);
    const connection = await connections.createConnection(scope, {
      projectId,
      name: 'c',
      type: 'postgresql',
      settings: {},
      secrets: { password: 'one' },
    });
    const ofConnection = () =>
      audit.hashResource(organisationId, { kind: 'connection', id: connection.id });
    const before = await ofConnection();
    await connections.updateConnection(scope, connection.id, { secrets: { password: 'two' } });
    expect(await ofConnection()).not.toBe(before);
    const project = { kind: 'project', id: projectId };
    const empty = await audit.hashResource(organisationId, project);
    await organisations.updateProject(scope, projectId, { description: 'x' });
    expect(await audit.hashResource(organisationId, project)).not.toBe(empty);
    expect(await audit.hashResource('org_x', project)).toBeNull();
    expect(await audit.hashResource(organisationId, { kind: 'login', id: 'x' })).toBeNull();
  });
});
