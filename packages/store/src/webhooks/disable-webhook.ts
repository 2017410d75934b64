import { sql, type Kysely } from 'kysely';
import type { AllTables, TenantTables } from '../database/schema.ts';
import type { DisabledReason } from './webhook.ts';

/** Ends the deliveries that wait for a webhook that is disabled; they can be sent again by hand. */
export async function endWaiting(trx: Kysely<TenantTables>, webhookId: string): Promise<void> {
  await trx
    .updateTable('webhook_deliveries')
    .set({
      status: 'failed',
      next_at: null,
      lease_until: null,
      finished_at: sql<string>`clock_timestamp()`,
      error: 'The webhook was disabled.',
    })
    .where('webhook_id', '=', webhookId)
    .where('status', '=', 'pending')
    .execute();
}

/** Disables a webhook that cannot be reached, and tells so. False: it was disabled already. */
export async function disableWebhook(
  trx: Kysely<AllTables>,
  webhookId: string,
  why: { readonly reason: DisabledReason; readonly lastError: string },
): Promise<boolean> {
  const webhook = await trx
    .updateTable('webhooks')
    .set({
      enabled: false,
      disabled_at: sql<string>`clock_timestamp()`,
      disabled_reason: why.reason,
      updated_at: sql<string>`clock_timestamp()`,
    })
    .where('id', '=', webhookId)
    .where('enabled', '=', true)
    .returning(['organisation_id', 'project_id', 'channel', 'target', 'created_by'])
    .executeTakeFirst();
  if (webhook === undefined) return false;
  await endWaiting(trx.$pickTables<keyof TenantTables>(), webhookId);
  const data = JSON.stringify({
    webhook_id: webhookId,
    channel: webhook.channel,
    target: webhook.target,
    project_id: webhook.project_id,
    reason: why.reason,
    error: { code: 'CONNECTION_FAILED', message: why.lastError },
  });
  const event = await trx
    .insertInto('event_inbox')
    .values({
      organisation_id: webhook.organisation_id,
      project_id: webhook.project_id,
      pipeline_id: null,
      run_id: null,
      type: 'webhook.disabled',
      data,
    })
    .returning('event_id')
    .executeTakeFirstOrThrow();
  // Whoever made it, and the admins: nobody may listen to events any more.
  await sql`
    insert into ai_etl.webhook_deliveries
      (organisation_id, project_id, recipient, order_key, kind, event_id, event_type, data, occurred_at)
    select distinct m.organisation_id, ${webhook.project_id}::text, u.email, ${webhookId}::text,
      'event', ${event.event_id}::text, 'webhook.disabled', ${data}::jsonb, clock_timestamp()
    from ai_etl.memberships m join ai_etl.users u on u.id = m.user_id
    where m.organisation_id = ${webhook.organisation_id} and u.disabled_at is null
      and (m.role = 'admin' or m.user_id = ${webhook.created_by})`.execute(trx);
  return true;
}
