import { isIP } from 'node:net';
import { AiEtlError } from '@ai-etl/core';
import type { OutboundPolicy } from '../../net/outbound-policy.ts';

/**
 * The base URL as it is called, without slashes at its end. Throws VALIDATION_ERROR for what is no URL, holds
 * credentials, or says itself that it may not be called; names are judged when they are called.
 */
export function requireCallable(text: string, policy: OutboundPolicy): string {
  if (!URL.canParse(text)) throw invalid('must be a URL such as https://openrouter.ai/api/v1');
  const { protocol, username, password, hostname, href } = new URL(text);
  if (protocol !== 'https:' && !(protocol === 'http:' && policy.allowsPlainHttp))
    throw invalid('must begin with https://');
  // An empty query is one too: the paths of the API would be part of it.
  if (username !== '' || password !== '' || /[?#]/u.test(href))
    throw invalid('must have no user, password, query or fragment: a key goes into api_key');
  const host = hostname.replaceAll(/^\[|\]$/gu, '');
  const literal = host === 'localhost' ? '127.0.0.1' : host;
  if (isIP(literal) !== 0 && !policy.allows(literal, protocol)) {
    throw invalid(
      'is an address that is not allowed: whoever runs this server may allow networks with AI_ETL_MODEL_ALLOW',
    );
  }
  return href.replace(/\/+$/u, '');
}

function invalid(error: string): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', 'The provider cannot be used.', {
    details: [{ field: 'provider.base_url', error }],
  });
}
