import { sql, type Kysely } from 'kysely';
import { AiEtlError } from '@ai-etl/core';
import type { KeyRing } from '../crypto/secret-box.ts';
import type { AllTables } from '../database/schema.ts';
import { disableWebhook } from './disable-webhook.ts';
import { openTarget } from './sealed-target.ts';
import type { AttemptResult, WebhookTarget } from './webhook.ts';

export interface DeliveryClaim {
  readonly limit: number;
  /** Longer than an attempt may take: when it ends, any worker may try again. */
  readonly leaseMs: number;
  /** Of one webhook at the same time, so that a slow receiver does not hold up the others. */
  readonly perWebhook: number;
  /** Webhooks and recipients that this worker is busy with. */
  readonly except: readonly string[];
}

/** One attempt to make. */
export interface ClaimedDelivery {
  readonly id: string;
  /** Counts from 1; names the attempt when its result is stored. */
  readonly attempt: number;
  readonly organisationId: string;
  readonly webhookId: string | null;
  /** The webhook, or the recipient of a mail: what `except` names. */
  readonly lane: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly occurredAt: string;
  /** Null: it does not open with the secret keys of this process. */
  readonly target: WebhookTarget | null;
}

/** `failed`: for good. `gone`: the receiver does not want to be called again (410). */
export type DeliveryOutcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly inMs: number }
  | { readonly kind: 'failed' | 'gone' };

/** The deliverers' view of deliveries, across organisations. Requests go through deliveries.ts. */
export interface DeliveryWork {
  /**
   * Takes deliveries that are due, for one attempt each. Of one webhook and pipeline only the oldest
   * that is not finished: the next one waits until it is.
   */
  claimDeliveries(claim: DeliveryClaim): Promise<readonly ClaimedDelivery[]>;
  /**
   * Stores what an attempt brought; false when another attempt has taken over. A webhook is disabled
   * when a delivery fails for good and none has succeeded since it began, or when it is gone.
   */
  finishDelivery(
    attempt: Pick<ClaimedDelivery, 'id' | 'attempt' | 'webhookId'>,
    outcome: DeliveryOutcome,
    result: AttemptResult,
  ): Promise<FinishAnswer>;
  /** Deletes finished deliveries older than this; answers how many. */
  pruneDeliveries(days: number): Promise<number>;
}

export interface FinishAnswer {
  readonly stored: boolean;
  readonly disabled: boolean;
}

interface ClaimedRow extends Omit<ClaimedDelivery, 'target'> {
  readonly recipient: string | null;
  readonly sealed: string | null;
  readonly previousSecretCounts: boolean;
}

