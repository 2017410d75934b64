import type { Prepare } from '../database/prepared-query.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import type { Project } from './user.ts';

export interface Projects {
  /** The default project first, then by name. */
  listProjects(scope: Scope): Promise<readonly Project[]>;
  /** Without an id: the organisation's default project. Null: none such in this organisation. */
  getProject(scope: Scope, projectId?: string): Promise<Project | null>;
}

const columns = [
  'id',
  'organisation_id as organisationId',
  'name',
  'is_default as isDefault',
  'created_at as createdAt',
] as const;

export function projectsOf(tenancy: Tenancy, prepare: Prepare): Projects {
  const byId = prepare<{ id: string }, Project>((db, param) =>
    db.selectFrom('projects').select(columns).where('id', '=', param('id')),
  );
  const byDefault = prepare<object, Project>((db) =>
    db.selectFrom('projects').select(columns).where('is_default', '=', true),
  );
  return {
    listProjects: (scope) =>
      tenancy(scope)
        .selectFrom('projects')
        .select(columns)
        .orderBy('is_default', 'desc')
        .orderBy('name')
        .execute(),
    getProject: async (scope, id) => {
      const rows = id === undefined ? await byDefault(scope, {}) : await byId(scope, { id });
      return rows[0] ?? null;
    },
  };
}
