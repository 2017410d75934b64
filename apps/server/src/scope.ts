import { AiEtlError, invariant } from '@ai-etl/core';
import type { Scope } from '@ai-etl/store';
import type { Principal } from './auth/principal.ts';

/**
 * Whose data a caller sees: their organisation's, and of it the projects in which they hold what
 * the route asks (the authorisation hook has found them out).
 */
export function scopeOf({ organisationId, role, projectIds }: Principal): Scope {
  if (projectIds !== undefined) return { organisationId, projectIds };
  invariant(role !== null, 'a caller without a role in the organisation is limited to projects');
  return { organisationId };
}

/** What the store did not find, or what belongs to somebody else: the same 404, so that ids tell nothing. */
export function found<Value>(value: Value | null | undefined, what: string, id: string): Value {
  if (value !== null && value !== undefined) return value;
  throw notFound(what, id);
}

/** RESOURCE_NOT_FOUND for `pipeline pipe_…`. */
export function notFound(what: string, id: string): AiEtlError {
  return new AiEtlError('RESOURCE_NOT_FOUND', `There is no ${what} ${shown(id)}.`, {
    details: [{ field: `${what}_id`, error: `unknown ${what}` }],
  });
}

function shown(id: string): string {
  return /^[\w-]{1,128}$/.test(id) ? id : 'with this id';
}
