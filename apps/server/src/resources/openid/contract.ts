import { z } from 'zod';
import { ErrorEnvelope } from '../../http/error-envelope.ts';
import { route } from '../../http/route.ts';
import { TokenPair } from '../auth/contract.ts';

const notOffered = 'Answers 404 on a server without OpenID Connect (GET /auth/methods says so).';

const LoginMethods = z
  .object({
    password: z.literal(true),
    password_reset: z.boolean().describe('POST /auth/password-reset sends mail.'),
    openid: z.boolean().describe('GET /auth/oidc/start leads to an identity provider.'),
  })
  .meta({
    id: 'LoginMethods',
    examples: [{ password: true, password_reset: true, openid: false }],
  });

export const getLoginMethods = route({
  method: 'GET',
  url: '/auth/methods',
  permission: 'public',
  schema: {
    operationId: 'getLoginMethods',
    tags: ['auth'],
    summary: 'How one can log in here',
    description: 'For login pages: what this server is configured to offer.',
    response: { 200: LoginMethods },
  },
});

export const startOpenIdLogin = route({
  method: 'GET',
  url: '/auth/oidc/start',
  permission: 'public',
  schema: {
    operationId: 'startOpenIdLogin',
    tags: ['auth'],
    summary: 'Log in at your identity provider',
    description: `For browsers: redirects to the provider and sets a cookie of ten minutes that ties the answer to this browser. ${notOffered}`,
    querystring: z.strictObject({
      return_to: z
        .string()
        .max(500)
        .regex(/^\/(?![/\\])[\w\-./~%?=&+]*$/, 'must be a path on this server, such as /pipelines')
        .optional()
        .describe(
          'A path on this server to go to afterwards, with `#login_code=…` for POST /auth/oidc/token. Absent: the callback answers the tokens.',
        ),
    }),
    response: { 302: z.undefined() },
  },
});

export const completeOpenIdLogin = route({
  method: 'GET',
  url: '/auth/oidc/callback',
  permission: 'public',
  schema: {
    operationId: 'completeOpenIdLogin',
    tags: ['auth'],
    summary: 'Where the identity provider sends you back to',
    description:
      'Register `<AI_ETL_PUBLIC_URL>/api/v1/auth/oidc/callback` at the provider. Checks state, nonce and PKCE, and logs in the user that is linked to the account, or that has its verified e-mail address.',
    // Providers add parameters of their own: what is needed is checked, the rest is ignored.
    querystring: z.looseObject({
      state: z.string().max(500).optional(),
      code: z.string().max(4000).optional(),
      error: z.string().max(200).optional(),
    }),
    response: { 200: TokenPair, 302: z.undefined(), 403: ErrorEnvelope },
  },
});

export const exchangeLoginCode = route({
  method: 'POST',
  url: '/auth/oidc/token',
  permission: 'public',
  schema: {
    operationId: 'exchangeLoginCode',
    tags: ['auth'],
    summary: 'Exchange the login code of a page for tokens',
    description: 'The code of `return_to#login_code=…` is good once, for a minute.',
    body: z
      .strictObject({ login_code: z.string().min(1).max(200) })
      .meta({ examples: [{ login_code: 'kT3…' }] }),
    response: { 200: TokenPair, 403: ErrorEnvelope },
  },
});
