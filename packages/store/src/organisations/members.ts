import { sql, type Kysely } from 'kysely';
import type { AllTables } from '../database/schema.ts';
import type { Scope } from '../database/tenant.ts';
import type { Role } from '../identity/user.ts';
import { offsetOf, type Page, type PageRequest } from '../page.ts';
import type { Member, MemberChange } from './organisation.ts';
import { projectRolesOf } from './project-roles.ts';

export interface Members {
  /** In the order they joined. */
  listMembers(scope: Scope, page: PageRequest): Promise<Page<Member>>;
  getMember(scope: Scope, userId: string): Promise<Member | null>;
  /**
   * Null: from now on a member of single projects only. Never leaves an organisation without an
   * admin. Whoever is one no longer has no open invitations either.
   */
  changeMember(scope: Scope, userId: string, role: Role | null): Promise<MemberChange>;
  /** With roles in projects and API keys; what they made stays. Never removes the last admin. */
  removeMember(scope: Scope, userId: string): Promise<MemberChange>;
}

/** Users have no tenant, so these join them outside the wall, by the scope's organisation. */
export function membersOf(db: Kysely<AllTables>): Members {
  const members = ({ organisationId }: Scope) =>
    db
      .selectFrom('memberships as m')
      .innerJoin('users as u', 'u.id', 'm.user_id')
      .where('m.organisation_id', '=', organisationId);
  const described = (scope: Scope) =>
    members(scope)
      .select(['u.id as userId', 'u.email', 'm.role', 'm.created_at as joinedAt'])
      .select(sql<boolean>`u.disabled_at is not null`.as('disabled'))
      .select(projectRolesOf);

  return {
    listMembers: async (scope, page) => {
      const items = await described(scope)
        .orderBy('m.created_at')
        .orderBy('m.user_id')
        .limit(page.perPage)
        .offset(offsetOf(page))
        .execute();
      const { total } = await members(scope)
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { items, total };
    },

    getMember: async (scope, userId) =>
      (await described(scope).where('m.user_id', '=', userId).executeTakeFirst()) ?? null,

    changeMember: (scope, userId, role) =>
      changing(db, { scope, userId, remainsAdmin: role === 'admin' }, async (trx) => {
        await trx
          .updateTable('memberships')
          .set({ role })
          .where('organisation_id', '=', scope.organisationId)
          .where('user_id', '=', userId)
          .execute();
      }),

    removeMember: (scope, userId) =>
      changing(db, { scope, userId, remainsAdmin: false }, async (trx) => {
        await trx
          .deleteFrom('memberships')
          .where('organisation_id', '=', scope.organisationId)
          .where('user_id', '=', userId)
          .execute();
      }),
  };
}

/** One change of members at a time for each organisation: two admins cannot remove each other. */
function changing(
  db: Kysely<AllTables>,
  {
    scope: { organisationId },
    userId,
    remainsAdmin,
  }: { readonly scope: Scope; readonly userId: string; readonly remainsAdmin: boolean },
  change: (trx: Kysely<AllTables>) => Promise<void>,
): Promise<MemberChange> {
  return db.transaction().execute(async (trx): Promise<MemberChange> => {
    await trx
      .selectFrom('organisations')
      .select('id')
      .where('id', '=', organisationId)
      .forNoKeyUpdate()
      .execute();
    const member = await trx
      .selectFrom('memberships')
      .select('role')
      .where('organisation_id', '=', organisationId)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (member === undefined) return 'unknown';
    if (member.role === 'admin' && !remainsAdmin) {
      const other = await trx
        .selectFrom('memberships as m')
        .innerJoin('users as u', 'u.id', 'm.user_id')
        .select('u.id')
        .where('m.organisation_id', '=', organisationId)
        .where('m.role', '=', 'admin')
        .where('m.user_id', '!=', userId)
        .where('u.disabled_at', 'is', null)
        .executeTakeFirst();
      if (other === undefined) return 'last_admin';
      // Else they could come back by an invitation they made before.
      await trx
        .deleteFrom('invitations')
        .where('organisation_id', '=', organisationId)
        .where('invited_by', '=', userId)
        .where('accepted_at', 'is', null)
        .execute();
    }
    await change(trx);
    return 'changed';
  });
}
