/** Everything a caller can be allowed to do. Each route names exactly one, or `public`, or `self`. */
export const permissions = [
  'organisation:read',
  'organisation:write',
  'members:read',
  'members:write',
  'projects:read',
  'projects:write',
  'api_keys:write',
  'audit:read',
  'pipelines:read',
  'pipelines:write',
  'pipelines:deploy',
  'pipelines:run',
  'connections:read',
  'connections:write',
  'data:read',
  'data:unmask',
  'ai:use',
  'ai:teach',
  'metrics:read',
  'webhooks:read',
  'webhooks:write',
] as const;

export type Permission = (typeof permissions)[number];

const known: ReadonlySet<string> = new Set(permissions);

export function isPermission(text: string): text is Permission {
  return known.has(text);
}

/** `public`: no token needed. `self`: any caller, about themselves. */
export type RoutePermission = Permission | 'public' | 'self';

/** From the most to the least; docs/guides/roles.md explains them. */
export const roles = ['admin', 'architect', 'engineer', 'analyst', 'viewer'] as const;
export type Role = (typeof roles)[number];

const viewer: readonly Permission[] = [
  'organisation:read',
  'projects:read',
  'pipelines:read',
  'connections:read',
  'metrics:read',
];

const analyst: readonly Permission[] = [
  ...viewer,
  'api_keys:write',
  'pipelines:run',
  'data:read',
  'ai:use',
];

const engineer: readonly Permission[] = [
  ...analyst,
  'members:read',
  'pipelines:write',
  'pipelines:deploy',
  'connections:write',
  'ai:teach',
  'webhooks:read',
];

const architect: readonly Permission[] = [
  ...engineer,
  'projects:write',
  'data:unmask',
  'webhooks:write',
];

const granted: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  admin: new Set(permissions),
  architect: new Set(architect),
  engineer: new Set(engineer),
  analyst: new Set(analyst),
  viewer: new Set(viewer),
};

/** Null: no role, so nothing. */
export function isAllowed(role: Role | null, permission: Permission): boolean {
  return role !== null && granted[role].has(permission);
}

/** What belongs to a project. A role in a project grants these there; all others are the whole organisation's. */
const ofProjects: ReadonlySet<Permission> = new Set<Permission>([
  // A key may no more than its owner, so one of somebody in a project reaches that project.
  'api_keys:write',
  'projects:read',
  'pipelines:read',
  'pipelines:write',
  'pipelines:deploy',
  'pipelines:run',
  'connections:read',
  'connections:write',
  'data:read',
  'data:unmask',
  'ai:use',
  'ai:teach',
]);

export function isOfProjects(permission: Permission): boolean {
  return ofProjects.has(permission);
}

/** The one that may more; null is no role. */
export function higherRole(one: Role | null, other: Role | null): Role | null {
  if (one === null || other === null) return one ?? other;
  return roles.indexOf(one) <= roles.indexOf(other) ? one : other;
}
