import { sql } from 'kysely';
import { AiEtlError } from '@ai-etl/core';
import type { KeyRing } from '../crypto/secret-box.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import { newId } from '../new-id.ts';
import { offsetOf, type Page, type PageRequest } from '../page.ts';
import { endWaiting } from './disable-webhook.ts';
import { openTarget, previousSecretCounts, sealTarget } from './sealed-target.ts';
import { webhookColumns } from './webhook-rows.ts';
import type {
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookFilter,
  WebhookTarget,
} from './webhook.ts';

/** Webhooks of an organisation. Null answers mean: not there, or somebody else's. */
export interface Webhooks {
  /** Throws CONFLICT when the organisation has as many as it may. */
  createWebhook(scope: Scope, request: NewWebhook): Promise<Webhook>;
  /** Oldest first. */
  listWebhooks(scope: Scope, filter: WebhookFilter, page: PageRequest): Promise<Page<Webhook>>;
  getWebhook(scope: Scope, webhookId: string): Promise<Webhook | null>;
  /** With secrets: for delivering, never for showing. */
  readTarget(scope: Scope, webhookId: string): Promise<WebhookTarget | null>;
  /** Disabling ends the deliveries that wait. */
  updateWebhook(scope: Scope, webhookId: string, change: WebhookChange): Promise<Webhook | null>;
  /** The former secret signs too for a day. Null also for a channel that has no secret. */
  rotateSecret(scope: Scope, webhookId: string, secret: string): Promise<Webhook | null>;
  /** With its deliveries. */
  deleteWebhook(scope: Scope, webhookId: string): Promise<boolean>;
}

/** Each event is matched against all of an organisation's webhooks. */
const mostWebhooks = 200;
const previousSecretHours = 24;

export function webhooksOf(tenancy: Tenancy, ring: KeyRing): Webhooks {
  const getWebhook = async (scope: Scope, webhookId: string): Promise<Webhook | null> =>
    (await tenancy(scope)
      .selectFrom('webhooks')
      .select(webhookColumns)
      .where('id', '=', webhookId)
      .executeTakeFirst()) ?? null;

  return {
    getWebhook,

    createWebhook: async (scope, request) => {
      const { total } = await tenancy({ organisationId: scope.organisationId })
        .selectFrom('webhooks')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      if (total >= mostWebhooks) throw tooMany();
      const id = newId('webhook');
      return tenancy(scope)
        .insertInto('webhooks')
        .values({
          id,
          organisation_id: scope.organisationId,
          project_id: request.projectId,
          pipeline_id: request.pipelineId,
          channel: request.target.channel,
          target: request.shownTarget,
          sealed: sealTarget(ring, id, request.target),
          previous_secret_until: null,
          description: request.description,
          events: [...request.events],
          ...enabledColumns(request.enabled),
          last_success_at: null,
          last_failure_at: null,
          created_by: request.createdBy,
        })
        .returning(webhookColumns)
        .executeTakeFirstOrThrow();
    },

    listWebhooks: async (scope, filter, page) => {
      let query = tenancy(scope).selectFrom('webhooks');
      if (filter.projectId !== undefined) query = query.where('project_id', '=', filter.projectId);
      if (filter.pipelineId !== undefined) {
        query = query.where('pipeline_id', '=', filter.pipelineId);
      }
      const items = await query
        .select(webhookColumns)
        .orderBy('created_at')
        .orderBy('id')
        .limit(page.perPage)
        .offset(offsetOf(page))
        .execute();
      const { total } = await query
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { items, total };
    },

    readTarget: async (scope, webhookId) => {
      const row = await tenancy(scope)
        .selectFrom('webhooks')
        .select(['id', 'sealed', previousSecretCounts.as('previousSecretCounts')])
        .where('id', '=', webhookId)
        .executeTakeFirst();
      return row === undefined ? null : openTarget(ring, row);
    },

    updateWebhook: (scope, webhookId, change) =>
      tenancy(scope)
        .transaction()
        .execute(async (trx) => {
          const row = await trx
            .selectFrom('webhooks')
            .select('enabled')
            .where('id', '=', webhookId)
            .forNoKeyUpdate()
            .executeTakeFirst();
          if (row === undefined) return null;
          const { target, shownTarget, description, events, enabled } = change;
          const switched = enabled !== undefined && enabled !== row.enabled;
          const webhook = await trx
            .updateTable('webhooks')
            .set({
              ...(target === undefined ? {} : { sealed: sealTarget(ring, webhookId, target) }),
              ...(shownTarget === undefined ? {} : { target: shownTarget }),
              ...(description === undefined ? {} : { description }),
              ...(events === undefined ? {} : { events: [...events] }),
              ...(switched ? enabledColumns(enabled) : {}),
              updated_at: sql<string>`now()`,
            })
            .where('id', '=', webhookId)
            .returning(webhookColumns)
            .executeTakeFirstOrThrow();
          if (switched && !enabled) await endWaiting(trx, webhookId);
          return webhook;
        }),

    rotateSecret: (scope, webhookId, secret) =>
      tenancy(scope)
        .transaction()
        .execute(async (trx) => {
          const row = await trx
            .selectFrom('webhooks')
            .select(['id', 'sealed'])
            .where('id', '=', webhookId)
            .forNoKeyUpdate()
            .executeTakeFirst();
          if (row === undefined) return null;
          const target = openTarget(ring, { ...row, previousSecretCounts: false });
          if (target.channel !== 'webhook') return null;
          const rotated = { ...target, secrets: [secret, target.secrets[0]] } as const;
          return trx
            .updateTable('webhooks')
            .set({
              sealed: sealTarget(ring, webhookId, rotated),
              previous_secret_until: sql<string>`now() + ${previousSecretHours} * interval '1 hour'`,
              updated_at: sql<string>`now()`,
            })
            .where('id', '=', webhookId)
            .returning(webhookColumns)
            .executeTakeFirstOrThrow();
        }),

    deleteWebhook: async (scope, webhookId) => {
      const result = await tenancy(scope)
        .deleteFrom('webhooks')
        .where('id', '=', webhookId)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
  };
}

function enabledColumns(enabled: boolean) {
  return enabled
    ? { enabled, disabled_at: null, disabled_reason: null }
    : { enabled, disabled_at: sql<string>`now()`, disabled_reason: 'by_request' as const };
}

function tooMany(): AiEtlError {
  return new AiEtlError(
    'CONFLICT',
    `An organisation has at most ${mostWebhooks} webhooks. Delete some, or let one listen to more events.`,
    { details: [{ field: 'webhooks', error: `at most ${mostWebhooks}` }] },
  );
}
