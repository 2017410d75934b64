import type { Kysely } from 'kysely';
import type { AllTables } from '../database/schema.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import type { Role } from '../identity/user.ts';
import { offsetOf, type Page, type PageRequest } from '../page.ts';
import type { ProjectMember } from './organisation.ts';

export interface ProjectMembers {
  /** Those with a role in this project, in the order they were added. */
  listProjectMembers(
    scope: Scope,
    projectId: string,
    page: PageRequest,
  ): Promise<Page<ProjectMember>>;
  /** Null: no such project, or nobody of this organisation. */
  setProjectMember(
    scope: Scope,
    projectId: string,
    member: { readonly userId: string; readonly role: Role },
  ): Promise<ProjectMember | null>;
  /** False: they had no role in this project. */
  removeProjectMember(scope: Scope, projectId: string, userId: string): Promise<boolean>;
}

const columns = [
  'project_id as projectId',
  'user_id as userId',
  'role',
  'created_at as addedAt',
] as const;

export function projectMembersOf(tenancy: Tenancy, db: Kysely<AllTables>): ProjectMembers {
  /** Users have no tenant; whose e-mails are asked for comes from rows of the scope. */
  const emailsOf = async (userIds: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    if (userIds.length === 0) return new Map();
    const users = await db
      .selectFrom('users')
      .select(['id', 'email'])
      .where('id', 'in', [...userIds])
      .execute();
    return new Map(users.map(({ id, email }) => [id, email]));
  };

  return {
    listProjectMembers: async (scope, projectId, page) => {
      const all = tenancy(scope).selectFrom('project_members').where('project_id', '=', projectId);
      const rows = await all
        .select(columns)
        .orderBy('created_at')
        .orderBy('user_id')
        .limit(page.perPage)
        .offset(offsetOf(page))
        .execute();
      const { total } = await all
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      const emails = await emailsOf(rows.map((one) => one.userId));
      return { items: rows.map((row) => ({ ...row, email: emails.get(row.userId) ?? '' })), total };
    },

    setProjectMember: async (scope, projectId, { userId, role }) => {
      const row = await tenancy(scope)
        .transaction()
        .execute(async (trx) => {
          const project = await trx
            .selectFrom('projects')
            .select('id')
            .where('id', '=', projectId)
            .where('deleted_at', 'is', null)
            .forKeyShare()
            .executeTakeFirst();
          const member = await trx
            .selectFrom('memberships')
            .select('user_id')
            .where('user_id', '=', userId)
            .forKeyShare()
            .executeTakeFirst();
          if (project === undefined || member === undefined) return null;
          return trx
            .insertInto('project_members')
            .values({
              organisation_id: scope.organisationId,
              project_id: projectId,
              user_id: userId,
              role,
            })
            .onConflict((conflict) =>
              conflict.columns(['project_id', 'user_id']).doUpdateSet({ role }),
            )
            .returning(columns)
            .executeTakeFirstOrThrow();
        });
      if (row === null) return null;
      return { ...row, email: (await emailsOf([userId])).get(userId) ?? '' };
    },

    removeProjectMember: async (scope, projectId, userId) => {
      const deleted = await tenancy(scope)
        .deleteFrom('project_members')
        .where('project_id', '=', projectId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return deleted.numDeletedRows > 0n;
    },
  };
}
