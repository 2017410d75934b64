import { z } from 'zod';
import { IdParam, Timestamp } from '../../http/fields.ts';
import { pageQuery } from '../../http/pagination.ts';
import { route } from '../../http/route.ts';

const Session = z
  .object({
    session_id: z.string(),
    current: z.boolean().describe('The one that asks.'),
    method: z.enum(['password', 'openid']),
    user_agent: z.string(),
    address: z.string(),
    created_at: Timestamp,
    last_used_at: Timestamp.describe('When its tokens were last refreshed.'),
    expires_at: Timestamp.describe('Moves on with every refresh.'),
  })
  .meta({
    id: 'Session',
    examples: [
      {
        session_id: 'ses_0123456789abcdefghjk',
        current: true,
        method: 'password',
        user_agent: 'curl/8.5.0',
        address: '127.0.0.1',
        created_at: '2026-01-26T10:00:00.000Z',
        last_used_at: '2026-01-26T10:55:00.000Z',
        expires_at: '2026-02-25T10:55:00.000Z',
      },
    ],
  });

export const listSessions = route({
  method: 'GET',
  url: '/auth/sessions',
  permission: 'self',
  schema: {
    operationId: 'listSessions',
    tags: ['auth'],
    summary: 'List your open logins, newest first',
    description: 'One entry per login, wherever it was made. Not for API keys.',
    querystring: z.strictObject(pageQuery),
    response: { 200: z.array(Session) },
  },
});

export const endSession = route({
  method: 'DELETE',
  url: '/auth/sessions/:session_id',
  permission: 'self',
  schema: {
    operationId: 'endSession',
    tags: ['auth'],
    summary: 'End one of your logins',
    description:
      'Its tokens are refused from now on, in every API process within two seconds. Not for API keys.',
    params: z.object({ session_id: IdParam }),
    response: { 204: z.undefined() },
  },
});
