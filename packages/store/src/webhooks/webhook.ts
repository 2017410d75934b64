import type { NoticeType } from '../events/event.ts';

export const webhookChannels = ['webhook', 'slack', 'telegram', 'email'] as const;
export type WebhookChannel = (typeof webhookChannels)[number];

/** Where a channel leads, with its secrets. Stored sealed. */
export type WebhookTarget =
  | {
      readonly channel: 'webhook';
      readonly url: string;
      readonly secrets: readonly [string, ...string[]];
    }
  | { readonly channel: 'slack'; readonly url: string }
  | {
      readonly channel: 'telegram';
      readonly baseUrl: string;
      readonly botToken: string;
      readonly chatId: string;
    }
  | { readonly channel: 'email'; readonly to: readonly string[] };

export type DisabledReason = 'by_request' | 'failing' | 'gone';

/** A subscription; its secrets stay in the store. */
export interface Webhook {
  readonly id: string;
  /** Null: events of all projects. */
  readonly projectId: string | null;
  readonly pipelineId: string | null;
  readonly channel: WebhookChannel;
  /** Where it goes, fit to be shown. */
  readonly target: string;
  readonly description: string;
  readonly events: readonly NoticeType[];
  readonly enabled: boolean;
  readonly disabledAt: string | null;
  readonly disabledReason: DisabledReason | null;
  /** The former secret signs too until then; null: there is none. */
  readonly previousSecretUntil: string | null;
  readonly lastSuccessAt: string | null;
  readonly lastFailureAt: string | null;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface NewWebhook {
  readonly projectId: string | null;
  readonly pipelineId: string | null;
  readonly target: WebhookTarget;
  /** See Webhook.target. */
  readonly shownTarget: string;
  readonly description: string;
  readonly events: readonly NoticeType[];
  readonly enabled: boolean;
  readonly createdBy: string | null;
}

/** Absent fields stay as they are. */
export interface WebhookChange {
  readonly target?: WebhookTarget;
  readonly shownTarget?: string;
  readonly description?: string;
  readonly events?: readonly NoticeType[];
  readonly enabled?: boolean;
}

export interface WebhookFilter {
  readonly projectId?: string;
  readonly pipelineId?: string;
}

export const deliveryStatuses = ['pending', 'delivered', 'failed'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];
export type DeliveryKind = 'event' | 'test' | 'redelivery';

/** One event told to one webhook, however many attempts that takes. */
export interface Delivery {
  readonly id: string;
  readonly webhookId: string | null;
  readonly kind: DeliveryKind;
  readonly eventId: string;
  readonly eventType: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly occurredAt: string;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  /** Null once it is finished. */
  readonly nextAt: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  /** Of the last attempt; null: there was no answer. */
  readonly responseStatus: number | null;
  readonly responseBody: string | null;
  readonly error: string | null;
  readonly durationMs: number | null;
}

/** What one attempt brought. */
export interface AttemptResult {
  readonly responseStatus: number | null;
  readonly responseBody: string | null;
  readonly error: string | null;
  readonly durationMs: number;
}
