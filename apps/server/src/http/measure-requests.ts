import type { FastifyInstance } from 'fastify';
import { apiPrefix } from './api-prefix.ts';

/** A request that was answered, as metrics see it. */
export interface AnsweredRequest {
  /** Null: nobody we know. */
  readonly organisationId: string | null;
  readonly method: string;
  /** `/pipelines/{pipeline_id}:deploy`, without /api/v1; `unknown` where there is no route. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** Tells `observe` about every request. Routes are patterns, so that their number is bounded. */
export function measureRequests(
  app: FastifyInstance,
  observe: (request: AnsweredRequest) => void,
): void {
  const names = new Map<string, string>();
  app.addHook('onResponse', async (request, reply) => {
    const { url } = request.routeOptions;
    let route = url === undefined || request.is404 ? 'unknown' : names.get(url);
    if (route === undefined) {
      route = routeName(url ?? '');
      names.set(url ?? '', route);
    }
    observe({
      organisationId: request.organisationId,
      method: request.method,
      route,
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
  });
}

/** Fastify's pattern as OpenAPI writes it: `/api/v1/runs/:run_id(^[^:/]+)::cancel` to `/runs/{run_id}:cancel`. */
export function routeName(url: string): string {
  const path = url.startsWith(`${apiPrefix}/`) ? url.slice(apiPrefix.length) : url;
  return path.replace(/(^|[^:]):(\w+)(\([^)]*\))?/g, '$1{$2}').replaceAll('::', ':');
}
