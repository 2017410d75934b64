import type { FastifyInstance } from 'fastify';
import { invariant } from '@ai-etl/core';
import type { Whereabouts } from '@ai-etl/store';
import { admit, admitBody } from '../auth/access.ts';
import type { RoutePermission } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';
import { credentialOf } from './credentials.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Declared in the route's contract; a route without one does not boot. */
    permission?: RoutePermission;
  }
  interface FastifyRequest {
    /** Who may do this. */
    principal: Principal | null;
    /** Who proved to be somebody, whether or not they may do this. */
    caller: Principal | null;
  }
  interface FastifyInstance {
    /** Every route with what it asks of its caller. */
    readonly routePermissions: readonly RoutePermissionEntry[];
  }
}

export interface RoutePermissionEntry {
  readonly method: string;
  readonly url: string;
  readonly permission: RoutePermission | undefined;
}

/** Answers the caller of an access token or API key; throws AUTHENTICATION_REQUIRED. */
export type TokenReader = (token: string) => Promise<Principal>;

export interface AuthorisationPorts {
  readonly readToken: TokenReader;
  readonly projectOf: Whereabouts['projectOf'];
}

/** The one place that decides who may call what (auth/access.ts says how). Runs before a body is read. */
export function authoriseEveryRoute(
  app: FastifyInstance,
  { readToken, projectOf }: AuthorisationPorts,
): void {
  const entries: { method: string; url: string; config: { permission?: RoutePermission } }[] = [];
  app.decorateRequest('principal', null);
  app.decorateRequest('caller', null);
  app.decorate('routePermissions', {
    getter: () =>
      entries.map(({ method, url, config }) => ({ method, url, permission: config.permission })),
  });
  app.addHook('onRoute', (route) => {
    // Kept by reference: a plugin's own hook may still declare its permission.
    route.config ??= {};
    entries.push({ method: String(route.method), url: route.url, config: route.config });
  });
  app.addHook('onReady', async () => {
    const open = entries.filter(({ config }) => config.permission === undefined);
    invariant(
      open.length === 0,
      `every route declares a permission; missing on ${open.map((one) => `${one.method} ${one.url}`).join(', ')}`,
    );
  });
  app.addHook('onRequest', async (request) => {
    if (request.is404) return;
    const permission = request.routeOptions.config.permission;
    if (permission === 'public') return;
    invariant(permission !== undefined, 'onReady has checked that every route has a permission');
    request.caller = await readToken(credentialOf(request));
    const asked = { permission, params: request.params };
    request.principal = await admit(request.caller, asked, projectOf);
  });
  app.addHook('preHandler', async (request) => {
    const { principal, body } = request;
    const permission = request.routeOptions.config.permission;
    if (principal?.projectIds === undefined || permission === undefined) return;
    await admitBody(principal, { permission, body }, projectOf);
  });
}
