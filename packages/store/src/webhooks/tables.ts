import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { NoticeType } from '../events/event.ts';
import type { DeliveryKind, DeliveryStatus, DisabledReason, WebhookChannel } from './webhook.ts';

/** Subscriptions and what became of each telling; see migration 0016. */
export interface WebhookTables {
  webhooks: {
    readonly organisation_id: string;
    id: string;
    project_id: string | null;
    pipeline_id: string | null;
    channel: WebhookChannel;
    target: string;
    sealed: string;
    previous_secret_until: string | null;
    description: string;
    events: NoticeType[];
    enabled: boolean;
    disabled_at: string | null;
    disabled_reason: DisabledReason | null;
    last_success_at: string | null;
    last_failure_at: string | null;
    created_by: string | null;
    created_at: GeneratedAlways<string>;
    updated_at: Generated<string>;
  };
  webhook_deliveries: {
    readonly organisation_id: string;
    id: Generated<string>;
    seq: GeneratedAlways<number>;
    project_id: string | null;
    webhook_id: string | null;
    recipient: string | null;
    order_key: string;
    kind: DeliveryKind;
    event_id: string;
    event_type: string;
    data: JSONColumnType<Record<string, unknown>>;
    occurred_at: string;
    status: Generated<DeliveryStatus>;
    attempts: Generated<number>;
    next_at: Generated<string | null>;
    lease_until: string | null;
    created_at: GeneratedAlways<string>;
    finished_at: string | null;
    response_status: number | null;
    response_body: string | null;
    error: string | null;
    duration_ms: number | null;
  };
}
