import type { FastifyInstance, RouteOptions } from 'fastify';
import findMyWay, { type HTTPMethod } from 'find-my-way';

/** Which methods a path has. Empty: there is nothing at this path. */
export type MethodsOf = (path: string) => readonly string[];

const asked: readonly HTTPMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Remembers the routes registered after it, so that a path asked with another method is told
 * from an unknown one (405 with Allow, RFC 9110 15.5.6). Fastify's own router cannot be asked.
 */
export function rememberPaths(app: FastifyInstance): MethodsOf {
  const all = findMyWay({ maxParamLength: 200 });
  const verbs = findMyWay({ maxParamLength: 200 });
  const nothing = (): void => {};
  app.addHook('onRoute', ({ method, url }: RouteOptions) => {
    for (const one of [method].flat()) {
      const known = asked.find((other) => other === one);
      if (known === undefined) continue;
      for (const router of url.includes('::') ? [all, verbs] : [all]) {
        if (router.findRoute(known, url) === null) router.on(known, url, nothing);
      }
    }
  });
  return (path) => {
    // `/runs/run_1:cancel` also looks like a run whose id ends in `:cancel`; no id has a colon.
    const verb = asked.filter((method) => isKnown(verbs, method, path));
    return verb.length > 0 ? verb : asked.filter((method) => isKnown(all, method, path));
  };
}

function isKnown(router: ReturnType<typeof findMyWay>, method: HTTPMethod, path: string): boolean {
  try {
    return router.find(method, path) !== null;
  } catch {
    // A path that cannot be decoded is no path of ours.
    return false;
  }
}
