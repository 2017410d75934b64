import type { Scope, Tenancy } from '../database/tenant.ts';
import type { Project } from './user.ts';

export interface Projects {
  /** The default project first, then by name. */
  listProjects(scope: Scope): Promise<readonly Project[]>;
  /** Without an id: the organisation's default project. Null: none such in this organisation. */
  getProject(scope: Scope, projectId?: string): Promise<Project | null>;
}

export function projectsOf(tenancy: Tenancy): Projects {
  const projects = (scope: Scope) =>
    tenancy(scope)
      .selectFrom('projects')
      .select([
        'id',
        'organisation_id as organisationId',
        'name',
        'is_default as isDefault',
        'created_at as createdAt',
      ]);
  return {
    listProjects: (scope) =>
      projects(scope).orderBy('is_default', 'desc').orderBy('name').execute(),
    getProject: async (scope, projectId) => {
      const query =
        projectId === undefined
          ? projects(scope).where('is_default', '=', true)
          : projects(scope).where('id', '=', projectId);
      return (await query.executeTakeFirst()) ?? null;
    },
  };
}
