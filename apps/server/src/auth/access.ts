import { AiEtlError } from '@ai-etl/core';
import type { LocatedKind, Whereabouts } from '@ai-etl/store';
import { notFound } from '../scope.ts';
import {
  higherRole,
  isAllowed,
  isOfProjects,
  type Permission,
  type Role,
  type RoutePermission,
} from './permissions.ts';
import type { Principal } from './principal.ts';

export interface Asked {
  readonly permission: Exclude<RoutePermission, 'public'>;
  /** The route's path parameters. */
  readonly params: unknown;
}

/**
 * The caller as a route may know them: with `projectIds` where what the route asks is theirs in
 * some projects only. Somebody who may do it in the whole organisation costs no look into the
 * store. Throws PERMISSION_DENIED; RESOURCE_NOT_FOUND where the path names something that the
 * caller may not even read.
 */
export async function admit(
  principal: Principal,
  { permission, params }: Asked,
  projectOf: Whereabouts['projectOf'],
): Promise<Principal> {
  const { organisationId, role, projectRoles = {}, scopes } = principal;
  const projects = Object.keys(projectRoles);
  if (permission === 'self') {
    return role === null ? { ...principal, projectIds: projects } : principal;
  }
  if (scopes !== null && !scopes.includes(permission)) throw beyondKey(permission);
  if (isAllowed(role, permission)) return principal;
  if (projects.length === 0) throw denied(role, permission);
  const named = namedBy(params);
  const counts = isOfProjects(permission) || named?.kind === 'project';
  if (named !== null) {
    const projectId = await projectOf(organisationId, named.kind, named.id);
    const there = projectId === null ? null : roleIn(principal, projectId);
    if (there === null) throw notFound(named.kind, named.id);
    if (!counts || !isAllowed(there, permission)) throw denied(there, permission);
  }
  const projectIds = projects.filter((id) => isAllowed(projectRoles[id] ?? null, permission));
  if (!counts || projectIds.length === 0) throw denied(role ?? 'member', permission);
  return { ...principal, projectIds };
}

/**
 * A project that a body names, for a caller of single projects: throws RESOURCE_NOT_FOUND for one
 * they may not read, PERMISSION_DENIED for one where they may not do this.
 */
export async function admitBody(
  principal: Principal,
  { permission, body }: { readonly permission: RoutePermission; readonly body: unknown },
  projectOf: Whereabouts['projectOf'],
): Promise<void> {
  const { organisationId, projectIds } = principal;
  const id = textIn(body, 'project_id');
  if (projectIds === undefined || id === null || projectIds.includes(id)) return;
  const projectId = await projectOf(organisationId, 'project', id);
  const there = projectId === null ? null : roleIn(principal, projectId);
  if (there === null) throw notFound('project', id);
  throw denied(there, permission);
}

/** The higher of the caller's role in the organisation and in one of its projects. */
export function roleIn({ role, projectRoles }: Principal, projectId: string): Role | null {
  const own = projectRoles !== undefined && Object.hasOwn(projectRoles, projectId);
  return higherRole(role, own ? (projectRoles[projectId] ?? null) : null);
}

/** Whether the caller may do this in a project: for what one route shows to some and hides from others. */
export function isAllowedIn(
  principal: Principal,
  permission: Permission,
  projectId: string,
): boolean {
  const { scopes } = principal;
  if (scopes !== null && !scopes.includes(permission)) return false;
  return isAllowed(roleIn(principal, projectId), permission);
}

/** Whether the caller may do this in the whole organisation, or at least in one project. */
export function isAllowedSomewhere(
  { role, projectRoles = {}, scopes }: Principal,
  permission: Permission,
): boolean {
  if (scopes !== null && !scopes.includes(permission)) return false;
  if (isAllowed(role, permission)) return true;
  const own = isOfProjects(permission) ? Object.values(projectRoles) : [];
  return own.some((one) => isAllowed(one, permission));
}

/** Path parameters that name something of a project. */
const located: readonly (readonly [param: string, kind: LocatedKind])[] = [
  ['pipeline_id', 'pipeline'],
  ['run_id', 'run'],
  ['connection_id', 'connection'],
  ['verified_question_id', 'verified_question'],
  ['project_id', 'project'],
];

function namedBy(params: unknown): { readonly kind: LocatedKind; readonly id: string } | null {
  for (const [param, kind] of located) {
    const id = textIn(params, param);
    if (id !== null) return { kind, id };
  }
  return null;
}

function textIn(record: unknown, name: string): string | null {
  if (typeof record !== 'object' || record === null) return null;
  const value: unknown = Reflect.get(record, name);
  return typeof value === 'string' ? value : null;
}

function beyondKey(permission: string): AiEtlError {
  return new AiEtlError(
    'PERMISSION_DENIED',
    `This API key is not made for ${permission}. Make one with this scope, or log in.`,
    { details: [{ field: 'permission', error: `${permission} is not among the key's scopes` }] },
  );
}

function denied(role: Role | 'member' | null, permission: string): AiEtlError {
  const have =
    role === null || role === 'member'
      ? 'You have no role in the organisation that includes'
      : `Your role "${role}" does not include`;
  return new AiEtlError(
    'PERMISSION_DENIED',
    `${have} ${permission}. Ask an administrator of your organisation.`,
    { details: [{ field: 'permission', error: `${permission} is needed` }] },
  );
}
