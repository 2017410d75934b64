import type { Prepare } from '../database/prepared-query.ts';

export type LocatedKind = 'project' | 'pipeline' | 'run' | 'connection' | 'verified_question';

/** Where resources are, for the authorisation of callers of single projects. */
export interface Whereabouts {
  /** The project that a resource belongs to, deleted pipelines included. Null: not of this organisation. */
  projectOf(organisationId: string, kind: LocatedKind, id: string): Promise<string | null>;
}

export function whereaboutsOf(prepare: Prepare): Whereabouts {
  const locate = {
    project: prepare<{ id: string }, { projectId: string }>((db, param) =>
      db
        .selectFrom('projects')
        .select('id as projectId')
        .where('id', '=', param('id'))
        .where('deleted_at', 'is', null),
    ),
    pipeline: prepare<{ id: string }, { projectId: string }>((db, param) =>
      db.selectFrom('pipelines').select('project_id as projectId').where('id', '=', param('id')),
    ),
    run: prepare<{ id: string }, { projectId: string }>((db, param) =>
      db.selectFrom('runs').select('project_id as projectId').where('id', '=', param('id')),
    ),
    connection: prepare<{ id: string }, { projectId: string }>((db, param) =>
      db.selectFrom('connections').select('project_id as projectId').where('id', '=', param('id')),
    ),
    verified_question: prepare<{ id: string }, { projectId: string }>((db, param) =>
      db
        .selectFrom('verified_questions')
        .select('project_id as projectId')
        .where('id', '=', param('id')),
    ),
  } as const;
  return {
    projectOf: async (organisationId, kind, id) => {
      // PostgreSQL stores no NUL, so nothing can be called so.
      if (id.includes('\0')) return null;
      const [row] = await locate[kind]({ organisationId }, { id });
      return row?.projectId ?? null;
    },
  };
}
