import { AiEtlError } from '@ai-etl/core';
import type { Prepare } from '../database/prepared-query.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import type { Project } from './user.ts';

export interface Projects {
  /** The default project first, then by name. */
  listProjects(scope: Scope): Promise<readonly Project[]>;
  /**
   * Without an id: the organisation's default project; for a caller of single projects the only
   * one of theirs, else VALIDATION_ERROR asks for a name. Null: none such in this organisation.
   */
  getProject(scope: Scope, projectId?: string): Promise<Project | null>;
}

export const projectColumns = [
  'id',
  'organisation_id as organisationId',
  'name',
  'description',
  'is_default as isDefault',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const;

export function projectsOf(tenancy: Tenancy, prepare: Prepare): Projects {
  const byId = prepare<{ id: string }, Project>((db, param) =>
    db
      .selectFrom('projects')
      .select(projectColumns)
      .where('id', '=', param('id'))
      .where('deleted_at', 'is', null),
  );
  const byDefault = prepare<object, Project>((db) =>
    db.selectFrom('projects').select(projectColumns).where('is_default', '=', true),
  );
  const listProjects = (scope: Scope): Promise<readonly Project[]> =>
    tenancy(scope)
      .selectFrom('projects')
      .select(projectColumns)
      .where('deleted_at', 'is', null)
      .orderBy('is_default', 'desc')
      .orderBy('name')
      .execute();
  return {
    listProjects,
    getProject: async (scope, id) => {
      if (id !== undefined) return (await byId(scope, { id }))[0] ?? null;
      const [standard] = await byDefault(scope, {});
      if (standard !== undefined || scope.projectIds === undefined) return standard ?? null;
      const [only, ...others] = await listProjects(scope);
      if (only === undefined || others.length === 0) return only ?? null;
      throw new AiEtlError(
        'VALIDATION_ERROR',
        'You may do this in several projects, none of them the default. Say which with project_id.',
        { details: [{ field: 'project_id', error: 'required: several projects are possible' }] },
      );
    },
  };
}