export function deliveryWorkOf(db: Kysely<AllTables>, ring: KeyRing): DeliveryWork {
  return {
    claimDeliveries: async ({ limit, leaseMs, perWebhook, except }) => {
      if (limit <= 0) return [];
      // Chosen first, locked and looked at again then: a row that another worker took meanwhile is
      // skipped, or no longer free when its lock is had.
      const { rows } = await sql<ClaimedRow>`
        with chosen as (
          select id from (
            select d.id, d.next_at, row_number() over
              (partition by coalesce(d.webhook_id, d.recipient) order by d.next_at, d.seq) as place
            from ai_etl.webhook_deliveries d
            left join ai_etl.webhooks w on w.id = d.webhook_id
            where d.status = 'pending' and d.next_at <= clock_timestamp()
              and (d.lease_until is null or d.lease_until < clock_timestamp())
              and coalesce(d.webhook_id, d.recipient) <> all (${[...except]}::text[])
              and w.enabled is not false
              and not exists (
                select from ai_etl.webhook_deliveries e
                where e.status = 'pending' and e.order_key = d.order_key and e.seq < d.seq
                  and coalesce(e.webhook_id, e.recipient) = coalesce(d.webhook_id, d.recipient))
          ) due
          where place <= ${perWebhook}
          order by next_at limit ${limit}
        ),
        locked as (
          select d.id from ai_etl.webhook_deliveries d
          where d.id in (select id from chosen) and d.status = 'pending'
            and d.next_at <= clock_timestamp()
            and (d.lease_until is null or d.lease_until < clock_timestamp())
          for update of d skip locked
        )
        update ai_etl.webhook_deliveries d
        set attempts = d.attempts + 1,
          lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
        from locked l, ai_etl.webhook_deliveries same
        left join ai_etl.webhooks w on w.id = same.webhook_id
        where d.id = l.id and same.id = d.id
        returning d.id, d.attempts as "attempt", d.organisation_id as "organisationId",
          d.webhook_id as "webhookId", coalesce(d.webhook_id, d.recipient) as lane,
          d.recipient, d.event_id as "eventId", d.event_type as "eventType", d.data,
          d.occurred_at as "occurredAt", w.sealed,
          coalesce(w.previous_secret_until > clock_timestamp(), false) as "previousSecretCounts"
      `.execute(db);
      return rows.map(({ recipient, sealed, previousSecretCounts, ...claimed }) => ({
        ...claimed,
        target: targetOf(ring, claimed.webhookId, { recipient, sealed, previousSecretCounts }),
      }));
    },

    finishDelivery: ({ id, attempt, webhookId }, outcome, result) =>
      db.transaction().execute(async (trx) => {
        // The webhook before its deliveries, as everywhere, or two finishing attempts meet.
        const webhook =
          webhookId === null
            ? undefined
            : await trx
                .selectFrom('webhooks')
                .select('last_success_at')
                .where('id', '=', webhookId)
                .forNoKeyUpdate()
                .executeTakeFirst();
        const createdAt = await storeResult(trx, { id, attempt, outcome, result });
        if (createdAt === null) return { stored: false, disabled: false };
        if (webhookId === null || webhook === undefined) return { stored: true, disabled: false };
        const column = outcome.kind === 'delivered' ? 'last_success_at' : 'last_failure_at';
        await trx
          .updateTable('webhooks')
          .set({ [column]: sql<string>`clock_timestamp()` })
          .where('id', '=', webhookId)
          .execute();
        const silent = (webhook.last_success_at ?? '') < createdAt;
        const hopeless = outcome.kind === 'gone' || (outcome.kind === 'failed' && silent);
        const disabled =
          hopeless &&
          (await disableWebhook(trx, webhookId, {
            reason: outcome.kind === 'gone' ? 'gone' : 'failing',
            lastError: result.error ?? '',
          }));
        return { stored: true, disabled };
      }),

    pruneDeliveries: async (days) => {
      const result = await db
        .deleteFrom('webhook_deliveries')
        .where('status', '<>', 'pending')
        .where('created_at', '<', sql<string>`now() - ${days} * interval '1 day'`)
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
}

/** When the delivery began; null when this attempt is not its current one. */
async function storeResult(
  trx: Kysely<AllTables>,
  {
    id,
    attempt,
    outcome,
    result,
  }: {
    readonly id: string;
    readonly attempt: number;
    readonly outcome: DeliveryOutcome;
    readonly result: AttemptResult;
  },
): Promise<string | null> {
  const retry = outcome.kind === 'retry';
  const row = await trx
    .updateTable('webhook_deliveries')
    .set({
      status: statusAfter(outcome),
      next_at: retry
        ? sql<string>`clock_timestamp() + ${outcome.inMs} * interval '1 millisecond'`
        : null,
      finished_at: retry ? null : sql<string>`clock_timestamp()`,
      lease_until: null,
      response_status: result.responseStatus,
      response_body: result.responseBody,
      error: result.error,
      duration_ms: result.durationMs,
    })
    .where('id', '=', id)
    .where('attempts', '=', attempt)
    .where('status', '=', 'pending')
    .returning('created_at')
    .executeTakeFirst();
  return row?.created_at ?? null;
}

/** One that does not open must not hold up the others of its batch. */
function targetOf(
  ring: KeyRing,
  webhookId: string | null,
  row: Pick<ClaimedRow, 'recipient' | 'sealed' | 'previousSecretCounts'>,
): WebhookTarget | null {
  const { recipient, sealed, previousSecretCounts } = row;
  if (webhookId === null || sealed === null) return { channel: 'email', to: [recipient ?? ''] };
  try {
    return openTarget(ring, { id: webhookId, sealed, previousSecretCounts });
  } catch (error) {
    if (error instanceof AiEtlError && error.code === 'CONFIGURATION_INVALID') return null;
    throw error;
  }
}

function statusAfter({ kind }: DeliveryOutcome): 'delivered' | 'pending' | 'failed' {
  if (kind === 'delivered') return 'delivered';
  return kind === 'retry' ? 'pending' : 'failed';
}
