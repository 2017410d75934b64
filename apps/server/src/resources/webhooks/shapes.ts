import { z } from 'zod';
import { deliveryStatuses, noticeTypes, webhookChannels } from '@ai-etl/store';
import { IdParam, Timestamp } from '../../http/fields.ts';

/** Bodies and answers of webhooks. */

const Events = z
  .array(z.enum(noticeTypes))
  .min(1)
  .max(noticeTypes.length)
  .overwrite((events) => [...new Set(events)])
  .describe('What to tell; see the guide on webhooks.');

const Url = z
  .string()
  .max(2000)
  .describe(
    'https; others only where whoever runs the server allows them. Redirects are not followed.',
  );

const Secret = z
  .string()
  .max(200)
  .describe(
    'Signs what is sent. `whsec_` and 24 to 64 bytes in base64, or at least 16 printable characters. Absent: one is made.',
  );

const Telegram = z.strictObject({
  bot_token: z.string().min(1).max(200),
  chat_id: z.string().min(1).max(100),
  base_url: Url.default('https://api.telegram.org'),
});

const Email = z.strictObject({ to: z.array(z.email('must be an e-mail address')).min(1).max(20) });

/** Which fields say where each channel leads. */
export const targetFields = {
  webhook: 'url',
  slack: 'url',
  telegram: 'telegram',
  email: 'email',
} as const;

export const NewWebhook = z
  .strictObject({
    channel: z
      .enum(webhookChannels)
      .default('webhook')
      .describe('slack and telegram: that service, or one with the same interface.'),
    url: Url.optional().describe('For the channels webhook and slack.'),
    secret: Secret.optional(),
    telegram: Telegram.optional(),
    email: Email.optional(),
    events: Events,
    description: z.string().trim().max(500).default(''),
    project_id: IdParam.optional().describe('Only events of this project.'),
    pipeline_id: IdParam.optional().describe('Only events of this pipeline.'),
    enabled: z.boolean().default(true),
  })
  .superRefine((body, context) => {
    const needed = targetFields[body.channel];
    if (body[needed] === undefined) {
      context.addIssue({ code: 'custom', path: [needed], message: `required for ${body.channel}` });
    }
    for (const field of ['url', 'telegram', 'email'] as const) {
      if (field === needed || body[field] === undefined) continue;
      const message = `not for the channel ${body.channel}`;
      context.addIssue({ code: 'custom', path: [field], message });
    }
    if (body.secret !== undefined && body.channel !== 'webhook') {
      const message = `not for the channel ${body.channel}: nothing is signed there`;
      context.addIssue({ code: 'custom', path: ['secret'], message });
    }
  })
  .meta({
    examples: [
      {
        url: 'https://your-app.com/webhook',
        events: ['pipeline.completed', 'pipeline.failed'],
        secret: 'webhook_secret_key',
      },
      {
        channel: 'telegram',
        telegram: { bot_token: '123456:ABC-DEF', chat_id: '-1001234567890' },
        events: ['pipeline.failed'],
      },
    ],
  });

export type NewWebhookBody = z.infer<typeof NewWebhook>;

export const WebhookChange = z
  .strictObject({
    url: Url.optional(),
    telegram: Telegram.optional(),
    email: Email.optional(),
    events: Events.optional(),
    description: z.string().trim().max(500).optional(),
    enabled: z
      .boolean()
      .optional()
      .describe('false ends the deliveries that wait; true begins with what happens next.'),
  })
  .refine((body) => Object.keys(body).length > 0, 'must change something')
  .meta({
    id: 'WebhookChange',
    minProperties: 1,
    examples: [{ events: ['pipeline.failed'], enabled: true }],
  });

export type WebhookChangeBody = z.infer<typeof WebhookChange>;

const webhookExample = {
  webhook_id: 'whk_0123456789abcdefghjk',
  channel: 'webhook',
  target: 'https://your-app.com/webhook',
  events: ['pipeline.completed', 'pipeline.failed'],
  description: '',
  project_id: null,
  pipeline_id: null,
  enabled: true,
  disabled_at: null,
  disabled_reason: null,
  previous_secret_until: null,
  last_success_at: '2024-01-26T10:15:01.000Z',
  last_failure_at: null,
  created_by: 'user_0123456789abcdefghjk',
  created_at: '2024-01-26T10:00:00.000Z',
  updated_at: '2024-01-26T10:00:00.000Z',
};

export const Webhook = z
  .object({
    webhook_id: z.string(),
    channel: z.enum(webhookChannels),
    target: z.string().describe('Where it goes, without what is secret of it.'),
    events: z.array(z.enum(noticeTypes)),
    description: z.string(),
    project_id: z.string().nullable(),
    pipeline_id: z.string().nullable(),
    enabled: z.boolean(),
    disabled_at: Timestamp.nullable(),
    disabled_reason: z
      .enum(['by_request', 'failing', 'gone'])
      .nullable()
      .describe('failing: a delivery failed for a day and none succeeded. gone: it answered 410.'),
    previous_secret_until: Timestamp.nullable().describe('The former secret signs too until then.'),
    last_success_at: Timestamp.nullable(),
    last_failure_at: Timestamp.nullable(),
    created_by: z.string().nullable(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Webhook', examples: [webhookExample] });

export type WebhookBody = z.infer<typeof Webhook>;

export const WebhookWithSecret = Webhook.extend({
  secret: z.string().nullable().describe('Shown this once. null: the channel has none.'),
}).meta({
  id: 'WebhookWithSecret',
  examples: [{ ...webhookExample, secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD6fZpyzc1B7Y=' }],
});

export const NewSecret = z
  .strictObject({ secret: Secret.optional() })
  .default({})
  .meta({ examples: [{}] });

const deliveryExample = {
  delivery_id: 'dlv_0123456789abcdefghjk',
  webhook_id: 'whk_0123456789abcdefghjk',
  kind: 'event',
  event_id: 'evt_00000000000000000000000000000001',
  event: 'pipeline.completed',
  timestamp: '2024-01-26T10:15:00.000Z',
  data: { pipeline_id: 'pipe_456', run_id: 'run_789', status: 'success', duration_seconds: 120 },
  status: 'delivered',
  attempts: 1,
  next_attempt_at: null,
  created_at: '2024-01-26T10:15:00.100Z',
  finished_at: '2024-01-26T10:15:00.200Z',
  response: { status: 200, body: 'ok' },
  error: null,
  duration_ms: 87,
};

export const Delivery = z
  .object({
    delivery_id: z.string(),
    webhook_id: z.string(),
    kind: z.enum(['event', 'test', 'redelivery']),
    event_id: z.string().describe('Sent as webhook-id: the same for each attempt and redelivery.'),
    event: z.string(),
    timestamp: Timestamp.describe('When it happened.'),
    data: z.record(z.string(), z.unknown()),
    status: z.enum(deliveryStatuses),
    attempts: z.int(),
    next_attempt_at: Timestamp.nullable(),
    created_at: Timestamp,
    finished_at: Timestamp.nullable(),
    response: z
      .object({ status: z.int(), body: z.string().describe('At most the first 1024 bytes.') })
      .nullable()
      .describe('Of the last attempt. null: there was no answer.'),
    error: z.string().nullable(),
    duration_ms: z.int().nullable(),
  })
  .meta({ id: 'WebhookDelivery', examples: [deliveryExample] });

export type DeliveryBody = z.infer<typeof Delivery>;
