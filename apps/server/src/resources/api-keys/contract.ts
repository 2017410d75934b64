import { z } from 'zod';
import { permissions } from '../../auth/permissions.ts';
import { IdParam, Timestamp } from '../../http/fields.ts';
import { pageQuery } from '../../http/pagination.ts';
import { route } from '../../http/route.ts';

const Scopes = z.array(z.enum(permissions));

const example = {
  api_key_id: 'key_0123456789abcdefghjk',
  name: 'nightly export',
  hint: 'ak_live_7Gh2…Qb00',
  scopes: ['pipelines:read', 'pipelines:run'],
  user_id: 'user_0123456789abcdefghjk',
  created_at: '2026-01-26T10:00:00.000Z',
  expires_at: '2027-01-26T10:00:00.000Z',
  last_used_at: null,
};

const fields = {
  api_key_id: z.string(),
  name: z.string(),
  hint: z.string().describe('Its first and last characters, to recognise it by.'),
  scopes: Scopes.describe('What it may, as far as its owner may at that moment.'),
  user_id: z.string().describe('Its owner, who made it.'),
  created_at: Timestamp,
  expires_at: Timestamp.nullable().describe('Null: never.'),
  last_used_at: Timestamp.nullable().describe('To the minute. Null: not yet.'),
};

export const ApiKey = z.object(fields).meta({ id: 'ApiKey', examples: [example] });
export type ApiKey = z.infer<typeof ApiKey>;

const CreatedApiKey = z
  .object({ ...fields, key: z.string().describe('The key itself. Shown this once.') })
  .meta({
    id: 'CreatedApiKey',
    examples: [{ ...example, key: 'ak_live_7Gh2rT0uYk4mVb8wQz1nXc5sLd9fJg3hx9Qb00' }],
  });

export const createApiKey = route({
  method: 'POST',
  url: '/api-keys',
  permission: 'api_keys:write',
  schema: {
    operationId: 'createApiKey',
    tags: ['api keys'],
    summary: 'Make an API key',
    description:
      'Send it as `Authorization: Bearer <key>` or `X-API-Key: <key>`. It may what its scopes say, as far as you may at that moment. The key is answered this once; only its hash is kept. A key that makes another cannot make a wider or a longer-lived one.',
    body: z
      .strictObject({
        name: z
          .string()
          .trim()
          .min(1)
          .max(100)
          // As ranges: few of the tools that read OpenAPI know \P{Cc}.
          // oxlint-disable-next-line no-control-regex -- these are what is refused
          .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, 'must not hold control characters'),
        scopes: Scopes.min(1)
          .max(permissions.length)
          .optional()
          .describe('Only permissions you have. Absent: all of them.'),
        expires_at: z.iso
          .datetime({ offset: true })
          .nullable()
          .optional()
          .describe('RFC 3339, in the future. Absent or null: never.'),
      })
      .meta({
        examples: [
          {
            name: 'nightly export',
            scopes: ['pipelines:read', 'pipelines:run'],
            expires_at: '2027-01-26T10:00:00Z',
          },
        ],
      }),
    response: { 201: CreatedApiKey },
  },
});

export const listApiKeys = route({
  method: 'GET',
  url: '/api-keys',
  permission: 'api_keys:write',
  schema: {
    operationId: 'listApiKeys',
    tags: ['api keys'],
    summary: 'List API keys, newest first',
    description:
      'Your own; those who manage members see all of the organisation. Revoked ones are left out.',
    querystring: z.strictObject({
      ...pageQuery,
      user_id: z.string().min(1).max(128).optional().describe('Only those of this owner.'),
    }),
    response: { 200: z.array(ApiKey) },
  },
});

export const revokeApiKey = route({
  method: 'DELETE',
  url: '/api-keys/:api_key_id',
  permission: 'api_keys:write',
  schema: {
    operationId: 'revokeApiKey',
    tags: ['api keys'],
    summary: 'Revoke an API key',
    description:
      'It and every key that was made with it are refused from now on, in every API process within two seconds. Those who manage members may revoke any key of the organisation.',
    params: z.object({ api_key_id: IdParam }),
    response: { 204: z.undefined() },
  },
});
