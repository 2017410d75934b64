import type { CreateWebhookRequest, Webhook, WebhookDelivery } from '@ai-etl/sdk';
import type { Command, CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { findPipeline } from '../input/find-pipeline.ts';
import { formatTime } from '../output/numbers.ts';
import { safeText } from '../output/safe-text.ts';
import { showFields, showJson, showTable } from '../output/show.ts';
import { UsageError } from '../usage-error.ts';

const shownDeliveries = 20;

export const webhooks: Command = {
  name: 'webhooks',
  summary: 'List webhooks and notifications, or show one with its deliveries',
  arguments: [{ name: 'WEBHOOK', help: 'Id; absent: list', optional: true }],
  options: { test: { type: 'boolean', help: 'Send a test event now and say what came of it' } },
  examples: ['ai-etl webhooks', 'ai-etl webhooks whk_123 --test'],
  run: async (context) => {
    if (context.input.argument('WEBHOOK') === '') return list(context);
    return context.input.flag('test') ? test(context) : show(context);
  },
};

async function list(context: CommandContext): Promise<number> {
  if (context.input.flag('test')) throw new UsageError('--test needs the id of a webhook.');
  const client = await context.client();
  const { signal } = context;
  const found = await client.webhooks.list({ per_page: 100 }, { signal }).toArray();
  if (context.json) showJson(context, found);
  else {
    showTable(context, found, {
      columns: [
        { title: 'ID', value: (one) => one.webhook_id },
        { title: 'CHANNEL', value: (one) => one.channel },
        { title: 'TO', value: (one) => one.target, flexible: true },
        { title: 'EVENTS', value: (one) => one.events.join(', '), flexible: true },
        { title: 'STATUS', value: statusOf },
      ],
      none: 'No webhooks yet. Make one: ai-etl create-webhook URL --event pipeline.failed',
    });
  }
  return exitCodes.ok;
}

async function show(context: CommandContext): Promise<number> {
  const { input, signal, terminal } = context;
  const client = await context.client();
  const webhook = await client.webhooks.get(input.argument('WEBHOOK'), { signal });
  const deliveries = await client.webhooks
    .deliveries(webhook.webhook_id, { per_page: shownDeliveries }, { signal })
    .toArray({ limit: shownDeliveries });
  if (context.json) {
    showJson(context, { webhook, deliveries });
    return exitCodes.ok;
  }
  showFields(context, [
    ['webhook', webhook.webhook_id],
    ['to', `${webhook.channel} ${safeText(webhook.target)}`],
    ['events', webhook.events.join(', ')],
    ['of', webhook.pipeline_id ?? webhook.project_id ?? 'the whole organisation'],
    ['status', statusOf(webhook)],
    ['last success', formatTime(webhook.last_success_at)],
    ['last failure', formatTime(webhook.last_failure_at)],
  ]);
  terminal.out('');
  showTable(context, deliveries, {
    columns: [
      { title: 'AT', value: (one) => formatTime(one.created_at) },
      { title: 'DELIVERY', value: (one) => one.delivery_id },
      { title: 'EVENT', value: (one) => one.event },
      { title: 'STATUS', value: (one) => one.status },
      { title: 'TRIES', right: true, value: (one) => one.attempts },
      { title: 'WHY', value: (one) => one.error, flexible: true },
    ],
    none: 'Nothing was sent yet.',
  });
  return exitCodes.ok;
}

async function test(context: CommandContext): Promise<number> {
  const { input, signal, style, terminal } = context;
  const client = await context.client();
  const delivery = await client.webhooks.test(input.argument('WEBHOOK'), { signal });
  const delivered = delivery.status === 'delivered';
  if (context.json) showJson(context, delivery);
  else {
    const mark = delivered ? style.good('delivered') : style.bad(delivery.status);
    terminal.out(`${mark}  ${outcomeOf(delivery)}`);
  }
  return delivered ? exitCodes.ok : exitCodes.failed;
}

export const createWebhook: Command = {
  name: 'create-webhook',
  summary: 'Be told of what happens, at a URL or by mail',
  description:
    'For a webhook, the secret that signs its calls goes to stdout and is shown this once. A URL that is itself a secret is better given on stdin, as "-".',
  arguments: [{ name: 'URL', help: 'What is called; "-" reads it from stdin', optional: true }],
  options: {
    event: {
      type: 'string',
      multiple: true,
      value: 'EVENT',
      help: 'pipeline.completed, pipeline.failed, check.failed, …; may be given several times',
    },
    slack: { type: 'boolean', help: 'The URL is an incoming webhook of Slack' },
    mail: { type: 'string', multiple: true, value: 'ADDRESS', help: 'Mail it, instead of a URL' },
    project: { type: 'string', value: 'ID', help: 'Only of a project' },
    pipeline: { type: 'string', value: 'PIPELINE', help: 'Only of a pipeline, by id or name' },
  },
  examples: [
    'ai-etl create-webhook https://example.com/hook --event pipeline.failed',
    'ai-etl create-webhook --mail ops@example.com --event pipeline.failed --event check.failed',
  ],
  run: async (context) => {
    const { input, signal, terminal } = context;
    const events = parseEvents(input.texts('event'));
    const target = await targetOf(context);
    const project = input.text('project');
    const pipeline = input.text('pipeline');
    const client = await context.client();
    const found = pipeline === undefined ? null : await findPipeline(client, pipeline, signal);
    const made = await client.webhooks.create(
      {
        ...target,
        events,
        ...(project === undefined ? {} : { project_id: project }),
        ...(found === null ? {} : { pipeline_id: found.id }),
      },
      { signal },
    );
    if (context.json) showJson(context, made);
    else {
      if (made.secret !== null) terminal.out(made.secret);
      const keep = made.secret === null ? '' : ' Keep the secret now: it is not shown again.';
      terminal.say(`${made.webhook_id} tells ${safeText(made.target)}.${keep}`);
    }
    return exitCodes.ok;
  },
};

export const deleteWebhook: Command = {
  name: 'delete-webhook',
  summary: 'Delete a webhook, with its deliveries',
  arguments: [{ name: 'WEBHOOK', help: 'Id of the webhook' }],
  options: {},
  examples: ['ai-etl delete-webhook whk_123'],
  run: async (context) => {
    const { input, signal, json, terminal } = context;
    const client = await context.client();
    const id = input.argument('WEBHOOK');
    await client.webhooks.delete(id, { signal });
    if (json) showJson(context, { webhook_id: id, deleted: true });
    else terminal.say(`Deleted ${id}.`);
    return exitCodes.ok;
  },
};

type Target = Pick<CreateWebhookRequest, 'channel' | 'url' | 'email'>;

async function targetOf({ input, terminal }: CommandContext): Promise<Target> {
  const to = input.texts('mail');
  const given = input.argument('URL');
  if ((given === '') === (to.length === 0)) {
    throw new UsageError('Give a URL or --mail ADDRESS, one of them.');
  }
  if (to.length > 0) return { channel: 'email', email: { to: [...to] } };
  const url = given === '-' ? (await terminal.readAll()).trim() : given;
  return { channel: input.flag('slack') ? 'slack' : 'webhook', url };
}

/** As: the server knows the events, and names them when one is misspelt. Throws UsageError. */
function parseEvents(texts: readonly string[]): CreateWebhookRequest['events'] {
  if (texts.length === 0) throw new UsageError('--event is needed, such as pipeline.failed.');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server judges it and names what is allowed
  return [...texts] as CreateWebhookRequest['events'];
}

function statusOf({ enabled, disabled_reason: reason }: Webhook): string {
  if (enabled) return 'enabled';
  return reason === null || reason === 'by_request' ? 'disabled' : `disabled: ${reason}`;
}

function outcomeOf({ response, error, duration_ms: ms }: WebhookDelivery): string {
  const parts = [
    response === null ? '' : `HTTP ${response.status}`,
    ms === null ? '' : `${ms} ms`,
    error === null ? '' : safeText(error),
  ];
  return parts.filter((one) => one !== '').join(', ');
}
