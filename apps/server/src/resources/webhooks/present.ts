import type { Delivery, Webhook } from '@ai-etl/store';
import type { DeliveryBody, WebhookBody } from './shapes.ts';

/** A webhook as the API shows it. */
export function presentWebhook(webhook: Webhook): WebhookBody {
  return {
    webhook_id: webhook.id,
    channel: webhook.channel,
    target: webhook.target,
    events: [...webhook.events],
    description: webhook.description,
    project_id: webhook.projectId,
    pipeline_id: webhook.pipelineId,
    enabled: webhook.enabled,
    disabled_at: webhook.disabledAt,
    disabled_reason: webhook.disabledReason,
    previous_secret_until: webhook.previousSecretUntil,
    last_success_at: webhook.lastSuccessAt,
    last_failure_at: webhook.lastFailureAt,
    created_by: webhook.createdBy,
    created_at: webhook.createdAt,
    updated_at: webhook.updatedAt,
  };
}

export function presentDelivery(webhookId: string, delivery: Delivery): DeliveryBody {
  const { responseStatus, responseBody } = delivery;
  return {
    delivery_id: delivery.id,
    webhook_id: webhookId,
    kind: delivery.kind,
    event_id: delivery.eventId,
    event: delivery.eventType,
    timestamp: delivery.occurredAt,
    data: { ...delivery.data },
    status: delivery.status,
    attempts: delivery.attempts,
    next_attempt_at: delivery.nextAt,
    created_at: delivery.createdAt,
    finished_at: delivery.finishedAt,
    response: responseStatus === null ? null : { status: responseStatus, body: responseBody ?? '' },
    error: delivery.error,
    duration_ms: delivery.durationMs,
  };
}
