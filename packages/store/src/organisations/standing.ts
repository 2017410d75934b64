import type { Prepare } from '../database/prepared-query.ts';
import type { Role } from '../identity/user.ts';

/** What somebody may do in an organisation, as it is now. */
export interface Standing {
  /** Null: a member of single projects only. */
  readonly role: Role | null;
  /** Roles in single projects, by project id. */
  readonly projectRoles: Readonly<Record<string, Role>>;
}

export type LocatedKind = 'project' | 'pipeline' | 'run' | 'connection';

/** What every request's authorisation asks of the store. */
export interface Standings {
  /** Null: no member (any more). One round trip. */
  standingOf(organisationId: string, userId: string): Promise<Standing | null>;
  /** The project that a resource belongs to, deleted ones included. Null: not of this organisation. */
  projectOf(organisationId: string, kind: LocatedKind, id: string): Promise<string | null>;
}

interface StandingRow {
  readonly role: Role | null;
  readonly projectId: string | null;
  readonly projectRole: Role | null;
}

export function standingsOf(prepare: Prepare): Standings {
  const standing = prepare<{ userId: string }, StandingRow>((db, param) =>
    db
      .selectFrom('memberships as m')
      .leftJoin('project_members as p', (join) => join.onRef('p.user_id', '=', 'm.user_id'))
      .select(['m.role', 'p.project_id as projectId', 'p.role as projectRole'])
      .where('m.user_id', '=', param('userId')),
  );
  const locate = {
    project: prepare<{ id: string }, { projectId: string }>((db, param) =>
      db.selectFrom('projects').select('id as projectId').where('id', '=', param('id')),
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
  } as const;
  return {
    standingOf: async (organisationId, userId) => {
      const rows = await standing({ organisationId }, { userId });
      const [first] = rows;
      if (first === undefined) return null;
      const projectRoles: Record<string, Role> = {};
      for (const { projectId, projectRole } of rows) {
        if (projectId !== null && projectRole !== null) projectRoles[projectId] = projectRole;
      }
      return { role: first.role, projectRoles };
    },
    projectOf: async (organisationId, kind, id) => {
      // PostgreSQL stores no NUL, so nothing can be called so.
      if (id.includes('\0')) return null;
      const [row] = await locate[kind]({ organisationId }, { id });
      return row?.projectId ?? null;
    },
  };
}
