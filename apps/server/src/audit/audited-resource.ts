import type { FastifyRequest } from 'fastify';
import { hashedKinds, type AuditResource } from '@ai-etl/store';
import type { Principal } from '../auth/principal.ts';
import { apiPrefix } from '../http/api-prefix.ts';

/**
 * What a request acts on: what the last id in its path names (`/runs/{run_id}:cancel`: the run);
 * without one the kind that the path begins with, whose id the answer may tell; for routes about
 * the caller, the caller.
 */
export function resourceOf(
  request: Pick<FastifyRequest, 'params' | 'routeOptions'> & { readonly body?: unknown },
  principal: Principal | null,
): AuditResource | null {
  const named = Object.entries(recordOf(request.params)).findLast(
    ([name, value]) => name.endsWith('_id') && typeof value === 'string',
  );
  if (named !== undefined) {
    const [name, id] = named;
    return { kind: name.slice(0, -'_id'.length), id: String(id) };
  }
  const { url = '', config } = request.routeOptions;
  if (config.permission === 'self' && principal !== null) {
    return { kind: 'user', id: principal.userId };
  }
  const kind = kindOf(url);
  if (kind === null) return null;
  if (kind === 'organisation') return { kind, id: principal?.organisationId ?? null };
  return { kind, id: onePerProject.has(kind) ? projectIn(request.body) : null };
}

/** Kinds of which a project has one: the project's id is theirs. */
const onePerProject: ReadonlySet<string> = new Set(['glossary', 'language_model']);

function projectIn(body: unknown): string | null {
  const id = recordOf(body)['project_id'];
  return typeof id === 'string' ? id : null;
}

/** The same with the id of what was created, where the answer tells one. */
export function completedBy(resource: AuditResource | null, answer: unknown): AuditResource | null {
  if (resource !== null && resource.id !== null) return resource;
  if (resource !== null && onePerProject.has(resource.kind)) {
    return { kind: resource.kind, id: projectIn(answer) };
  }
  const body = recordOf(answer);
  const kinds = resource === null ? hashedKinds : [resource.kind, ...hashedKinds];
  for (const kind of kinds) {
    const id = body[`${kind}_id`];
    if (typeof id === 'string' && !isContext(kind, resource)) return { kind, id };
  }
  return resource;
}

/** Answers name the organisation and project that something belongs to: these are not what was made. */
function isContext(kind: string, resource: AuditResource | null): boolean {
  return (kind === 'organisation' || kind === 'project') && resource?.kind !== kind;
}

/** `/api/v1/api-keys` and `/api/v1/pipelines::generate`: `api_key`, `pipeline`. */
function kindOf(url: string): string | null {
  const path = url.startsWith(apiPrefix) ? url.slice(apiPrefix.length) : url;
  const [first = ''] = path.slice(1).split(/[/:]/);
  const kind = first.replace(/s$/, '').replaceAll('-', '_');
  return hashedKinds.includes(kind) ? kind : null;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}
