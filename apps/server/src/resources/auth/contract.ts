import { z } from 'zod';
import { route } from '../../http/route.ts';

const TokenPair = z
  .object({
    access_token: z.string().describe('A JWT; send it as Authorization: Bearer <token>.'),
    refresh_token: z.string().describe('Good for one POST /auth/refresh.'),
    token_type: z.literal('bearer'),
    expires_in: z.int().describe('Seconds until the access token expires.'),
  })
  .meta({ id: 'TokenPair' });

export type TokenPair = z.infer<typeof TokenPair>;

export const login = route({
  method: 'POST',
  url: '/auth/login',
  permission: 'public',
  schema: {
    operationId: 'login',
    tags: ['auth'],
    summary: 'Obtain a token',
    description: 'Too many failed tries by account or address answer 429 with Retry-After.',
    body: z.strictObject({
      email: z.string().min(1).max(320),
      password: z.string().min(1).max(1000),
    }),
    response: { 200: TokenPair },
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
    body: z.strictObject({ refresh_token: z.string().min(1).max(4000) }),
    response: { 200: TokenPair },
  },
});
