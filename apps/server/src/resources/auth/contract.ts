import { z } from 'zod';
import { mostPasswordLength } from '../../auth/password-rules.ts';
import { permissions, roles } from '../../auth/permissions.ts';
import { ErrorEnvelope } from '../../http/error-envelope.ts';
import { Timestamp } from '../../http/fields.ts';
import { route } from '../../http/route.ts';

export const TokenPair = z
  .object({
    access_token: z.string().describe('A JWT; send it as Authorization: Bearer <token>.'),
    refresh_token: z.string().describe('Good for one POST /auth/refresh.'),
    token_type: z.literal('bearer'),
    expires_in: z.int().describe('Seconds until the access token expires.'),
  })
  .meta({
    id: 'TokenPair',
    examples: [
      {
        access_token: 'eyJ0eXAiOiJKV1QiLCJhbGc...',
        refresh_token: 'eyJ0eXAiOiJKV1QiLCJhbGc...',
        token_type: 'bearer',
        expires_in: 3600,
      },
    ],
  });

export const Email = z.string().min(1).max(320);
export const Password = z.string().min(1).max(mostPasswordLength);
export const NewPassword = Password.describe(
  'At least 8 characters, at least 4 of them different; neither your e-mail address nor one of the well-known passwords.',
);

export const login = route({
  method: 'POST',
  url: '/auth/login',
  permission: 'public',
  schema: {
    operationId: 'login',
    tags: ['auth'],
    summary: 'Obtain a token',
    description:
      'An unknown e-mail address and a wrong password are answered alike. Too many failed tries by account or address answer 429 with Retry-After.',
    body: z
      .strictObject({
        email: Email,
        password: Password,
        organisation_id: z
          .string()
          .max(128)
          .optional()
          .describe('For members of several organisations. Absent: the first.'),
      })
      .meta({ examples: [{ email: 'user@example.com', password: 'your-password' }] }),
    // Somebody who belongs to no organisation, or not to the one that is asked for.
    response: { 200: TokenPair, 403: ErrorEnvelope },
  },
});

export const refresh = route({
  method: 'POST',
  url: '/auth/refresh',
  permission: 'public',
  schema: {
    operationId: 'refresh',
    tags: ['auth'],
    summary: 'Exchange a refresh token for a new pair',
    description: 'A refresh token works once; showing one twice ends its whole login.',
    body: z
      .strictObject({ refresh_token: z.string().min(1).max(4000) })
      .meta({ examples: [{ refresh_token: 'eyJ0eXAiOiJKV1QiLCJhbGc...' }] }),
    // Somebody who belongs to no organisation, or not to the one that is asked for.
    response: { 200: TokenPair, 403: ErrorEnvelope },
  },
});

export const logout = route({
  method: 'POST',
  url: '/auth/logout',
  permission: 'self',
  schema: {
    operationId: 'logout',
    tags: ['auth'],
    summary: 'End this login',
    description:
      'Its access and refresh tokens are refused from now on, in every API process within two seconds. Other logins stay.',
    response: { 204: z.undefined() },
  },
});

const Role = z.enum(roles);

const Me = z
  .object({
    user: z.object({
      user_id: z.string(),
      email: z.string(),
      email_verified: z.boolean(),
      created_at: Timestamp,
    }),
    organisation: z.object({ organisation_id: z.string(), name: z.string() }),
    role: Role.nullable().describe('In the organisation. Null: a member of single projects only.'),
    permissions: z
      .array(z.enum(permissions))
      .describe('In the whole organisation; of an API key only those among its scopes.'),
    memberships: z.array(
      z.object({ organisation_id: z.string(), name: z.string(), role: Role.nullable() }),
    ),
    projects: z
      .array(
        z.object({
          project_id: z.string(),
          name: z.string(),
          is_default: z.boolean(),
          role: Role.nullable().describe('What counts there.'),
        }),
      )
      .describe('Those you can read; none for an API key without projects:read.'),
    session_id: z.string().nullable().describe('Null for an API key.'),
    api_key_id: z.string().nullable(),
  })
  .meta({
    id: 'Me',
    examples: [
      {
        user: {
          user_id: 'user_0123456789abcdefghjk',
          email: 'user@example.com',
          email_verified: true,
          created_at: '2026-01-26T10:00:00.000Z',
        },
        organisation: { organisation_id: 'org_0123456789abcdefghjk', name: 'Example' },
        role: 'viewer',
        permissions: ['organisation:read', 'projects:read', 'pipelines:read'],
        memberships: [
          { organisation_id: 'org_0123456789abcdefghjk', name: 'Example', role: 'viewer' },
        ],
        projects: [{ project_id: 'proj_123', name: 'Default', is_default: true, role: 'engineer' }],
        session_id: 'ses_0123456789abcdefghjk',
        api_key_id: null,
      },
    ],
  });

export type Me = z.infer<typeof Me>;

export const getMe = route({
  method: 'GET',
  url: '/auth/me',
  permission: 'self',
  schema: {
    operationId: 'getMe',
    tags: ['auth'],
    summary: 'Who is calling, and what they may do',
    description: 'As of now, not of the time of login: a changed role shows within two seconds.',
    response: { 200: Me },
  },
});

export const changePassword = route({
  method: 'POST',
  url: '/auth/change-password',
  permission: 'self',
  schema: {
    operationId: 'changePassword',
    tags: ['auth'],
    summary: 'Change your password',
    description:
      'Ends all your other logins; this one stays. API keys stay too. Wrong old passwords count as failed logins. Not for API keys.',
    body: z.strictObject({ old_password: Password, new_password: NewPassword }).meta({
      examples: [{ old_password: 'your-password', new_password: 'correct horse battery' }],
    }),
    response: { 204: z.undefined() },
  },
});
