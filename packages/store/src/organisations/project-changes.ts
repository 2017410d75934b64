import { sql } from 'kysely';
import { AiEtlError } from '@ai-etl/core';
import { violatedUnique } from '../database/database-error.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import { projectColumns } from '../identity/projects.ts';
import type { Project } from '../identity/user.ts';
import { newId } from '../new-id.ts';

export interface ProjectText {
  readonly name: string;
  readonly description: string;
}

export interface ProjectChanges {
  /** Throws CONFLICT for a name that is taken. */
  createProject(scope: Scope, text: ProjectText): Promise<Project>;
  /** What is absent stays. Null: no such project. Throws CONFLICT for a name that is taken. */
  updateProject(
    scope: Scope,
    projectId: string,
    change: Partial<ProjectText>,
  ): Promise<Project | null>;
  /** False: no such project. Throws CONFLICT for the default one, and while anything is in it. */
  deleteProject(scope: Scope, projectId: string): Promise<boolean>;
}

export function projectChangesOf(tenancy: Tenancy): ProjectChanges {
  return {
    createProject: async (scope, { name, description }) => {
      try {
        return await tenancy(scope)
          .insertInto('projects')
          .values({
            id: newId('project'),
            organisation_id: scope.organisationId,
            name,
            description,
          })
          .returning(projectColumns)
          .executeTakeFirstOrThrow();
      } catch (error) {
        throw nameTaken(error, name);
      }
    },

    updateProject: async (scope, projectId, change) => {
      try {
        const row = await tenancy(scope)
          .updateTable('projects')
          .set({ ...change, updated_at: sql<string>`now()` })
          .where('id', '=', projectId)
          .where('deleted_at', 'is', null)
          .returning(projectColumns)
          .executeTakeFirst();
        return row ?? null;
      } catch (error) {
        throw nameTaken(error, change.name ?? projectId);
      }
    },

    deleteProject: (scope, projectId) =>
      tenancy(scope)
        .transaction()
        .execute(async (trx) => {
          const project = await trx
            .selectFrom('projects')
            .select(['name', 'is_default'])
            .where('id', '=', projectId)
            .where('deleted_at', 'is', null)
            // Whoever puts something in holds a key share lock, and sees the deletion after it.
            .forUpdate()
            .executeTakeFirst();
          if (project === undefined) return false;
          if (project.is_default) throw isDefault(project.name);
          const { pipelines, connections } = await trx
            .selectNoFrom((eb) => [
              eb
                .selectFrom('pipelines')
                .select(({ fn }) => fn.countAll<number>().as('many'))
                .where('project_id', '=', projectId)
                .where('deleted_at', 'is', null)
                .$asScalar()
                .$notNull()
                .as('pipelines'),
              eb
                .selectFrom('connections')
                .select(({ fn }) => fn.countAll<number>().as('many'))
                .where('project_id', '=', projectId)
                .$asScalar()
                .$notNull()
                .as('connections'),
            ])
            .executeTakeFirstOrThrow();
          if (pipelines + connections > 0) throw inUse(project.name, pipelines, connections);
          await trx.deleteFrom('project_members').where('project_id', '=', projectId).execute();
          await trx.deleteFrom('invitations').where('project_id', '=', projectId).execute();
          await trx
            .updateTable('projects')
            .set({ deleted_at: sql<string>`now()` })
            .where('id', '=', projectId)
            .execute();
          return true;
        }),
  };
}

function isDefault(name: string): AiEtlError {
  return new AiEtlError(
    'CONFLICT',
    `${JSON.stringify(name)} is the default project, which requests without a project go to. It cannot be deleted.`,
    { details: [{ field: 'project_id', error: 'the default project' }] },
  );
}

function inUse(name: string, pipelines: number, connections: number): AiEtlError {
  return new AiEtlError(
    'CONFLICT',
    `Project ${JSON.stringify(name)} still has ${pipelines} pipeline(s) and ${connections} connection(s). Delete them first.`,
    {
      details: [
        { field: 'pipelines', error: String(pipelines) },
        { field: 'connections', error: String(connections) },
      ],
    },
  );
}

function nameTaken(error: unknown, name: string): unknown {
  if (violatedUnique(error) !== 'projects_name') return error;
  return new AiEtlError(
    'CONFLICT',
    `There is a project named ${JSON.stringify(name)} already. Choose another name.`,
    { details: [{ field: 'name', error: 'already taken in this organisation' }] },
  );
}
