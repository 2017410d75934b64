import { AiEtlError, type Clock } from '@ai-etl/core';
import type { AttemptResult, WebhookTarget } from '@ai-etl/store';
import type { Mailer } from '../mail/mailer.ts';
import type { OutboundPolicy } from '../net/outbound-policy.ts';
import { postOutbound, type OutboundAnswer, type OutboundPost } from '../net/post.ts';
import { signRequest } from './sign.ts';
import { wordEvent } from './wording.ts';

/** An event on its way to one receiver. */
export interface Telling {
  readonly eventId: string;
  readonly eventType: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly occurredAt: string;
}

export interface AttemptPorts {
  readonly policy: OutboundPolicy;
  readonly clock: Clock;
  /** Null: no mail server is configured. */
  readonly mailer: Pick<Mailer, 'send'> | null;
}

/** What came of one attempt; without `error` it was taken. */
export interface Attempted extends AttemptResult {
  readonly retryAfterSeconds: number | null;
  /** Trying again cannot help. */
  readonly hopeless: boolean;
}

/** Longer than any receiver needs to write an event down. */
export const attemptTimeoutMs = 10_000;

/** Tells one receiver once. Never throws: trouble is a result. */
export async function attemptDelivery(
  telling: Telling,
  target: WebhookTarget,
  ports: AttemptPorts,
): Promise<Attempted> {
  const startedAt = performance.now();
  const took = () => Math.round(performance.now() - startedAt);
  try {
    const answer = await tell(telling, target, ports);
    return { ...judge(answer), durationMs: took() };
  } catch (error) {
    return {
      responseStatus: null,
      responseBody: null,
      error: error instanceof AiEtlError ? error.message : 'The request could not be made.',
      durationMs: took(),
      retryAfterSeconds: null,
      hopeless: error instanceof AiEtlError && hopelessHere(target, error),
    };
  }
}

/** A mailbox that does not exist stays so; an address that is not allowed today may be tomorrow. */
function hopelessHere({ channel }: WebhookTarget, { code, retryable }: AiEtlError): boolean {
  return code === 'CONFIGURATION_INVALID' || (channel === 'email' && !retryable);
}

function tell(
  telling: Telling,
  target: WebhookTarget,
  ports: AttemptPorts,
): Promise<OutboundAnswer> {
  switch (target.channel) {
    case 'webhook': {
      const { body, headers } = signRequest({
        webhookId: telling.eventId,
        nowSeconds: Math.floor(ports.clock.now() / 1000),
        payload: { event: telling.eventType, timestamp: telling.occurredAt, data: telling.data },
        secrets: target.secrets,
      });
      return send({ url: target.url, headers, body }, ports);
    }
    case 'slack':
      return sendJson(target.url, { text: asSlackText(textOf(telling)) }, ports);
    case 'telegram':
      return sendJson(
        `${target.baseUrl.replace(/\/+$/, '')}/bot${target.botToken}/sendMessage`,
        {
          chat_id: target.chatId,
          text: textOf(telling),
          link_preview_options: { is_disabled: true },
        },
        ports,
      );
    case 'email':
      return sendMails(telling, target.to, ports);
  }
}

function textOf({ eventType, data }: Telling): string {
  return wordEvent(eventType, data).text;
}

/** Else a pipeline called `<!channel>` would call everybody, and `<url|words>` be a link. */
function asSlackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function sendJson(url: string, body: object, ports: AttemptPorts): Promise<OutboundAnswer> {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return send({ url, headers, body: JSON.stringify(body) }, ports);
}

function send(
  request: Pick<OutboundPost, 'url' | 'headers' | 'body'>,
  { policy }: AttemptPorts,
): Promise<OutboundAnswer> {
  return postOutbound(
    {
      ...request,
      headers: { ...request.headers, 'user-agent': 'AI-ETL-Webhooks/1', accept: '*/*' },
      timeoutMs: attemptTimeoutMs,
    },
    policy,
  );
}

async function sendMails(
  { eventType, data }: Telling,
  to: readonly string[],
  { mailer }: AttemptPorts,
): Promise<OutboundAnswer> {
  if (mailer === null) {
    throw new AiEtlError(
      'CONFIGURATION_INVALID',
      'This server has no mail server configured, so no e-mail was sent.',
    );
  }
  const { title, text } = wordEvent(eventType, data);
  const signal = AbortSignal.timeout(attemptTimeoutMs);
  for (const address of to) await mailer.send({ to: address, subject: title, text }, signal);
  return { status: 250, body: '', retryAfterSeconds: null };
}

/** 2xx is taken. A redirect is not followed, so it is a failure like any other answer. */
function judge(answer: OutboundAnswer): Omit<Attempted, 'durationMs'> {
  const { status, body, retryAfterSeconds } = answer;
  const taken = status >= 200 && status < 300;
  return {
    responseStatus: status,
    responseBody: body,
    error: taken ? null : wordStatus(status),
    retryAfterSeconds,
    hopeless: false,
  };
}

function wordStatus(status: number): string {
  if (status >= 300 && status < 400) {
    return `The receiver answered ${status}: redirects are not followed. Give the final URL.`;
  }
  return `The receiver answered ${status}.`;
}
