import type { FastifyRequest } from 'fastify';
import { AiEtlError } from '@ai-etl/core';
import type { Tokens } from '../../auth/tokens.ts';
import type { App } from '../../http/app.ts';
import {
  completeOpenIdLogin,
  exchangeLoginCode,
  getLoginMethods,
  startOpenIdLogin,
} from './contract.ts';
import { endedFlowCookie, flowCookie, readFlowCookie } from './flow-cookie.ts';
import type { Browser, OpenIdService } from './service.ts';

export interface OpenIdRoutePorts {
  /** Null: OpenID Connect is not configured. */
  readonly service: OpenIdService | null;
  readonly tokens: Pick<Tokens, 'signOpenIdFlow' | 'readOpenIdFlow'>;
  /** Null: not known. */
  readonly publicUrl: string | null;
  readonly sendsMail: boolean;
}

export function registerOpenIdRoutes(app: App, ports: OpenIdRoutePorts): void {
  const { service, tokens, publicUrl, sendsMail } = ports;
  const offered = (): { readonly service: OpenIdService; readonly publicUrl: string } => {
    if (service !== null && publicUrl !== null) return { service, publicUrl };
    throw new AiEtlError(
      'RESOURCE_NOT_FOUND',
      'This server offers no login at an identity provider. Use POST /api/v1/auth/login.',
      {
        details: [{ field: 'url', error: 'OpenID Connect is not configured (AI_ETL_OIDC_ISSUER)' }],
      },
    );
  };

  app.route({
    ...getLoginMethods,
    handler: async () => ({
      password: true as const,
      password_reset: sendsMail,
      openid: service !== null,
    }),
  });

  app.route({
    ...startOpenIdLogin,
    handler: async (request, reply) => {
      const openId = offered();
      const { url, flow } = await openId.service.begin(request.query.return_to ?? null);
      const secure = openId.publicUrl.startsWith('https:');
      reply.header('set-cookie', flowCookie(await tokens.signOpenIdFlow(flow), { secure }));
      return reply.redirect(url.href, 302);
    },
  });

  app.route({
    ...completeOpenIdLogin,
    handler: async (request, reply) => {
      const openId = offered();
      reply.header('set-cookie', endedFlowCookie());
      const flow = await tokens.readOpenIdFlow(readFlowCookie(request.headers.cookie) ?? '');
      const callbackUrl = new URL(request.url, openId.publicUrl);
      const answer = await openId.service.complete(callbackUrl, flow, browserOf(request));
      if (answer.kind === 'tokens') return answer.tokens;
      // Behind the #, so that no server and no log on the way sees it.
      const target = `${openId.publicUrl}${answer.returnTo}#login_code=${answer.loginCode}`;
      return reply.redirect(target, 302);
    },
  });

  app.route({
    ...exchangeLoginCode,
    handler: (request) => offered().service.exchange(request.body.login_code, browserOf(request)),
  });
}

function browserOf({ ip, headers }: FastifyRequest): Browser {
  return { address: ip, userAgent: headers['user-agent'] ?? '' };
}
