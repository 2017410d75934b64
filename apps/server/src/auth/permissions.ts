/** Everything a caller can be allowed to do. Each route names exactly one, or `public`. */
export const permissions = [
  'pipelines:read',
  'pipelines:write',
  'pipelines:deploy',
  'pipelines:run',
  'connections:read',
  'connections:write',
  'projects:read',
] as const;

export type Permission = (typeof permissions)[number];

/** `public`: no token needed. */
export type RoutePermission = Permission | 'public';

export const roles = ['owner', 'admin', 'editor', 'viewer'] as const;
export type Role = (typeof roles)[number];

const reading: readonly Permission[] = ['pipelines:read', 'connections:read', 'projects:read'];

const granted: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: new Set(permissions),
  admin: new Set(permissions),
  editor: new Set([...reading, 'pipelines:write', 'pipelines:deploy', 'pipelines:run']),
  viewer: new Set(reading),
};

export function isAllowed(role: Role, permission: Permission): boolean {
  return granted[role].has(permission);
}
