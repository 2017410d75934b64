import { isAllowed, higherRole, isOfProjects, roles, type Role } from '../../auth/permissions.ts';
import type { PlaceName } from './places.ts';
import type { WalkedRoute } from './route.ts';

/** Somebody with a role in the organisation, in the project `mine`, or in both. */
export interface WalkingCaller {
  readonly name: string;
  readonly role: Role | null;
  readonly mine: Role | null;
}

export const walkingCallers: readonly WalkingCaller[] = [
  ...roles.map((role) => ({ name: role, role, mine: null })),
  ...roles.map((mine) => ({ name: `${mine} of one project`, role: null, mine })),
  { name: 'viewer, engineer of one project', role: 'viewer', mine: 'engineer' },
];

/** What a route reaches besides what its path names: see Recipe. */
export type Reach = 'project' | 'connection' | null;

/** `in`: the caller gets past every check of who they are and what is theirs. */
export type Verdict = 'in' | 403 | 404;

const locating: ReadonlySet<string> = new Set([
  'pipeline_id',
  'run_id',
  'connection_id',
  'verified_question_id',
  'project_id',
]);

/**
 * What the permissions promise, worked out without the code under test: 404 for what is another
 * organisation's or in a project that the caller may not read, 403 for what they may read but not
 * do, and for what their roles do nowhere.
 */
export function verdictFor(
  { permission, params }: WalkedRoute,
  { role, mine }: WalkingCaller,
  { place, reach }: { readonly place: PlaceName; readonly reach: Reach },
): Verdict {
  const names = params.some((param) => param.endsWith('_id')) || reach !== null;
  const isForeign = place === 'foreign' && names;
  if (permission === 'public') return 'in';
  if (permission === 'self' || isAllowed(role, permission)) return isForeign ? 404 : 'in';
  if (mine === null) return 403;
  const located = params.find((param) => locating.has(param));
  const counts = isOfProjects(permission) || located === 'project_id';
  const there = place === 'foreign' ? null : higherRole(role, place === 'mine' ? mine : null);
  if (located !== undefined) {
    if (there === null) return 404;
    return counts && isAllowed(there, permission) ? 'in' : 403;
  }
  if (!counts || !isAllowed(mine, permission)) return 403;
  if (isForeign) return 404;
  if (reach === null || place === 'mine') return 'in';
  if (reach === 'connection' || there === null) return 404;
  return 403;
}
