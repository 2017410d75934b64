import { sql } from 'kysely';
import type { Scope, Tenancy } from '../database/tenant.ts';
import { offsetOf, type Page, type PageRequest } from '../page.ts';
import { newId } from '../new-id.ts';
import { deliveryColumns } from './webhook-rows.ts';
import type { AttemptResult, Delivery, DeliveryStatus } from './webhook.ts';

export interface DeliveryFilter {
  readonly status?: DeliveryStatus;
  readonly eventType?: string;
}

export interface TestDelivery extends AttemptResult {
  readonly eventId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly occurredAt: string;
}

/** The delivery log of webhooks. Null answers mean: not there, or somebody else's. */
export interface Deliveries {
  /** Newest first. The caller has looked whether the webhook is theirs. */
  listDeliveries(
    scope: Scope,
    webhookId: string,
    filter: DeliveryFilter,
    page: PageRequest,
  ): Promise<Page<Delivery>>;
  getDelivery(scope: Scope, webhookId: string, deliveryId: string): Promise<Delivery | null>;
  /** The same event again, at once and out of turn, with attempts of its own. */
  redeliver(scope: Scope, webhookId: string, deliveryId: string): Promise<Delivery | null>;
  /** Stores a test that was made, so that it is seen among the others. */
  recordTest(scope: Scope, webhookId: string, test: TestDelivery): Promise<Delivery>;
}

export function deliveriesOf(tenancy: Tenancy): Deliveries {
  const getDelivery = async (
    scope: Scope,
    webhookId: string,
    deliveryId: string,
  ): Promise<Delivery | null> =>
    (await tenancy(scope)
      .selectFrom('webhook_deliveries')
      .select(deliveryColumns)
      .where('id', '=', deliveryId)
      .where('webhook_id', '=', webhookId)
      .executeTakeFirst()) ?? null;

  const projectOf = (scope: Scope, webhookId: string) =>
    tenancy(scope)
      .selectFrom('webhooks')
      .select('project_id')
      .where('id', '=', webhookId)
      .executeTakeFirst();

  const blank = {
    recipient: null,
    lease_until: null,
    finished_at: null,
    response_status: null,
    response_body: null,
    error: null,
    duration_ms: null,
  };

  return {
    getDelivery,

    listDeliveries: async (scope, webhookId, filter, page) => {
      let query = tenancy(scope)
        .selectFrom('webhook_deliveries')
        .where('webhook_id', '=', webhookId);
      if (filter.status !== undefined) query = query.where('status', '=', filter.status);
      if (filter.eventType !== undefined) query = query.where('event_type', '=', filter.eventType);
      const items = await query
        .select(deliveryColumns)
        .orderBy('seq', 'desc')
        .limit(page.perPage)
        .offset(offsetOf(page))
        .execute();
      const { total } = await query
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { items, total };
    },

    redeliver: async (scope, webhookId, deliveryId) => {
      const former = await getDelivery(scope, webhookId, deliveryId);
      const webhook = await projectOf(scope, webhookId);
      if (former === null || webhook === undefined) return null;
      const id = newId('delivery');
      return tenancy(scope)
        .insertInto('webhook_deliveries')
        .values({
          ...blank,
          id,
          organisation_id: scope.organisationId,
          project_id: webhook.project_id,
          webhook_id: webhookId,
          // A line of its own: whoever asks by hand does not wait for the others.
          order_key: id,
          kind: 'redelivery',
          event_id: former.eventId,
          event_type: former.eventType,
          data: JSON.stringify(former.data),
          occurred_at: former.occurredAt,
        })
        .returning(deliveryColumns)
        .executeTakeFirstOrThrow();
    },

    recordTest: async (scope, webhookId, test) => {
      const webhook = await projectOf(scope, webhookId);
      const id = newId('delivery');
      return tenancy(scope)
        .insertInto('webhook_deliveries')
        .values({
          ...blank,
          id,
          organisation_id: scope.organisationId,
          project_id: webhook?.project_id ?? null,
          webhook_id: webhookId,
          order_key: id,
          kind: 'test',
          event_id: test.eventId,
          event_type: 'webhook.test',
          data: JSON.stringify(test.data),
          occurred_at: test.occurredAt,
          status: test.error === null ? 'delivered' : 'failed',
          attempts: 1,
          next_at: null,
          finished_at: sql<string>`clock_timestamp()`,
          response_status: test.responseStatus,
          response_body: test.responseBody,
          error: test.error,
          duration_ms: test.durationMs,
        })
        .returning(deliveryColumns)
        .executeTakeFirstOrThrow();
    },
  };
}
