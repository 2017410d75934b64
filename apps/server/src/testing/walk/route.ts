import type { RoutePermission } from '../../auth/permissions.ts';
import type { TestApi } from '../test-api.ts';

/** A route as OpenAPI writes it. */
export interface WalkedRoute {
  /** `POST /pipelines/{pipeline_id}:run` */
  readonly name: string;
  readonly method: string;
  /** `/pipelines/{pipeline_id}:run` */
  readonly path: string;
  readonly params: readonly string[];
  readonly permission: RoutePermission;
}

/** Every route of the API that is there, once. */
export function routesOf({ app }: Pick<TestApi, 'app'>): readonly WalkedRoute[] {
  return app.routePermissions.flatMap(({ method, url, permission }): WalkedRoute[] => {
    if (method === 'HEAD' || !url.startsWith('/api/v1/') || permission === undefined) return [];
    const path = url
      .slice('/api/v1'.length)
      .replace(/:(\w+)\(\^\[\^:\/\]\+\)/g, '{$1}')
      .replace(/(?<=\/):(\w+)/g, '{$1}')
      .replace('::', ':');
    const params = [...path.matchAll(/\{(\w+)\}/g)].map((one) => one[1] ?? '');
    return [{ name: `${method} ${path}`, method, path, params, permission }];
  });
}
