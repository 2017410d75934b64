import { isIP } from 'node:net';
import { AiEtlError } from '@ai-etl/core';
import type { WebhookTarget } from '@ai-etl/store';
import type { OutboundPolicy } from '../../net/outbound-policy.ts';
import { newWebhookSecret, secretProblem } from '../../webhooks/sign.ts';
import { targetFields, type NewWebhookBody, type WebhookChangeBody } from './shapes.ts';

/** Where a body leads, checked as far as it can be without calling. */
export interface CheckedTarget {
  readonly target: WebhookTarget;
  /** Fit to be shown: what of it is a secret is left out. */
  readonly shown: string;
}

type TargetFields = Pick<NewWebhookBody, 'url' | 'telegram' | 'email'>;

/** Throws VALIDATION_ERROR naming the field. */
export function newTarget(body: NewWebhookBody, policy: OutboundPolicy): CheckedTarget {
  const secret = body.secret ?? newWebhookSecret();
  if (body.channel === 'webhook') requireGoodSecret(secret);
  return targetOf(body.channel, { fields: body, secrets: [secret], policy });
}

/** The changed target, or null when the body says nothing about it. */
export function changedTarget(
  body: WebhookChangeBody,
  current: WebhookTarget,
  policy: OutboundPolicy,
): CheckedTarget | null {
  const { url, telegram, email } = body;
  for (const field of ['url', 'telegram', 'email'] as const) {
    if (body[field] === undefined || field === targetFields[current.channel]) continue;
    throw invalid(field, `is not for the channel ${current.channel}`);
  }
  if (url === undefined && telegram === undefined && email === undefined) return null;
  const secrets = current.channel === 'webhook' ? current.secrets : null;
  return targetOf(current.channel, { fields: { url, telegram, email }, secrets, policy });
}

/** Throws VALIDATION_ERROR on `secret`. */
export function requireGoodSecret(secret: string): void {
  const problem = secretProblem(secret);
  if (problem !== null) throw invalid('secret', problem);
}

interface TargetRequest {
  readonly fields: TargetFields;
  readonly secrets: readonly [string, ...string[]] | null;
  readonly policy: OutboundPolicy;
}

function targetOf(channel: WebhookTarget['channel'], request: TargetRequest): CheckedTarget {
  const { fields, secrets, policy } = request;
  switch (channel) {
    case 'webhook': {
      const url = requireUrl('url', fields.url, policy);
      const signedWith = secrets ?? [newWebhookSecret()];
      return { target: { channel, url: url.href, secrets: signedWith }, shown: url.href };
    }
    case 'slack': {
      const url = requireUrl('url', fields.url, policy);
      // Whoever knows the path may post: it is the secret.
      return { target: { channel, url: url.href }, shown: `${url.origin}/…` };
    }
    case 'telegram': {
      const { telegram } = fields;
      if (telegram === undefined) throw invalid('telegram', 'required for telegram');
      const url = requireUrl('telegram.base_url', telegram.base_url, policy);
      const { bot_token: botToken, chat_id: chatId } = telegram;
      if (!/^[\w:-]+$/.test(botToken)) {
        throw invalid('telegram.bot_token', 'must be letters, digits, :, - and _');
      }
      const baseUrl = url.href;
      return {
        target: { channel, baseUrl, botToken, chatId },
        shown: `${url.host} chat ${chatId}`,
      };
    }
    case 'email': {
      const { email } = fields;
      if (email === undefined) throw invalid('email', 'required for email');
      return { target: { channel, to: email.to }, shown: email.to.join(', ') };
    }
  }
}

/** What can be told without resolving the name; the rest is judged where the connection is made. */
function requireUrl(field: string, text: string | undefined, policy: OutboundPolicy): URL {
  if (text === undefined) throw invalid(field, 'required for this channel');
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw invalid(field, 'must be a URL such as https://your-app.com/webhook');
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid(field, 'must not hold a user name or password');
  }
  if (url.protocol === 'http:' && !policy.allowsPlainHttp) throw invalid(field, 'must be https');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !policy.allows(host, url.protocol)) {
    throw invalid(field, 'leads to an address that is not allowed');
  }
  url.hash = '';
  return url;
}

function invalid(field: string, error: string): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', `The webhook cannot be stored: ${field} ${error}.`, {
    details: [{ field, error }],
  });
}
