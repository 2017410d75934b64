import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AiEtlError, invariant } from '@ai-etl/core';
import { isAllowed, type RoutePermission } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Declared in the route's contract; a route without one does not boot. */
    permission?: RoutePermission;
  }
  interface FastifyRequest {
    principal: Principal | null;
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

/** Answers the caller of a token; throws AUTHENTICATION_REQUIRED. */
export type TokenReader = (token: string) => Promise<Principal>;

/** The one place that decides who may call what. Runs before a body is read. */
export function authoriseEveryRoute(app: FastifyInstance, readToken: TokenReader): void {
  const entries: { method: string; url: string; config: { permission?: RoutePermission } }[] = [];
  app.decorateRequest('principal', null);
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
    const principal = await readToken(bearerToken(request));
    if (permission !== 'self' && !isAllowed(principal.role, permission)) {
      throw new AiEtlError(
        'PERMISSION_DENIED',
        `Your role "${principal.role}" does not include ${permission}. Ask an administrator of your organisation.`,
        { details: [{ field: 'permission', error: `${permission} is needed` }] },
      );
    }
    request.principal = principal;
  });
}

function bearerToken(request: FastifyRequest): string {
  const match = /^Bearer +([^\s]+)$/i.exec(request.headers.authorization ?? '');
  if (match?.[1] !== undefined) return match[1];
  throw new AiEtlError(
    'AUTHENTICATION_REQUIRED',
    'A token is needed. Get one from POST /api/v1/auth/login and send it as Authorization: Bearer <token>.',
    { details: [{ field: 'authorization', error: 'missing, or not of the form Bearer <token>' }] },
  );
}
