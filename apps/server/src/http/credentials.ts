import type { FastifyRequest } from 'fastify';
import { AiEtlError } from '@ai-etl/core';
import { looksLikeApiKey } from '../auth/api-key-format.ts';

/**
 * The access token or API key of a request: `Authorization: Bearer …`, or an API key as
 * `X-API-Key`. Throws AUTHENTICATION_REQUIRED; two that differ are refused, since either could be
 * the one that is meant.
 */
export function credentialOf({ headers }: Pick<FastifyRequest, 'headers'>): string {
  const apiKey = headers['x-api-key'];
  const { authorization } = headers;
  if (apiKey === undefined) return bearerToken(authorization ?? '');
  if (typeof apiKey !== 'string' || !looksLikeApiKey(apiKey)) {
    throw refused('The header X-API-Key holds no API key. Make one with POST /api/v1/api-keys.', {
      field: 'x-api-key',
      error: 'must be an API key (ak_live_…)',
    });
  }
  if (authorization !== undefined && bearerToken(authorization) !== apiKey) {
    throw refused('Send one credential: Authorization or X-API-Key, not both.', {
      field: 'x-api-key',
      error: 'differs from the Authorization header',
    });
  }
  return apiKey;
}

function bearerToken(authorization: string): string {
  const match = /^Bearer +([^\s]+)$/i.exec(authorization);
  if (match?.[1] !== undefined) return match[1];
  throw refused(
    'A token is needed. Get one from POST /api/v1/auth/login and send it as Authorization: Bearer <token>.',
    { field: 'authorization', error: 'missing, or not of the form Bearer <token>' },
  );
}

function refused(
  message: string,
  detail: { readonly field: string; readonly error: string },
): AiEtlError {
  return new AiEtlError('AUTHENTICATION_REQUIRED', message, { details: [detail] });
}
